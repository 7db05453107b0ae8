"""The codes of the gate, each with what it means, and how strictly a desk takes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from factcheck.errors import BadInput, Finding, did_you_mean
from factcheck.model.gate.independence import SourcesRule


class Level(StrEnum):
    """How strictly a desk takes a finding."""

    BLOCK = "block"
    WARN = "warn"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: its level where the desk says nothing, its meaning, and why it cannot be switched off."""

    name: str
    level: Level
    meaning: str
    always: str = ""


_SIGNED = "only what a second person signed is published (rule 3)"

CODES = (
    Code(
        "nothing-held",
        Level.BLOCK,
        "No cited quote stands in a capture or a document of the desk.",
        "what is published rests on something that can be looked up (rule 1)",
    ),
    Code(
        "conflict-unresolved",
        Level.BLOCK,
        "There is evidence for and against, and the verdict does not say how it settles that.",
        "conflict stays visible (rule 2)",
    ),
    Code("no-summary", Level.BLOCK, "The verdict has no summary."),
    Code(
        "too-few-sources",
        Level.WARN,
        "The sources cited are fewer than the desk asks for, copies of one report counted once. "
        "It blocks where the desk states its own rule.",
    ),
    Code("parties-only", Level.BLOCK, "Only parties to the dispute are cited."),
    Code("quote-not-anchored", Level.WARN, "A cited quote was copied by hand or told, and stands nowhere."),
    Code("never-captured", Level.BLOCK, "A cited page was never captured."),
    Code(
        "bare-host",
        Level.WARN,
        "Neither the desk nor the page says what a cited source is called; readers see the host alone.",
    ),
    Code("private-note-quoted", Level.BLOCK, "Words of a private note stand where readers see them."),
    Code(
        "confidential-named", Level.BLOCK, "A confidential source can be recognised by a name or an address."
    ),
    Code("rating-word", Level.BLOCK, "The claim's wording carries a rating; it is to say what was claimed."),
    Code("rating-retired", Level.BLOCK, "The newest version of the scale has no such rating any more."),
    Code("dated-after", Level.BLOCK, "The claim is dated later than the verdict on it."),
    Code(
        "third-person-quote",
        Level.WARN,
        "The claimant's exact words speak of the claimant, as an article does; they are somebody else's.",
    ),
    Code("marked-quote", Level.WARN, "The claimant's exact words hold quotation marks of their own."),
    Code(
        "quoted-sentence",
        Level.WARN,
        "The claimant's exact words are a whole sentence of the article, which may be the article's own.",
    ),
    Code(
        "verdict-outdated",
        Level.BLOCK,
        "What the verdict rests on has changed since it was given, or it was taken back.",
        "a verdict is about what it rests on (rule 3)",
    ),
    Code("signature-void", Level.BLOCK, "What was signed has changed since.", _SIGNED),
    Code("not-signed", Level.BLOCK, "The verdict lacks a signature that it needs.", _SIGNED),
    Code("too-few-signatures", Level.BLOCK, "Fewer people signed than the desk asks for by now."),
    Code(
        "unproved-signature",
        Level.BLOCK,
        "The desk asks for signatures with people's own keys, and this one is a name that was typed, or by a key of "
        "which it cannot be told that it was theirs.",
    ),
    Code(
        "long-wording", Level.WARN, "The claim's wording is longer than 75 characters; search pages cut it."
    ),
    Code(
        "claimant-type",
        Level.WARN,
        "Whether the claimant is a person or an organization is not on record; machines are then not told who it is.",
    ),
    Code("same-wording", Level.WARN, "Another claim says the same and was rated otherwise."),
    Code(
        "relied-on-changed",
        Level.WARN,
        "A check of another desk that the claim relies on was taken back, corrected or taken away since the verdict.",
    ),
    Code(
        "contact-open",
        Level.WARN,
        "Somebody was asked to answer, and what came of it is not recorded or not noted.",
    ),
    Code("comments-open", Level.WARN, "A comment on the claim is not resolved."),
    Code(
        "older-rule",
        Level.WARN,
        "A line of the history was made before a rule of today and breaks it; it stands, and is not proved.",
    ),
    Code(
        "recheck-due",
        Level.OFF,
        "A cited page was last looked at longer ago than recheck_after says. It warns once that is set.",
    ),
)
"""Every code, in the order in which findings are told."""

_BY_NAME: Mapping[str, Code] = {code.name: code for code in CODES}
USUAL_SOURCES = "1 primary or 2 independent"
"""What is advised where the desk states no rule of its own."""


@dataclass(frozen=True)
class PublishPolicy:
    """What a desk asks of a claim: its sources rule, the age in days at which a page is looked at again, its levels."""

    sources: SourcesRule
    recheck_after: int | None
    levels: Mapping[str, Level]

    @classmethod
    def of(
        cls,
        sources: str | None = None,
        recheck_after: int | None = None,
        levels: Mapping[str, str] | None = None,
    ) -> "PublishPolicy":
        """What the desk's settings say; BadInput names every word that is no rule, no code or no level."""
        said = dict(levels or {})
        findings = [*_level_findings(said, recheck_after)]
        rule = None
        try:
            rule = SourcesRule.of(sources or USUAL_SOURCES)
        except ValueError as wrong:
            findings.append(Finding("bad-value", "rules: sources", *wrong.args))
        if findings or rule is None:
            raise BadInput.of("factcheck.toml", findings)
        usual = {code.name: code.level for code in CODES}
        stated = {"too-few-sources": Level.BLOCK} if sources else {}
        dated = {"recheck-due": Level.WARN} if recheck_after else {}
        chosen = {name: Level(level) for name, level in said.items()}
        return cls(rule, recheck_after, {**usual, **stated, **dated, **chosen})

    def level(self, code: str) -> Level:
        """How strictly the desk takes it."""
        return self.levels[code]


def _level_findings(said: Mapping[str, str], recheck_after: int | None) -> Iterator[Finding]:
    for name, level in said.items():
        where = f"rules: {name}"
        if name not in _BY_NAME:
            known = ("sources", "recheck_after", *_BY_NAME)
            yield Finding("bad-key", where, f'unknown key "{name}".', did_you_mean(name, known))
        elif level not in [*Level]:
            yield Finding("bad-value", where, f'is "{level}".', 'Write "block", "warn" or "off".')
        elif _BY_NAME[name].always and level != Level.BLOCK:
            why = f"always blocks: {_BY_NAME[name].always}."
            yield Finding("bad-value", where, why, "Take the line out.")
        elif name == "recheck-due" and level != Level.OFF and not recheck_after:
            yield Finding("bad-value", where, "says nothing of when.", "Add the days: recheck_after = 180")
