"""The people of the desk, and the account of one of them: what lets them in, and what can be changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from factcheck.errors import FactcheckError, NotFound
from factcheck.model.account import Account, Credential, CredentialKind
from factcheck.model.roles import Role
from factcheck.phrase import Said, comma, say, sentences
from factcheck.report.wording import day_of, moment
from factcheck.web.acts.on_people import BESIDE, PERSON_ACTS, PersonSheet, role_field, role_of, told_link
from factcheck.web.errors import NO_PAGE, error_view, status_of
from factcheck.web.forms import ActForm, Field
from factcheck.web.links import PEOPLE
from factcheck.web.visit import Visit
from factcheck.web.wording import ROLE, SCOPE
from factcheck.workflow.people.accounts import add_account
from factcheck.workflow.people.credentials import list_credentials

_TITLE, _ADD = say("People"), say("Add somebody")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with an account, what they are, and the page of the account where it may be seen."""

    name: str
    said: Said
    href: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """A session or a token: what it is called, since when and until when, and whether it is what let the reader in."""

    id: str
    label: str
    said: Said
    is_here: bool


def people(visit: Visit) -> Response:
    """`/people`: everybody who may act at the desk; an admin adds others."""
    return _people(visit)


def add_person(visit: Visit) -> Response:
    """`POST /people`: give somebody an account, and show the link to set a password once."""
    name = visit.given.get("name", "")
    try:
        visit.ensure_same_person()
        given = add_account(visit.desk, name, role_of(visit.given.get("role", "")))
    except FactcheckError as wrong:
        return _people(visit, wrong)
    return told_link(visit, name, given)


def account(visit: Visit) -> Response:
    """`/account`, and `/people/ID` for an admin."""
    return _page(_sheet(visit))


def act_on_account(visit: Visit) -> Response:
    """`POST …/ACT`: do it and lead on; refused, its form comes back with the reason."""
    name, sheet = visit.named["act"], _sheet(visit)
    if name not in PERSON_ACTS:
        return visit.error(NO_PAGE)
    try:
        visit.ensure_same_person()
        return PERSON_ACTS[name].do(sheet)
    except FactcheckError as wrong:
        if name in BESIDE:
            raise
        return _page(sheet, name, wrong)


def _sheet(visit: Visit) -> PersonSheet:
    """The account that the address names, one's own where it names none; NotFound, and RuleRefused for another's."""
    own, wanted = _own(visit), visit.named.get("id")
    if wanted is None or wanted == str(own.id):
        return PersonSheet(visit, own)
    visit.desk.check_admin("Seeing what lets others in")
    found = next((one for one in visit.desk.accounts if str(one.id) == wanted and one.is_active), None)
    if found is None:
        raise NotFound(say("Nobody here has that account."))
    return PersonSheet(visit, found)


def _own(visit: Visit) -> Account:
    if not visit.desk.accounts:
        raise NotFound(say("This desk has no accounts; the first is given at a terminal."))
    return visit.desk.account()


def _page(sheet: PersonSheet, act: str = "", wrong: FactcheckError | None = None) -> Response:
    visit, theirs = sheet.visit, sheet.account
    forms = [
        one.form(sheet, name, wrong if name == act else None)
        for name, one in PERSON_ACTS.items()
        if name not in BESIDE and (one.is_offered(sheet) or name == act)
    ]
    return visit.page(
        "account",
        status_of(wrong),
        title=say("Your account") if sheet.is_own else say("The account of {person}", person=theirs.name),
        about=_said(theirs),
        address=sheet.address,
        people=PEOPLE,
        sessions=list(_rows(sheet, CredentialKind.SESSION)),
        tokens=list(_rows(sheet, CredentialKind.TOKEN)),
        here=visit.session.id,
        forms={one.name: one for one in forms},
    )


def _rows(sheet: PersonSheet, kind: CredentialKind) -> Iterator[HeldCredential]:
    """Sessions or tokens, newest first."""
    for one in reversed(list_credentials(sheet.visit.desk, sheet.account.name, kind)):
        here = one.id == sheet.visit.session.id
        yield HeldCredential(one.id, one.label or "", _lasting(one), here)


def _lasting(one: Credential) -> Said:
    may = [SCOPE[scope] for scope in one.scopes]
    times = (
        (say("Since {moment}."), one.made_at),
        (say("Last used {moment}."), one.used_at),
        (say("Good until {moment}."), one.expires_at),
    )
    return sentences(*may, *(said.at(moment=moment(at)) for said, at in times if at))


def _people(visit: Visit, wrong: FactcheckError | None = None) -> Response:
    own = _own(visit)
    is_admin = own.role is Role.ADMIN
    rows = [
        PersonRow(
            one.name, _said(one), f"{PEOPLE}/{one.id}" if is_admin and one.is_active else "", one.is_active
        )
        for one in sorted(visit.desk.accounts, key=lambda one: not one.is_active)
    ]
    return visit.page(
        "people",
        status_of(wrong),
        title=_TITLE,
        rows=rows,
        form=_add_form(visit, wrong) if is_admin else None,
    )


def _said(one: Account) -> Said:
    if one.ended_at:
        return say(
            "The account ended on {day}; what was done under the name stays.", day=day_of(one.ended_at)
        )
    how = say("has set no password yet")
    if one.has_password:
        how = say("logs in with a password")
    if one.has_code:
        how = say("logs in with a password and a second factor")
    return comma((ROLE[one.role], how))


def _add_form(visit: Visit, wrong: FactcheckError | None) -> ActForm:
    fields = (
        Field("name", say("Name"), value=visit.given.get("name", ""), needed=True, fills="off"),
        role_field(visit.given.get("role", "")),
    )
    told = error_view(wrong) if wrong else None
    return ActForm("add-person", _ADD, PEOPLE, fields, visit.desk.author, wrong=told)
