"""What is done to an account in the browser, by its owner or by an admin: each act with its form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from starlette.responses import Response

from factcheck.errors import BadInput, FactcheckError
from factcheck.model.account import Account, CredentialKind
from factcheck.model.roles import Role, Scope
from factcheck.phrase import NOTHING, Message, Said, say, say_count
from factcheck.web.errors import error_view
from factcheck.web.forms import ActForm, Field, choices
from factcheck.web.guard.requests import origin_of
from factcheck.web.links import ACCOUNT, LOG_IN, PEOPLE, password_link
from factcheck.web.visit import Visit, go_to
from factcheck.web.wording import ROLE_MAY, SCOPE
from factcheck.workflow.people import accounts
from factcheck.workflow.people.codes import code_address, new_code_secret
from factcheck.workflow.people.credentials import GivenSecret, end_credential, make_token
from factcheck.workflow.people.login import LoginForm, change_password, end_second_factor, set_second_factor
from factcheck.workflow.people.passwords import SHORTEST


@dataclass(frozen=True)
class PersonSheet:
    """An account, and what was filled in for an act on it."""

    visit: Visit
    account: Account

    @property
    def is_own(self) -> bool:
        """Whether it is that of whoever is here."""
        return self.account.id == self.visit.desk.account().id

    @property
    def is_by_admin(self) -> bool:
        """Whether whoever is here looks after the accounts."""
        return self.visit.desk.account().role is Role.ADMIN

    @property
    def address(self) -> str:
        """Where its page is."""
        return ACCOUNT if self.is_own else f"{PEOPLE}/{self.account.id}"

    def given(self, name: str) -> str:
        """What was filled in."""
        return self.visit.given.get(name, "")

    def proof(self) -> LoginForm:
        """The name with the password and the code that were given."""
        return LoginForm(self.account.name, self.given("password"), self.given("code") or None)

    def after_end(self) -> Response:
        """Where it goes on when all that let the owner in is ended: with another login, where that is how they come."""
        return go_to(LOG_IN if self.is_own and self.visit.session.log_out else self.address)


@dataclass(frozen=True)
class PersonAct:
    """One act on an account: its title, its fields, what it does, and whether whoever is here may do it."""

    title: Message
    fields: Callable[[PersonSheet], Iterator[Field]]
    do: Callable[[PersonSheet], Response]
    is_offered: Callable[[PersonSheet], bool]
    about: Said = NOTHING

    def form(self, sheet: PersonSheet, name: str, wrong: FactcheckError | None = None) -> ActForm:
        """Its form, under this name."""
        return ActForm(
            name=name,
            title=self.title,
            action=f"{sheet.address}/{name}",
            fields=tuple(self.fields(sheet)),
            me=sheet.visit.desk.author,
            about=self.about,
            wrong=error_view(wrong) if wrong else None,
            is_secret=True,
        )


def role_field(chosen: str = "") -> Field:
    """Which role somebody is given."""
    return Field("role", say("Role"), "choice", choices=choices(ROLE_MAY, chosen), needed=True)


def role_of(word: str) -> Role:
    """The role that was chosen; BadInput where none was."""
    if word not in {*Role}:
        raise BadInput(say("Choose a role."))
    return Role(word)


def told_link(visit: Visit, name: str, given: GivenSecret) -> Response:
    """The page that tells a link to set a password, once."""
    about = say(
        "Hand this to {person}, and to nobody else: it sets a password, once, within three days.", person=name
    )
    here = [origin_of(visit.head, visit.site.access.origins)] if visit.session.log_out else []
    link = password_link(visit.desk.settings.web.addresses or here, given.secret)
    return visit.page(
        "told_once", title=say("A link to set a password"), about=about, secret=link, go_on=PEOPLE
    )


def _proof_fields(sheet: PersonSheet) -> Iterator[Field]:
    yield Field("name", say("Name"), "told", sheet.account.name, fills="username")
    yield Field("password", say("Your password so far"), "password", needed=True, fills="current-password")
    if sheet.account.has_code:
        yield Field("code", say("Code"), needed=True, fills="one-time-code")


def _password_fields(sheet: PersonSheet) -> Iterator[Field]:
    yield from _proof_fields(sheet)
    yield Field("new", say("New password"), "password", needed=True, hint=PASSWORD_HINT, fills="new-password")


PASSWORD_HINT = say(
    "{least} characters or more, whatever they are: some words that nobody else would put together.",
    least=SHORTEST,
)


def _change_password(sheet: PersonSheet) -> Response:
    change_password(sheet.visit.desk, sheet.proof(), sheet.given("new"))
    return sheet.after_end()


def app_fields(
    visit: Visit, name: str, secret: str, *, hint: Said = NOTHING, needed: bool = True
) -> Iterator[Field]:
    """What sets up an app that makes codes."""
    address = code_address(secret, name, visit.desk.settings.name)
    yield Field("code_secret", kind="hidden", value=secret)
    yield Field("app", say("For an app that makes codes, a second factor"), "shown", address)
    yield Field(
        "app_code", say("The code that the app shows"), needed=needed, hint=hint, fills="one-time-code"
    )


def _factor_fields(sheet: PersonSheet) -> Iterator[Field]:
    yield from app_fields(sheet.visit, sheet.account.name, sheet.given("code_secret") or new_code_secret())
    yield from _proof_fields(sheet)


def _set_factor(sheet: PersonSheet) -> Response:
    secret, code = sheet.given("code_secret"), sheet.given("app_code")
    set_second_factor(sheet.visit.desk, sheet.proof(), secret, code)
    return sheet.after_end()


def _end_factor(sheet: PersonSheet) -> Response:
    end_second_factor(sheet.visit.desk, sheet.proof())
    return sheet.after_end()


def _token_fields(sheet: PersonSheet) -> Iterator[Field]:
    ticked = sheet.visit.given.getlist("scope") or [Scope.READ]
    yield Field("label", say("What it is for"), value=sheet.given("label"), needed=True)
    yield Field("scope", say("What it may do"), "many", choices=choices(SCOPE, *ticked))
    yield Field("days", say("How long it is good"), "choice", choices=choices(_LASTS, sheet.given("days")))


_LASTS = {days: say_count(days, "{count} day", "{count} days") for days in (7, 30, 90, 365)}


def _make_token(sheet: PersonSheet) -> Response:
    scopes, days = sheet.visit.given.getlist("scope"), sheet.given("days")
    if not sheet.given("label").strip() or not scopes or not {*scopes} <= {*Scope}:
        raise BadInput(say("Say what the token is for and what it may do."))
    lasts = timedelta(days=int(days)) if days in map(str, _LASTS) else None
    wanted = [Scope(one) for one in scopes]
    made = make_token(sheet.visit.desk, sheet.account.name, sheet.given("label"), wanted, lasts)
    about = say("Keep it where the program finds it: it is not shown again.")
    return sheet.visit.page(
        "told_once", title=say("A token of the API"), about=about, secret=made.secret, go_on=sheet.address
    )


def _end_one(kind: CredentialKind) -> Callable[[PersonSheet], Response]:
    """End the one that is named; with `but`, all others."""

    def end(sheet: PersonSheet) -> Response:
        which, but = sheet.given("id") or None, sheet.given("but") or None
        if not (which or but):
            raise BadInput(say("Say which one."))
        end_credential(sheet.visit.desk, sheet.account.name, kind, which, but=but)
        return sheet.after_end() if which == sheet.visit.session.id else go_to(sheet.address)

    return end


def _change_role(sheet: PersonSheet) -> Response:
    accounts.change_role(sheet.visit.desk, sheet.account.name, role_of(sheet.given("role")))
    return sheet.after_end()


def _give_link(sheet: PersonSheet) -> Response:
    name = sheet.account.name
    return told_link(sheet.visit, name, accounts.new_link(sheet.visit.desk, name))


def _end_account(sheet: PersonSheet) -> Response:
    accounts.end_account(sheet.visit.desk, sheet.account.name)
    return go_to(PEOPLE)


def _nothing(_: PersonSheet) -> Iterator[Field]:
    return iter(())


def _is_own(sheet: PersonSheet) -> bool:
    return sheet.is_own and sheet.account.has_password


def _is_by_admin(sheet: PersonSheet) -> bool:
    return sheet.is_by_admin and not sheet.is_own


_LOGS_IN_ANEW = say("Wherever you are logged in, that is over then, here too; tokens are ended as well.")
PERSON_ACTS: Mapping[str, PersonAct] = {
    "password": PersonAct(
        say("Change the password"), _password_fields, _change_password, _is_own, _LOGS_IN_ANEW
    ),
    "second-factor": PersonAct(
        say("Set up a second factor"),
        _factor_fields,
        _set_factor,
        lambda sheet: _is_own(sheet) and not sheet.account.has_code,
        _LOGS_IN_ANEW,
    ),
    "end-second-factor": PersonAct(
        say("Remove the second factor"),
        _proof_fields,
        _end_factor,
        lambda sheet: _is_own(sheet) and sheet.account.has_code,
        _LOGS_IN_ANEW,
    ),
    "token": PersonAct(say("Make a token"), _token_fields, _make_token, lambda _: True),
    "end-session": PersonAct(say("End"), _nothing, _end_one(CredentialKind.SESSION), lambda _: True),
    "end-token": PersonAct(say("End"), _nothing, _end_one(CredentialKind.TOKEN), lambda _: True),
    "role": PersonAct(
        say("Give another role"),
        lambda sheet: iter((role_field(sheet.given("role") or sheet.account.role),)),
        _change_role,
        _is_by_admin,
        say("Wherever this person is logged in, that is over then."),
    ),
    "link": PersonAct(
        say("Give a link to set another password"),
        _nothing,
        _give_link,
        _is_by_admin,
        say("The link before it is void then; the password so far is good until the link is used."),
    ),
    "end": PersonAct(
        say("End the account"),
        _nothing,
        _end_account,
        _is_by_admin,
        say("Nothing lets this person in any more. What was done under the name stays."),
    ),
}
"""Every act on an account, by the word that stands in its address."""
BESIDE = ("end-session", "end-token")
"""Acts that stand beside what they end, each a button alone."""
