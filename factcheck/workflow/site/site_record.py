"""The desk's own site on record: what its files are to be is entered before they are put there, and settled after."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from factcheck.desk import Desk
from factcheck.files import alone_in, disk_errors_explained
from factcheck.store.ledger import Ledger
from factcheck.store.site_files import GONE
from factcheck.store.turns import SITE
from factcheck.workflow.site.build import SiteBuild


class SiteRecord:
    """What one publication says of the site's files; of a site in another folder than the desk's own, nothing."""

    def __init__(self, desk: Desk, out: Path) -> None:
        self._desk = desk
        self._states: dict[str, frozenset[str]] | None = None
        if out.resolve() == desk.settings.site.resolve():
            with desk.store.reading() as ledger:
                self._states = dict(ledger.site_files().states())

    @property
    def standing(self) -> dict[str, str] | None:
        """The SHA-256 of each file that is settled; None where nothing of this site is on record."""
        if self._states is None:
            return None
        return {name: one for name, (one, *more) in self._states.items() if not more}

    def announce(self, ledger: Ledger, coming: Mapping[str, str]) -> None:
        """Enter what these files are about to be, or that they are about to go."""
        if self._states is None:
            return
        new = {name: one for name, one in coming.items() if self._states.get(name) != frozenset({one})}
        if new:
            ledger.site_files().announce(new)
            self._states |= {name: frozenset({"announced", one}) for name, one in new.items()}

    @contextmanager
    def of_all(self, press: SiteBuild) -> Iterator[None]:
        """Put on record all that was printed, while the block puts it in its place."""
        if self._states is None:
            yield
            return
        standing = press.print_list()
        coming = {**standing, **dict.fromkeys(press.gone(), GONE)}
        if any(self._states.get(name) != frozenset({one}) for name, one in coming.items()):
            with self._desk.store.writing(SITE) as ledger:
                self.announce(ledger, coming)
        yield
        if self._states != {name: frozenset({one}) for name, one in standing.items()}:
            with self._desk.store.writing(SITE) as ledger:
                ledger.site_files().settle(standing)


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
