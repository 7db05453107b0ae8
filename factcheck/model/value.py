"""What every value of the desk shares: frozen, validated, dumped plainly, and refused in words."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails
from sqlmodel import SQLModel

from factcheck.errors import BadInput, Finding, did_you_mean


def utc_second(moment: datetime) -> datetime:
    """The moment in UTC to the second; ValueError for one without a zone or out of the years 1 to 9999."""
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone, as in 2026-11-23T18:26:33Z")
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise ValueError("a time needs to be within the years 1 to 9999") from None


Instant = Annotated[datetime, AfterValidator(utc_second)]
"""An aware time in UTC, to the second."""


def is_blank(value: object) -> bool:
    """Whether a value says nothing: None, white space, an empty list."""
    return value is None or value in ((), []) or (isinstance(value, str) and not value.strip())


class Value(SQLModel):
    """A frozen value whose fields are checked on the way in; blank fields count as not given."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # type: ignore[assignment]

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, data: Any) -> Any:
        if isinstance(data, Mapping):
            return {key: value for key, value in data.items() if not is_blank(value)}
        return data

    @classmethod
    def of(cls, data: Mapping[str, Any], where: str = "") -> Self:
        """Validate `data`; raises BadInput with a finding for every field that does not fit."""
        try:
            return cls.model_validate(data)
        except ValidationError as wrong:
            raise BadInput.of(where or cls.__name__.lower(), list(cls.findings(wrong, where))) from None

    @classmethod
    def findings(cls, wrong: ValidationError, where: str) -> Iterator[Finding]:
        """Pydantic's errors as findings a journalist can act on."""
        return findings_of(wrong, list(cls.model_fields), where)

    def plain(self) -> dict[str, Any]:
        """The fields that differ from their defaults, as JSON types; `of(plain())` gives the value back."""
        return self.model_dump(mode="json", exclude_defaults=True)


def findings_of(wrong: ValidationError, known: list[str], where: str) -> Iterator[Finding]:
    """Pydantic's errors as findings, each with its place; `known` are the keys there are."""
    for error in wrong.errors(include_url=False):
        key = ".".join(_safe(part) for part in error["loc"])
        place = f"{where}: {key}" if where and key else where or key
        yield Finding(f"bad-{_code(error)}", place, *_in_words(error, known))


def _code(error: ErrorDetails) -> str:
    codes = {"missing": "missing", "extra_forbidden": "key", "enum": "word"}
    return codes.get(error["type"], "value")


def _in_words(error: ErrorDetails, known: list[str]) -> tuple[str, str]:
    """What is wrong and what to write instead."""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "is missing or empty.", "Give it a value."
        case "extra_forbidden":
            word = _safe(error["loc"][-1])
            return f'unknown key "{word}".', did_you_mean(word, known)
        case "enum":
            words = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            mend = did_you_mean(_safe(error["input"]), words)
            return f"{in_quotes(error['input'])} is not a word the desk knows here.", mend
        case "string_too_long" | "too_long":
            length = len(str(error["input"]))
            limit = context["max_length"]
            return f"has {length:,} characters; at most {limit:,} are kept.", "Shorten it or split it."
        case "value_error":
            return f"{context['error']}.", ""
    return f"{error['msg'].lower()}, got {in_quotes(error['input'])}.", ""


def _safe(given: object) -> str:
    """Text that can be written, whatever somebody sent."""
    return str(given).encode("utf-8", "backslashreplace").decode()


def in_quotes(given: object) -> str:
    """What a message shows of a value: the first sixty characters, in quotation marks."""
    text = _safe(given)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}…"'
