"""The description of the API (OpenAPI 3.1), made from the table of its operations and the types that they name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from factcheck.model.roles import ROLES, Scope, scope_of
from factcheck.model.value import Value
from factcheck.web.api.act_shapes import Done
from factcheck.web.api.call import ActBody
from factcheck.web.api.field_docs import said_of_fields
from factcheck.web.api.links import BASE
from factcheck.web.api.operations import READS, WRITES, Read, Write
from factcheck.web.api.problems import KINDS
from factcheck.web.api.sent import Sent
from factcheck.web.api.shapes import Problem, Shown

Json = dict[str, Any]
Mode = Literal["validation", "serialization"]
_ABOUT = """\
The desk for programs: the same acts, rules and JSON as on the command line. Each request has a token of one of the
desk's people, who may do by it what the person's role and the token's scopes allow.
"""
_REF = "#/components/schemas/{model}"
_TAGS = ("claims", "articles")
_ANY = (
    "bad-request",
    "no-token",
    "not-allowed",
    "other-host",
    "long-head",
    "our-fault",
    "storage-failed",
)
"""Problems that any request may meet."""
_OF_READS = ("not-here", "not-taken")
_OF_WRITES = (
    *("not-here", "too-slow", "rule-refused", "not-so-now", "moved"),
    *("too-long", "other-type", "not-taken"),
)


_LEFT_OUT = {"ListedClaim": ("note", "place"), "Source": ("salt",)}
"""Fields of values that are not told there."""
_WORKED_OUT = {"Comment": {"motivation": {"type": "string", "enum": ["commenting", "replying"]}}}
"""What is told of values beside their fields."""
_NOT_ALWAYS = ("former_refs",)


class _Schemas(GenerateJsonSchema):
    """Types as schemas, without titles, which would say the names again."""

    def field_title_should_be_set(self, _: Any) -> bool:
        """None has one."""
        return False


@cache
def description() -> Json:
    """The whole description; the same program always gives the same."""
    sent: list[type[Sent]] = [*(read.asked for read in READS), *(write.body for write in WRITES)]
    answers: list[type[BaseModel]] = [*(read.answer for read in READS), Done, Problem]
    kinds: list[tuple[type[BaseModel], Mode]] = [(one, "validation") for one in sent]
    kinds += [(one, "serialization") for one in answers]
    _, found = models_json_schema(kinds, ref_template=_REF, schema_generator=_Schemas)
    schemas: Json = found["$defs"]
    _tell_fields(schemas)
    asked = {read.asked.__name__: schemas.pop(read.asked.__name__, {}) for read in READS}
    _tell_answers(schemas)
    paths: Json = {}
    for read in READS:
        paths.setdefault(read.path, {})["get"] = _read(read, asked[read.asked.__name__])
    for write in WRITES:
        paths.setdefault(write.path, {})["post"] = _write(write, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "factcheck", "version": "1", "description": _ABOUT},
        "servers": [{"url": BASE}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {kind: _response(kind) for kind in KINDS},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _tell_fields(schemas: Json) -> None:
    """Say of each field of what is sent and answered what stands below it in the program."""
    for kind in (*_kinds_of(Sent), *_kinds_of(Shown)):
        fields = schemas.get(kind.__name__, {}).get("properties", {})
        for name, said in said_of_fields(kind).items():
            told_as = kind.model_fields[name].alias or name
            if told_as in fields:
                fields[told_as] = {**fields[told_as], "description": said}


def _tell_answers(schemas: Json) -> None:
    """Let answers have more fields in days to come, and say of the desk's values that all their fields are there."""
    values = {one.__name__ for one in _kinds_of(Value)}
    for name, schema in schemas.items():
        schema.get("properties", {}).update(_WORKED_OUT.get(name, {}))
        for gone in _LEFT_OUT.get(name, ()):
            del schema["properties"][gone]
        if name in values:
            del schema["additionalProperties"]
            schema["required"] = [one for one in schema["properties"] if one not in _NOT_ALWAYS]


def _kinds_of(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds_of(one)


def _read(read: Read, asked: Json) -> Json:
    required = asked.get("required", ())
    query = [
        {"name": name, "in": "query", "required": name in required, **_parameter(schema)}
        for name, schema in asked.get("properties", {}).items()
    ]
    return {
        **_named(read.path, read.show.__name__, read.show.__doc__),
        "description": f"With a token of the scope {Scope.READ}.",
        "parameters": [*_in_path(read.path), *query],
        "responses": _responses("200", read.answer, (*_ANY, *_OF_READS), has_tag=read.has_tag),
    }


def _parameter(schema: Json) -> Json:
    """A parameter of an address, which is there or not, and never null."""
    said = {name: one for name, one in schema.items() if name != "description"}
    if kinds := [one for one in said.pop("anyOf", ()) if one != {"type": "null"}]:
        said = {**kinds[0]}
    about = {"description": schema["description"]} if "description" in schema else {}
    return {**about, "schema": said}


def _write(write: Write, schemas: Json) -> Json:
    act = write.body.act
    may = " and ".join(", ".join(ROLES[act]).rsplit(", ", 1))
    return {
        **_named(write.path, write.body.__name__, write.body.__doc__),
        "description": f"For the roles {may}, with a token of the scope {scope_of(act)}.",
        "parameters": [*_in_path(write.path), *_if_match(write)],
        "requestBody": {"required": True, "content": dict(_contents(write.body, schemas))},
        "responses": _responses(
            "201" if write.enters else "200",
            Done,
            (*_ANY, *_OF_WRITES, *(("no-head",) if write.body.needs_head else ())),
            has_tag=write.is_on_claim,
        ),
    }


def _named(path: str, name: str, about: str | None) -> Json:
    first = (about or "").strip().partition("\n")[0]
    of = path.split("/")[1]
    return {"operationId": name, "summary": first, "tags": [of if of in _TAGS else "desk"]}


def _in_path(path: str) -> Iterator[Json]:
    for name in re.findall(r"{(\w+)}", path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _if_match(write: Write) -> Iterator[Json]:
    if write.is_on_claim or write.is_on_article:
        yield {
            "name": "If-Match",
            "in": "header",
            "required": write.body.needs_head,
            "description": 'The ETag of what was seen and decided on, or "*" for what is there now.',
            "schema": {"type": "string"},
        }


def _contents(body: type[ActBody], schemas: Json) -> Iterator[tuple[str, Json]]:
    name = body.__name__
    if body.has_file:
        whole = schemas[name]
        fields = {"file": {"type": "string", "format": "binary"}, **whole["properties"]}
        needed = [*whole.get("required", ()), *(("file",) if body.needs_file else ())]
        form = {**whole, "properties": fields, **({"required": needed} if needed else {})}
        yield "multipart/form-data", {"schema": form}
    if not body.needs_file:
        yield "application/json", {"schema": {"$ref": _REF.format(model=name)}}


def _responses(status: str, answer: type[BaseModel], kinds: Iterable[str], *, has_tag: bool) -> Json:
    tag = {"description": "What stands for its history.", "schema": {"type": "string"}}
    done = {
        "description": (answer.__doc__ or "").strip().partition("\n")[0],
        **({"headers": {"ETag": tag}} if has_tag else {}),
        "content": {"application/json": {"schema": {"$ref": _REF.format(model=answer.__name__)}}},
    }
    by_status: dict[int, list[str]] = {}
    for kind in kinds:
        by_status.setdefault(KINDS[kind][0], []).append(kind)
    return {status: done, **{str(one): _problem(by_status[one]) for one in sorted(by_status)}}


def _problem(kinds: Sequence[str]) -> Json:
    if len(kinds) == 1:
        return {"$ref": f"#/components/responses/{kinds[0]}"}
    return {**_response(kinds[0]), "description": "; or ".join(KINDS[one][1] for one in kinds)}


def _response(kind: str) -> Json:
    schema = {"schema": {"$ref": _REF.format(model=Problem.__name__)}}
    return {"description": KINDS[kind][1], "content": {"application/problem+json": schema}}
