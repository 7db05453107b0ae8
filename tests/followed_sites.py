"""A desk that publishes on a web server of the test's own, and the desk that follows it."""

from dataclasses import dataclass, replace

from factcheck.desk import Desk
from factcheck.settings import Fetching
from factcheck.workflow.earlier.follow import FollowResult, follow
from tests.desks import tree
from tests.servers import Script, ScriptedServer, answer
from tests.sites import out, signed


@dataclass
class Neighbours:
    """Two desks and the server on which one of them publishes."""

    ours: Desk
    theirs: Desk
    server: ScriptedServer

    @property
    def url(self) -> str:
        """Where the other desk publishes."""
        return self.server.url("/checks")

    def publish(self, *refs: str) -> None:
        """Claims of these refs signed on the other desk, and what is to be published there put on the server."""
        for ref in refs:
            signed(self.theirs, f"The bridge is {ref}.", ref)
        out(self.theirs)
        self.serve()

    def serve(self, **changed: Script) -> None:
        """The site as it stands; some files of the log, by their names, otherwise."""
        self.server._scripts.clear()
        for name, content in tree(self.theirs.settings.site).items():
            self.server.say(f"/checks/{name}", answer(content))
        for name, said in changed.items():
            self.server.say(f"/checks/log/{name}", said)

    def file(self, name: str) -> bytes:
        """A file of the site."""
        return (self.theirs.settings.site / name).read_bytes()

    def follow(self, key: str | None = None) -> FollowResult:
        """One look at the other desk."""
        return follow(self.ours, self.url, key)


def neighbours(ours: Desk, theirs: Desk, server: ScriptedServer) -> Neighbours:
    """The two, each with the settings it needs."""
    fetch = Fetching(allow=(f"127.0.0.1:{server.port}",), delay=0)
    base = server.url("/checks")
    return Neighbours(
        replace(ours, settings=replace(ours.settings, fetch=fetch)),
        replace(theirs, settings=replace(theirs.settings, base_url=base)),
        server,
    )
