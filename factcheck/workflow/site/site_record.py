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
from factcheck.workflow.site.build import SiteBuild
from factcheck.workflow.site.page_list import LIST


class SiteRecord:
    """What a publication says of the site's files; of a site in another folder than the desk's own, nothing."""

    def __init__(self, desk: Desk, out: Path, *, believes: bool = False) -> None:
        self._desk = desk
        self._is_own = out.resolve() == desk.settings.site.resolve()
        self.announced: set[str] = set()
        self._folder = out
        self.believes = believes and self._is_own and self._is_as_listed()
        """Whether the list in the site's folder is taken for the record, since it is what was put on record last."""

    def _is_as_listed(self) -> bool:
        """Whether the last publication came to its end, and the list is the one it left."""
        path = self._folder / LIST
        with disk_errors_explained(path):
            content = path.read_bytes() if path.is_file() else b""
        self._digest = sha256(content).hexdigest()
        with self._desk.store.reading() as ledger:
            files = ledger.site_files()
            return files.is_settled() and files.state_of(LIST) == {self._digest}

    def press(self) -> SiteBuild:
        """What prints into the site's folder."""
        if self.believes:
            return SiteBuild(self._folder, on_record={}, looks=False)
        standing = {name: one for name, one in self._before.items() if one is not None}
        return SiteBuild(self._folder, on_record=standing if self._is_own else None)

    @cached_property
    def _before(self) -> dict[str, str | None]:
        """The SHA-256 of each file as it was on record before this publication; None where it was not settled."""
        with self._desk.store.reading() as ledger:
            states = ledger.site_files().states() if self._is_own else {}
        return {name: None if more else one for name, (one, *more) in states.items()}

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
        standing = press.print_list()
        before = {**press.before(), LIST: self._digest} if self.believes else self._before
        coming = {**standing, **dict.fromkeys(press.gone(), GONE)}
        new = {name: one for name, one in coming.items() if before.get(name) != one}
        if new:
            with self._desk.store.writing(SITE) as ledger:
                self.announce(ledger, new)
        yield
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
