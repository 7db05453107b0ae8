"""The people of a desk: the names in factcheck.toml, and whether somebody is one of them."""

import unicodedata
from collections.abc import Iterator, Sequence

from factcheck.errors import BadInput, Finding, Remedy, RuleRefused, did_you_mean
from factcheck.person_names import TYPE_IT, fault_in, find_person, looks_like, same_person, visible


def one_spelling(name: str) -> str:
    """A name as it is kept: composed (NFC), with single spaces."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def people_findings(people: Sequence[object]) -> Iterator[Finding]:
    """A finding for all that is no name, for each name that hides something, and for each that looks like another."""
    names = [one for one in people if isinstance(one, str)]
    if len(names) < len(people):
        yield Finding("bad-value", "people", "holds more than names.", 'Write ["Ana", "Ben"].')
    for number, name in enumerate(names):
        if fault := fault_in(name):
            yield Finding("bad-value", "people", f'"{visible(name)}" {fault}.', TYPE_IT)
        for other in (one for one in names[:number] if looks_like(name, one)):
            how = "is another spelling of" if same_person(name, other) else "looks like"
            mend = "Take one of them out, or write it so that readers tell the two apart."
            yield Finding("bad-value", "people", f'"{visible(name)}" {how} "{visible(other)}".', mend)


def known_person(name: str, people: Sequence[str]) -> str:
    """Somebody who is to act or to be given a claim, in the spelling of the desk's list if it has one.

    BadInput for a name that is blank or hides something; RuleRefused for one that is not listed: a misspelt name would
    pass for a second person.
    """
    if not name.strip():
        raise BadInput("Who acts is blank.", remedies=[Remedy.again("Name somebody.", by=None)])
    if fault := fault_in(name):
        raise BadInput(f'The name "{visible(name)}" {fault}.', remedies=[TYPE_IT])
    name = one_spelling(name)
    near = find_person(name, people)
    if not people or (near and same_person(name, near)):
        return near or name
    said, add = f'"{name}" is not one of the people of this desk.', "If they are new, add them."
    mean = f'It looks like "{near}", in letters of another script.' if near else did_you_mean(name, people)
    raise RuleRefused(3, said, mean, Remedy.by("person-add", add, name=name))
