"""Several claims at once: those that were ticked in the list, and one act for all, told claim by claim."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from starlette.responses import Response

from factcheck.errors import BadInput, FactcheckError, Finding, StorageFailed
from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.phrase import Said, comma, say
from factcheck.report.wording import STATUS
from factcheck.web.acts.on_several import SEVERAL, SeveralAct
from factcheck.web.errors import NO_PAGE, error_view, status_of
from factcheck.web.forms import ActForm, Field
from factcheck.web.links import CLAIMS, LINKS, SELECTED
from factcheck.web.visit import Fields, Visit, go_to
from factcheck.workflow.claims.list import claims_of_refs, show_claim

MOST = 50
"""Claims that are acted on at once."""
_HEAD = 12
"""Characters of a head that name it."""


@dataclass(frozen=True, slots=True)
class SelectedRow:
    """A claim that was ticked: its wording and where it stands."""

    href: str
    text: str
    lang: str
    about: Said


def pick_of(ref: str, head: str) -> str:
    """What a box of the list stands for: the claim, as it is shown there."""
    return f"{ref}:{head[:_HEAD]}"


def selected(visit: Visit) -> Response:
    """`/selected?claim=REF:HEAD&…`: the claims that were ticked, and the acts for all of them."""
    return _page(visit, visit.query.getlist("claim"))


def act_on_selected(visit: Visit) -> Response:
    """`POST /selected/ACT`: do it on each by itself; those that were refused stay ticked, each with the reason."""
    act, picked = SEVERAL.get(visit.named["act"]), visit.given.getlist("claim")
    if act is None:
        return visit.error(NO_PAGE)
    try:
        visit.ensure_same_person()
        heads = _heads(picked)
    except FactcheckError as wrong:
        return _page(visit, picked, visit.named["act"], wrong)
    done, refused = [], {}
    for ref, head in heads.items():
        try:
            act.do(replace(visit.desk, seen=head or None), ref, visit.given)
            done.append(ref)
        except StorageFailed:
            raise
        except FactcheckError as wrong:
            refused[ref] = wrong
    visit.desk.told.extend(_told(act, done, refused))
    now = {one.claim.ref: one.head for one in claims_of_refs(visit.desk, refused.keys())}
    left = [pick_of(ref, now[ref]) for ref in refused if ref in now]
    back = visit.given.get("back", "")
    return go_to(LINKS.of(SELECTED, claim=left, back=back) if left else _list(back))


def _told(act: SeveralAct, done: list[str], refused: Mapping[str, FactcheckError]) -> Iterator[Finding]:
    """What came of it for each: those on which it was done by name, then each other with the reason."""
    if done:
        said = say("{act}: done on {claims}.", act=act.title, claims=comma(done))
        yield Finding("done", "", said)
    for ref, wrong in refused.items():
        yield Finding("refused", ref, wrong.said, *wrong.remedies)
        yield from wrong.findings


def _heads(picked: Iterable[str]) -> dict[str, str]:
    """The claims that are ticked, each with the head it was shown at; BadInput for none, and for too many."""
    heads = {ref: head for ref, _, head in (one.partition(":") for one in picked) if ref}
    if not heads:
        raise BadInput(say("Tick the claims first."))
    if len(heads) > MOST:
        raise BadInput(say("At most {most} claims are acted on at once.", most=MOST))
    return heads


def _page(visit: Visit, picked: list[str], act: str = "", wrong: FactcheckError | None = None) -> Response:
    heads = _heads(picked) if wrong is None else dict.fromkeys(one.partition(":")[0] for one in picked)
    records = {one.claim.ref: one for one in claims_of_refs(visit.desk, heads.keys())}
    for ref in heads if wrong is None else ():
        if ref not in records:
            records[ref] = show_claim(visit.desk, ref)  # it was renamed, or is not there
    rows = [_row(visit, records[ref]) for ref in heads if ref in records]
    back = (visit.given or visit.query).get("back", "")
    kept = [Field("claim", kind="hidden", value=one) for one in picked]
    kept.append(Field("back", kind="hidden", value=back))
    forms = [
        _form(visit, name, one, kept, wrong if name == act else None)
        for name, one in SEVERAL.items()
        if visit.may(one.is_a)
    ]
    return visit.page("selected", status_of(wrong), rows=rows, forms=forms, back=_list(back))


def _form(
    visit: Visit, name: str, act: SeveralAct, kept: list[Field], wrong: FactcheckError | None
) -> ActForm:
    given = visit.given if wrong else Fields()
    return ActForm(
        name=name,
        title=act.title,
        action=f"{SELECTED}/{name}",
        fields=(*kept, *act.fields(given)),
        me=visit.desk.author,
        wrong=error_view(wrong) if wrong else None,
    )


def _row(visit: Visit, record: Record) -> SelectedRow:
    claim = record.claim
    told: list[str | Said] = [STATUS[status(record, visit.desk.scales)]]
    told += [one for one in (claim.assignee, claim.deadline, *claim.tags) if one]
    lang = visit.site.edition.lang(claim.language)
    return SelectedRow(LINKS.claim(claim.ref), claim.text, lang, comma(told))


def _list(back: str) -> str:
    """The list that the claims were ticked in; what the form holds of its address are names and values, no more."""
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(back):
        given.setdefault(name, []).append(value)
    return LINKS.of(CLAIMS, **given)
