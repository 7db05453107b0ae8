"""The page on which readers ask for a check: open to everybody, without a session, a cookie or a script."""

from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.model.reader_request import MOST_SEEN, MOST_TEXT
from factcheck.phrase import Message, say
from factcheck.web.access.proxies import Proxies
from factcheck.web.errors import error_view, status_of
from factcheck.web.links import REQUEST
from factcheck.web.visit import DeskSite, Visit, go_to
from factcheck.workflow.requests.limits import RequestLimits, stamp_key
from factcheck.workflow.requests.receive import ReaderForm, receive

_SENT = "sent"
_TRAP = "website"
"""A field that people do not see, and that programs fill in."""


class ReaderPages:
    """The form of one desk, with the count of what came through it."""

    def __init__(self, site: DeskSite) -> None:
        self._limits = RequestLimits(stamp_key(site.desk), site.desk.clock)
        self._proxies = Proxies(site.desk.settings.web.proxies)

    def form(self, visit: Visit) -> Response:
        """`/request`: the form, or the thanks after it."""
        return self._page(visit, is_sent=_SENT in visit.query)

    def send(self, visit: Visit) -> Response:
        """`POST /request`: take in what a reader sent; a program that fills in every field is thanked, no more."""
        given, client = visit.given, self._proxies.client(visit.head)
        form = ReaderForm(given.get("text", ""), given.get("seen_in", ""), given.get("address", ""))
        if not self._limits.is_in_time(given.get("stamp", "")):
            return self._page(visit, say("Please read it once more, and send it again."), 400)
        if not self._limits.is_within(client):
            return self._page(
                visit, say("So much has come from your network today that nothing more is taken."), 429
            )
        try:
            if not given.get(_TRAP) and not self._limits.was_taken(client, form.text):
                receive(visit.desk, form)
                self._limits.taken(client, form.text)
        except FactcheckError as wrong:
            return self._page(visit, wrong=wrong)
        return go_to(f"{REQUEST}?{_SENT}")

    def _page(
        self,
        visit: Visit,
        again: Message | None = None,
        status: int = 200,
        *,
        is_sent: bool = False,
        wrong: FactcheckError | None = None,
    ) -> Response:
        settings = visit.desk.settings
        return visit.page(
            "request",
            status_of(wrong) if wrong else status,
            is_sent=is_sent,
            again=again,
            wrong=error_view(wrong) if wrong else None,
            given=visit.given,
            stamp=self._limits.stamp(),
            takes_address=settings.mail is not None,
            days=settings.requests.keep_days,
            most={"text": MOST_TEXT, "seen_in": MOST_SEEN},
            site=settings.base_url or "",
        )
