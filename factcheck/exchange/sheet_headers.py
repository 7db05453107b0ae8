"""The headers of a sheet: which field of a claim each column gives, by a name that people use or as somebody says."""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from factcheck.errors import BadInput, Finding, Remedy, did_you_mean
from factcheck.model.claim import Claim
from factcheck.model.text import clean
from factcheck.model.value import in_quotes

FIELDS: Final = tuple(name for name in Claim.model_fields if name != "place")
"""All fields but the place in an article, which is found in its text and not written by hand."""

HEAD: Final = "head"
VERDICT: Final = "verdict"
NOT_TAKEN: Final = "-"
"""What a person writes for the field of a column that is to be passed over."""

_OF_THE_DESK = frozenset(
    [
        *(
            "status",
            "verdict",
            "author",
            "reader",
            "added_at",
            "changed_at",
            "open_comments",
            HEAD,
            "url",
            "state",
            "article_url",
        ),
        *("label", "scale", "scale_version", "summary", "published_at", "version", "corrections"),
    ]
)
"""What the desk's own sheets say beside the fields of a claim, which an import does not set."""

_ALSO_CALLED: Mapping[str, str] = {
    "text": "claim|claims|claim text|the claim|statement|statements|claim statement|assertion|factual claim|"
    "claimreview claimreviewed|"
    "claim reviewed|claimreviewed|behauptung|aussage|affirmation|déclaration|afirmación|declaración|afirmação|alegação|"
    "declaração|ادعا|گفته|ادعاء|الادعاء|التصريح",
    "quote": "exact words|verbatim|quotation|exact quote|zitat|wortlaut|citation|cita|citação|نقل قول|الاقتباس|اقتباس",
    "claimant": "speaker|said by|claimed by|claim by|claim author|statement originator|creativework author name|"
    "who said it|claim speaker|speaker name|sprecher|sprecherin|"
    "orateur|auteur de l'affirmation|orador|hablante|declarante|گوینده|القائل|المتحدث|قائل",
    "claimed_on": "creativework datepublished|"
    "claim date|date of claim|date of the claim|date claimed|said on|statement date|date said|"
    "gesagt am|date de l'affirmation|fecha de la afirmación|data da afirmação|تاریخ ادعا|تاريخ الادعاء",
    "said_in": "said at|where said|place of claim|claim source|gesagt in|dit dans|dicho en|dito em",
    "appearances": "appearance|appeared at|appearance links|seen at|claim links|claim urls",
    "kind": "kind of claim|claim kind|claim type|type of claim",
    "context": "background|kontext|hintergrund|contexte|contexto|زمینه|السياق",
    "would_settle": "what would settle it|what would decide it",
    "tags": "tag|topic|topics|theme|themes|thema|themen|thème|thèmes|sujet|tema|temas|etiquetas|موضوع|الموضوع|برچسب",
    "priority": "urgency|priorität|dringlichkeit|priorité|prioridad|prioridade|اولویت|الأولوية",
    "language": "lang|claim language|sprache|langue|idioma|língua|زبان|اللغة|لغة",
    "assignee": "assigned to|checker|fact checker|checked by|zugewiesen an|assigné à|asignado a|atribuído a",
    "deadline": "due|due date|due on|wanted by|frist|fällig am|échéance|fecha límite|prazo|مهلت|الموعد النهائي",
    "note": "notes|private note|private notes|notiz|notizen|nota|notas|یادداشت|ملاحظات|ملاحظة",
    "claimant_type": "type of claimant|claimant kind|speaker type",
    "locator": "place in article|place in the article",
    "article": "article ref",
    "sentence": "article sentence|sentence of the article",
    "ref": "claim ref|claim id",
}
"""Other names of the fields in the languages of the pages; what may mean two things (date, source) is in none."""


def fold_header(header: str) -> str:
    """A header as it is compared: letters without case, and spaces, dashes and underscores as one."""
    words = unicodedata.normalize("NFKC", clean(header)).casefold().replace("’", "'")
    return re.sub(r"[\s_-]+", " ", words).strip(" :?*#.")


ALIASES: Final[Mapping[str, str]] = {
    **{fold_header(name): field for field, names in _ALSO_CALLED.items() for name in names.split("|")},
    **{fold_header(name): name for name in (*FIELDS, *_OF_THE_DESK)},
}
"""The field, or the word of the desk, that each known header means."""


@dataclass(frozen=True)
class Columns:
    """What each column gives: the name of a field, "head", "verdict", or None; and the headers that are passed over."""

    fields: tuple[str | None, ...]
    passed_over: tuple[str, ...] = ()


def columns_told(given: str) -> dict[str, str]:
    """Headers and their fields, from words such as "Claim=text,Rating=-"; a header with a comma stands in quotes.

    BadInput for what names no field.
    """
    pairs = [part.rpartition("=") for part in next(csv.reader([given], skipinitialspace=True), []) if part]
    if faults := [part for part in pairs if not part[0].strip() or not part[2].strip()]:
        raise BadInput(
            f'"{"".join(faults[0])}" says no header and field. Write them as in Claim=text,Speaker=claimant'
        )
    return check_told({header.strip(): field.strip() for header, _, field in pairs})


def check_told(columns: Mapping[str, str]) -> dict[str, str]:
    """The same with the fields as they are called; BadInput for what names no field, and for one named twice."""
    told = {header: fold_header(field).replace(" ", "_") or NOT_TAKEN for header, field in columns.items()}
    findings = [
        Finding(
            "bad-key",
            f'columns: "{clean(header)}"',
            f'"{field}" is no field of a claim.',
            did_you_mean(field, FIELDS),
        )
        for header, field in told.items()
        if field not in (*FIELDS, NOT_TAKEN)
    ]
    fields = [field for field in told.values() if field != NOT_TAKEN]
    findings += [
        Finding("bad-key", "columns", f'two headers are said to give "{field}".', "Say so of one.")
        for field in sorted({field for field in fields if fields.count(field) > 1})
    ]
    if findings:
        raise BadInput.of("The columns", findings)
    return told


def known_headers(cells: Sequence[str], told: Mapping[str, str]) -> set[str]:
    """The fields that these cells name, if they are headers."""
    named = {fold_header(header): field for header, field in told.items()}
    known = {**ALIASES, **named}
    return {known[name] for cell in cells if (name := fold_header(cell)) in known}


def read_headers(cells: Sequence[str], place: str, told: Mapping[str, str]) -> tuple[Columns, list[Finding]]:
    """What each column gives and what is wrong with the headers: one twice, one nearly right, none for the text."""
    named = {fold_header(header): field for header, field in told.items()}
    names = [fold_header(cell) for cell in cells]
    if "article url" in names and "article" not in named:
        named["article"] = NOT_TAKEN  # in the public table the article is there by its title
    fields = [_field(name, named) for name in names]
    if HEAD in names and VERDICT in names and VERDICT not in named:
        fields[names.index(VERDICT)] = VERDICT
    findings = [
        Finding(
            "bad-key",
            place,
            f'unknown header "{clean(cell).strip()}".',
            f'Did you mean "{near}"?',
        )
        for cell, name, field in zip(cells, names, fields, strict=True)
        if field is None and name not in named and (near := _misspelt(name))
    ]
    findings += _twice(cells, names, fields, place)
    if "text" not in fields:
        unknown = [clean(cell).strip() for cell, field in zip(cells, fields, strict=True) if field is None]
        findings.append(_no_text(place, [cell for cell in unknown if cell]))
    is_ours = HEAD in names or {"state", "verdict"} <= set(names)
    passed = tuple(
        f'"{clean(cell).strip()}"' if cell.strip() else f"column {number}, which has no header"
        for number, (cell, name, field) in enumerate(zip(cells, names, fields, strict=True), 1)
        if field is None and not (is_ours and ALIASES.get(name) in _OF_THE_DESK)
    )
    return Columns(tuple(fields), passed), findings


def _field(name: str, named: Mapping[str, str]) -> str | None:
    """The field that a header gives; a field that is told to be another column's is given by that one alone."""
    if name in named:
        return None if named[name] == NOT_TAKEN else named[name]
    field = ALIASES.get(name)
    is_taken = field in named.values() or (field in _OF_THE_DESK and field != HEAD)
    return None if is_taken else field


def _misspelt(name: str) -> str | None:
    """The field that a header names but for a slip of the hand."""
    near = get_close_matches(
        name.replace(" ", "_"), [one for one in FIELDS if len(one) > 4], n=1, cutoff=0.86
    )
    return near[0] if near and ALIASES.get(name) is None else None


def _twice(
    cells: Sequence[str], names: Sequence[str], fields: Sequence[str | None], place: str
) -> list[Finding]:
    findings = []
    for field in dict.fromkeys(field for field in fields if field and fields.count(field) > 1):
        giving = [(cell, name) for cell, name, one in zip(cells, names, fields, strict=True) if one == field]
        if len({name for _, name in giving}) < len(giving):
            message, mend = "a header occurs twice.", Remedy("Take one of them out.")
        else:
            said = " and ".join(f'"{clean(cell).strip()}"' for cell, _ in giving)
            message = f'{said} both say "{field}".'
            mend = Remedy.again("Say which it is.", columns=f"{clean(giving[0][0]).strip()}={field}")
        findings.append(Finding("bad-key", place, message, mend))
    return findings


def _no_text(place: str, unknown: Sequence[str]) -> Finding:
    """With the first headers that nobody knows: one may be it, or they may be a row of claims without headers."""
    name_it = Remedy.again("Name the column with the claims text.", columns="HEADER=text")
    listed = ", ".join(in_quotes(cell) for cell in unknown[:_LISTED])
    more = f" and {len(unknown) - _LISTED:,} more" if len(unknown) > _LISTED else ""
    there_are = f"; not known are {listed}{more}" if unknown else ""
    return Finding("missing", place, f'no header says "text"{there_are}.', name_it)


_LISTED = 8
