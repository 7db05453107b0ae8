"""The dossier, a claim's record as TOML that a person can read, write and review in a diff."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomli_w

from factcheck.errors import BadInput, Finding, did_you_mean
from factcheck.model.claim import Article, Claim
from factcheck.model.comment import Comment
from factcheck.model.drift import Drift
from factcheck.model.earlier import Distinction, EarlierMatch
from factcheck.model.evidence import Evidence
from factcheck.model.publication import Contact, Correction, Publication
from factcheck.model.record import Record
from factcheck.model.source import Capture, Source
from factcheck.model.value import Value
from factcheck.model.verdict import Verdict

SCHEMA = 1
Table = dict[str, Any]
LISTS: Mapping[str, type[Value] | None] = {
    "sources": Source,
    "captures": Capture,
    "evidence": Evidence,
    "drift": Drift,
    "verdicts": None,
    "reviews": None,
    "contacts": Contact,
    "publications": Publication,
    "corrections": Correction,
    "links": EarlierMatch,
    "comments": Comment,
    "distinctions": Distinction,
}
"""The lists of a dossier; verdicts and reviews written by hand are completed before they are validated."""


_FILLED_IN = {
    "id": "v1",
    "scale": "any",
    "scale_version": 1,
    "wording": "any",
    "by": "any",
    "at": "2000-01-01T00:00:00Z",
}
"""Placeholders for what a verdict written by hand may leave out, so that the rest of it can be validated."""


@dataclass(frozen=True)
class Dossier:
    """What one TOML file says of a claim; verdicts and reviews are tables, not yet values."""

    claim: Claim
    sources: tuple[Source, ...]
    captures: tuple[Capture, ...]
    evidence: tuple[Evidence, ...]
    drift: tuple[Drift, ...]
    verdicts: tuple[Table, ...]
    reviews: tuple[Table, ...]
    contacts: tuple[Contact, ...]
    publications: tuple[Publication, ...]
    corrections: tuple[Correction, ...]
    links: tuple[EarlierMatch, ...]
    comments: tuple[Comment, ...]
    distinctions: tuple[Distinction, ...]


def to_toml(record: Record) -> str:
    """The dossier of a record; the same record always gives the same text."""
    head = _dumps({"schema": SCHEMA, **record.claim.plain()})
    parts = (_entry(name, part.plain()) for name in LISTS for part in getattr(record, name))
    return head + "".join(parts)


def _entry(name: str, table: Table) -> str:
    """One entry of a list, with the tables and lists of tables inside it under their full names."""
    inner = {key: value for key, value in table.items() if isinstance(value, dict)}
    lists = {key: value for key, value in table.items() if _holds_tables(value)}
    own = {key: value for key, value in table.items() if key not in inner and key not in lists}
    parts = [f"\n[{name}.{key}]\n{_dumps(value)}" for key, value in inner.items()]
    parts += [_entry(f"{name}.{key}", one) for key, value in lists.items() for one in value]
    return f"\n[[{name}]]\n{_dumps(own)}" + "".join(parts)


def _holds_tables(value: object) -> bool:
    return isinstance(value, list) and isinstance(value[0] if value else None, dict)


def article_to_toml(article: Article) -> str:
    """The dossier of an article."""
    return _dumps({"schema": SCHEMA, **article.plain()})


def read_dossier(text: str, where: str) -> Dossier:
    """The dossier a text holds; BadInput carries every finding with its file and key."""
    document = _loads(text, where)
    findings = list(_schema_findings(document, where))
    lists: dict[str, tuple[Any, ...]] = {}
    for name, kind in LISTS.items():
        tables, wrong = _tables(document.pop(name, []), f"{where}: {name}")
        findings += wrong
        lists[name] = tuple(_values(kind, tables, f"{where}: {name}", findings)) if kind else tuple(tables)
    for number, table in enumerate(lists["verdicts"], 1):
        _value(
            Verdict, {**_FILLED_IN, **table}, f"{where}: verdicts: {table.get('id', f'v{number}')}", findings
        )
    findings += _unknown_keys(document, where)
    claim = _value(Claim, document, where, findings)
    if findings or claim is None:
        raise BadInput.of(where, findings)
    return Dossier(claim, **lists)


def read_article(text: str, where: str) -> Article:
    """The article a text holds."""
    document = _loads(text, where)
    findings = list(_schema_findings(document, where))
    article: Article | None = _value(Article, document, where, findings)
    if findings or article is None:
        raise BadInput.of(where, findings)
    return article


def _dumps(document: Table) -> str:
    return tomli_w.dumps(document, multiline_strings=True)


def _loads(text: str, where: str) -> Table:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:
        finding = Finding("not-toml", where, f"is not TOML: {wrong}.", "Mend that line; text goes in quotes.")
        raise BadInput.of(where, [finding]) from wrong


def _unknown_keys(document: Table, where: str) -> Iterator[Finding]:
    """Keys that are no field of a claim and no list, taken out of the document."""
    for key in [key for key in document if key not in Claim.model_fields]:
        del document[key]
        mend = did_you_mean(key, (*Claim.model_fields, *LISTS))
        yield Finding("bad-key", f"{where}: {key}", f'unknown key "{key}".', mend)


def _schema_findings(document: Table, where: str) -> Iterator[Finding]:
    schema = document.pop("schema", SCHEMA)
    if schema != SCHEMA:
        yield Finding(
            "bad-schema",
            f"{where}: schema",
            f"is {schema!r}; this program reads {SCHEMA}.",
            "Update factcheck.",
        )


def _tables(given: object, where: str) -> tuple[list[Table], list[Finding]]:
    if isinstance(given, list) and all(isinstance(one, dict) for one in given):
        return given, []
    heading = where.rsplit(": ", 1)[-1]
    return [], [Finding("bad-value", where, "is not a list of tables.", f"Begin each with [[{heading}]].")]


def _values(
    kind: type[Value], tables: Sequence[Table], where: str, findings: list[Finding]
) -> Iterator[Value]:
    for number, table in enumerate(tables, 1):
        value = _value(kind, table, f"{where}: {table.get('id', number)}", findings)
        if value is not None:
            yield value


def _value(kind: type[Value], table: Table, where: str, findings: list[Finding]) -> Any:
    try:
        return kind.of(table, where)
    except BadInput as wrong:
        findings.extend(wrong.findings)
        return None
