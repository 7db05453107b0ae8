"""Words that people are to read say something: what nobody sees is neither a wording nor a reason."""

from collections.abc import Iterator, Mapping

from factcheck.errors import BadInput
from factcheck.model.claim_step import ClaimStep
from factcheck.model.event import Event
from factcheck.person_names import visible
from factcheck.phrase import say

_READ = frozenset({"text", "quote", "why", "rationale", "summary", "resolves", "comment", "what", "body"})
"""What a line says to its readers, wherever it stands in the body; titles and quotes come from outside as they are."""


def words_can_be_read(step: ClaimStep) -> None:
    """No words that are new on record are made of what nobody sees alone."""
    refuse_unseen(step.line)


def refuse_unseen(line: Event) -> None:
    """BadInput for words in a line of which nobody sees one character; it names the field."""
    for field, words in _words_in(line.body):
        if words.strip() and not visible(words).strip():
            said = say(
                "{field} holds {count} characters, and nobody sees any of them.",
                field=field,
                count=len(words),
            )
            raise BadInput(said, remedies=[say("Write it in words.")])


def _words_in(body: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in body.items():
        if isinstance(value, Mapping):
            yield from _words_in(value)
        elif isinstance(value, str) and key in _READ:
            yield key, value
