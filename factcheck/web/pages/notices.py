"""How whoever is here is told what waits: by mail, at once, once a day, or not."""

from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.model.notice import Frequency
from factcheck.phrase import say
from factcheck.web.errors import error_view, status_of
from factcheck.web.forms import ActForm, Field, choices
from factcheck.web.links import NOTICES
from factcheck.web.visit import Visit, go_to
from factcheck.workflow.notify.recipients import NoticeChoice, choose_notices, notice_choice, stop_notices

TITLE = say("What you are told by mail")
_NEVER = "never"
_FREQUENCY = {
    Frequency.AT_ONCE: say("At once"),
    Frequency.DAILY: say("Once a day"),
    _NEVER: say("Never: forget my address"),
}


def notices_form(visit: Visit) -> Response:
    """`/notices`: the choice as it is."""
    return _page(visit)


def set_notices(visit: Visit) -> Response:
    """`POST /notices`: choose anew."""
    wanted = visit.given.get("frequency", "")
    try:
        visit.ensure_same_person()
        if wanted == _NEVER:
            stop_notices(visit.desk, visit.desk.author)
        else:
            known = Frequency(wanted) if wanted in [*Frequency] else None
            choice = NoticeChoice(visit.given.get("address", ""), known)
            choose_notices(visit.desk, visit.desk.author, choice)
    except FactcheckError as wrong:
        return _page(visit, wrong)
    return go_to(NOTICES)


def _page(visit: Visit, wrong: FactcheckError | None = None) -> Response:
    known = notice_choice(visit.desk, visit.desk.author)
    address = visit.given.get("address", known.address if known else "")
    chosen = visit.given.get("frequency", str(known.frequency) if known else _NEVER)
    hint = say("Mails say what waits and link to it; no words of a claim are in them.")
    fields = (
        Field("address", say("Mail address"), value=address, hint=hint, fills="email"),
        Field("frequency", say("How often"), "choice", choices=choices(_FREQUENCY, chosen), needed=True),
    )
    told = error_view(wrong) if wrong else None
    form = ActForm("notices", say("Save"), NOTICES, fields, visit.desk.author, wrong=told)
    return visit.page("set_password", status_of(wrong), title=TITLE, form=form)
