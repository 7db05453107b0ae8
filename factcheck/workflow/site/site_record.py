"""The desk's own site on record: what its files are to be is entered before they are put there, and settled after."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from factcheck.desk import Desk
from factcheck.files import alone_in, disk_errors_explained
from factcheck.store.ledger import Ledger
from factcheck.store.site_files import GONE
from factcheck.store.turns import SITE
from factcheck.workflow.site.build import LIST, Listed, SiteBuild, read_list


class SiteRecord:
    """What a publication says of the site's files; of a site in another folder than the desk's own, nothing."""

    def __init__(self, desk: Desk, out: Path, *, believes: bool = False) -> None:
        self._desk = desk
        self._is_own = out.resolve() == desk.settings.site.resolve()
        self.announced: set[str] = set()
        self.standing_now: Mapping[str, str] = {}
        self._list = out / LIST
        self.believes = believes and self._is_own and self._is_as_listed()
        """Whether the list in the site's folder is taken for the record, since it is what was put on record last."""

    def _is_as_listed(self) -> bool:
        """Whether the last publication came to its end, and the list is the one it left."""
        with disk_errors_explained(self._list):
            content = self._list.read_bytes() if self._list.is_file() else b""
        self._digest = sha256(content).hexdigest()
        with self._desk.store.reading() as ledger:
            files = ledger.site_files()
            return files.is_settled() and files.state_of(LIST) == {self._digest}

    @cached_property
    def listed(self) -> Listed:
        """The list in the site's folder, as the last publication left it there."""
        return read_list(self._list.parent)

    @cached_property
    def _before(self) -> dict[str, str | None]:
        """The SHA-256 of each file as it was on record before this publication; None where it was not settled."""
        if self.believes:
            return {**{name: page["sha256"] for name, page in self.listed.items()}, LIST: self._digest}
        with self._desk.store.reading() as ledger:
            states = ledger.site_files().states()
        return {name: None if more else one for name, (one, *more) in states.items()}

    @property
    def standing(self) -> dict[str, str] | None:
        """The SHA-256 of each file that is settled; None where nothing of this site is on record."""
        if not self._is_own:
            return None
        return {name: one for name, one in self._before.items() if one is not None}

    def announce(self, ledger: Ledger, coming: Mapping[str, str]) -> None:
        """Enter what these files are about to be, or that they are about to go."""
        if self._is_own and coming:
            ledger.site_files().announce(coming)
            self.announced |= coming.keys()

    @contextmanager
    def of_all(self, press: SiteBuild) -> Iterator[None]:
        """Put on record all that was printed, while the block puts it in its place."""
        if not self._is_own:
            yield
            return
        standing, before = press.print_list(), self._before
        coming = {**standing, **dict.fromkeys(press.gone(), GONE)}
        new = {name: one for name, one in coming.items() if before.get(name) != one}
        if new:
            with self._desk.store.writing(SITE) as ledger:
                self.announce(ledger, new)
        yield
        self.standing_now = standing
        if changed := self.announced | (before.keys() - standing.keys()):
            with self._desk.store.writing(SITE) as ledger:
                ledger.site_files().settle(standing, sorted(changed))


@contextmanager
def alone_at(site: Path) -> Iterator[None]:
    """Of several who publish to one folder, each goes alone; a folder made for what was refused is taken away."""
    is_new = not site.exists()
    with ExitStack() as held:
        with disk_errors_explained(site):
            site.mkdir(parents=True, exist_ok=True)
            held.enter_context(alone_in(site))
        try:
            yield
        finally:
            if is_new:
                with suppress(OSError):  # it holds something
                    site.rmdir()
