"""The page behind the link that an admin gave: a password is set, and a second factor where one is wanted.

The secret of the link stands behind a `#`, which browsers send to nobody: no log and no referrer holds it. A script
puts it into the form; without scripts the whole link is pasted there.
"""

from collections.abc import Iterable

from starlette.responses import Response

from factcheck.errors import FactcheckError, NotAdmitted
from factcheck.phrase import Message, say
from factcheck.web.acts.on_people import PASSWORD_HINT, app_fields
from factcheck.web.errors import error_view, status_of
from factcheck.web.forms import ActForm, Field
from factcheck.web.links import LOG_IN, SET_PASSWORD
from factcheck.web.visit import Visit
from factcheck.workflow.people.codes import new_code_secret
from factcheck.workflow.people.login import LinkHolder, NewPassword, link_holder
from factcheck.workflow.people.login import set_password as set_by_link

_TITLE = say("Set a password")


def link_form(visit: Visit) -> Response:
    """`/set-password`: asks for the link, behind whose `#` the script finds it."""
    return _ask_for_link(visit)


def set_password(visit: Visit) -> Response:
    """`POST /set-password`: with a link alone the form for it; with a password too, set it, which uses the link up."""
    given = visit.given
    try:
        holder = link_holder(visit.desk, given.get("link", ""))
    except NotAdmitted as wrong:
        return _ask_for_link(visit, wrong)
    if "password" not in given:
        return _ask_for_password(visit, holder)
    code = given.get("app_code", "").strip() or None
    secret = given.get("code_secret", "") if code else None
    new = NewPassword(given.get("password", ""), secret, code)
    try:
        account = set_by_link(visit.desk, given.get("link", ""), new)
    except NotAdmitted as wrong:
        return _ask_for_link(visit, wrong)
    except FactcheckError as wrong:
        return _ask_for_password(visit, holder, wrong)
    return visit.page("password_set", person=account.name, go=LOG_IN)


def _ask_for_link(visit: Visit, wrong: FactcheckError | None = None) -> Response:
    hint = say("The whole of it, as it was given to you.")
    fields = (Field("link", say("Your link"), needed=True, hint=hint, fills="off"),)
    return _page(visit, "link", say("Go on"), fields, wrong)


def _ask_for_password(visit: Visit, holder: LinkHolder, wrong: FactcheckError | None = None) -> Response:
    given, name = visit.given, holder.account.name
    secret = given.get("code_secret") or new_code_secret()
    about = (
        say("The desk wants it of your role.") if holder.needs_code else say("Leave the code blank for none.")
    )
    fields = [
        Field("link", kind="hidden", value=given.get("link", "")),
        Field("name", say("Name"), "told", name, fills="username"),
        Field(
            "password", say("New password"), "password", needed=True, hint=PASSWORD_HINT, fills="new-password"
        ),
        *app_fields(visit, name, secret, hint=about, needed=holder.needs_code),
    ]
    return _page(visit, "password", _TITLE, fields, wrong)


def _page(
    visit: Visit, name: str, title: Message, fields: Iterable[Field], wrong: FactcheckError | None
) -> Response:
    told = error_view(wrong) if wrong else None
    form = ActForm(name, title, SET_PASSWORD, tuple(fields), "", wrong=told, is_secret=True)
    return visit.page("set_password", status_of(wrong), title=_TITLE, form=form)
