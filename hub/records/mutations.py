"""The mutations that every record type gets: create, update, and the steps of its life, made from its fields."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, cast

import strawberry
from strawberry.types.arguments import StrawberryArgument

from hub.context import Info
from hub.errors import HubError
from hub.naming import camel, snake
from hub.query import ids
from hub.query.fields import ColumnField, Declared, argument
from hub.query.forms import declared_fields
from hub.query.inputs import InLanguage, given, graphql_enum
from hub.query.loading import load_one
from hub.query.made import Part, input_type, object_type
from hub.query.record import RecordInfo, info_of
from hub.query.relations import OneField
from hub.records.problems import Problem, ProblemCode, Refused
from hub.records.service import Call, Changes, Target, Writer
from hub.records.status import TRANSITIONS, Transition
from hub.texts import Text

graphql_enum(ProblemCode)


@strawberry.type(description=str(Text("What is wrong with a write, at which field.", "写入问题")))
class UserError:
    """An expected failure, as data: shown to the person who wrote."""

    problem: strawberry.Private[Problem]
    names: strawberry.Private[dict[str, str]]

    @strawberry.field(description=str(Text("The path of the input field.", "出错字段的路径")))
    def field(self) -> list[str]:
        """The input's path."""
        return ["input", self.names.get(self.problem.field) or camel(self.problem.field)]

    @strawberry.field(description=str(Text("The reason, for programs.", "原因代码")))
    def code(self) -> ProblemCode:
        """The code."""
        return self.problem.code

    @strawberry.field(description=str(Text("What to do about it, for people.", "处理办法")))
    def message(self, info: Info, language: InLanguage = None) -> str:
        """The message, by default in the request's language."""
        return self.problem.text.say(language or info.context.language)


@dataclass(frozen=True, slots=True)
class Writable:
    """One field that a writer gives: its column, the input's type, what it means, and whether it must be given."""

    column: str
    kind: Any
    text: Text
    required: bool
    target: str | None = None
    """The type whose global id is given, for a to-one of a record."""


@cache
def writable(declared: type) -> dict[str, Writable]:
    """The fields of a record that its writer gives, by their name in the input."""
    info = info_of(declared)
    found = (f for f in declared_fields(declared) if isinstance(f, ColumnField | OneField) and f.writable)
    return {f.python_name: _writable(info, f) for f in found}


def _writable(info: RecordInfo, field: ColumnField | OneField) -> Writable:
    required = info.model.model_fields[field.column].is_required()
    if isinstance(field, ColumnField):
        return Writable(field.column, info.codecs[field.column].python, field.text, required)
    target = info_of(field.points_at)
    if target.measure is None:
        return Writable(field.column, str, Text(f"{field.text.en} Its code.", f"{field.text.zh}（填代码）"), required)
    return Writable(field.column, strawberry.ID, field.text, required, target.name)


REQUEST_ID_LENGTHS = range(8, 101)

_REQUEST = given(
    "requestId",
    str,
    Text(
        "Chosen by the client, 8 to 100 characters; a repeated one gives the first answer",
        "请求编号，8 至 100 个字符，重复提交只执行一次",
    ),
    required=True,
)
_TARGET = (
    given("id", strawberry.ID, Text("The record", "记录 id"), required=True),
    given("revision", int, Text("The revision that was read", "读取时的版本号"), required=True),
    _REQUEST,
)

_CORRECTION = given(
    "correctionReason",
    str,
    Text(
        "Why an approved record is corrected, at most 1,000 characters; needed for one, and for no other",
        "更正已审核记录的原因，至多 1000 个字符；仅更正已审核记录时填写",
    ),
)


@cache
def _create_input(declared: type) -> Any:
    name = declared.__name__
    fields = (given(camel(n), w.kind, w.text, required=w.required) for n, w in writable(declared).items())
    return input_type(f"{name}CreateInput", (*fields, _REQUEST), Text(f"A new {name}", "新记录"))


@cache
def _update_input(declared: type) -> Any:
    name = declared.__name__
    fields = (given(camel(n), w.kind, w.text) for n, w in writable(declared).items() if w.column != "county_code")
    described = Text(f"Changes of a {name}; what is left out stays", "修改内容，未填的字段保持不变")
    return input_type(f"{name}UpdateInput", (*_TARGET, *fields, _CORRECTION), described)


_REASON = given("reason", str, Text("Why, at most 1,000 characters", "原因，至多 1000 个字符"), required=True)
STEP_INPUT = input_type("RecordStepInput", _TARGET, Text("The record that takes a step of its life", "流转的记录"))
"""One input for the same step of every record type: a schema of many sectors is composed at each start."""
REASONED_STEP_INPUT = input_type(
    "RecordReasonedStepInput", (*_TARGET, _REASON), Text("The record that takes a step, and why", "流转的记录及原因")
)


@cache
def _payload(declared: type) -> Any:
    """What every mutation of a record type answers."""
    now = Text("The record as it is now; null if nothing was written", "写入后的记录，未写入时为空")
    wrong = Text("Everything that is wrong; empty if it was written", "全部问题，写入成功时为空")
    parts = (Part(snake(declared.__name__), declared | None, now), Part("user_errors", list[UserError], wrong))
    return object_type(f"{declared.__name__}Payload", parts, Text("The outcome of the write", "写入结果"))


Run = Callable[[Writer, RecordInfo, Call], Awaitable[int]]


class MutationField(Declared):
    """One mutation over one record type."""

    def __init__(self, declared: type, action: str, text: Text, takes: type, run: Run) -> None:
        super().__init__(text)
        self._declared, self._takes, self._run = declared, takes, run
        self._field = snake(declared.__name__)
        self.python_name = f"{self._field}_{action}"
        self._payload = _payload(declared)

    @property
    def measure(self) -> str | None:
        """The measure of the record."""
        return info_of(self._declared).measure

    def graphql_kind(self) -> Any:
        """The payload; nullable, so that a refused mutation costs itself only."""
        return cast("Any", self._payload) | None

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The one input."""
        return [argument("input", self._takes, Text("What to write", "写入内容"))]

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    async def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The payload: the record as it is now, or what is wrong."""
        request, record = cast("Info", info), info_of(self._declared)
        values: dict[str, Any] = kwargs["input"]
        try:
            call = Call(self.python_name, _request_id(values), values)
            key = await self._run(request.context.writer, record, call)
        except Refused as refused:
            names = {w.column: n for n, w in writable(self._declared).items()}
            errors = [UserError(problem=p, names={k: camel(v) for k, v in names.items()}) for p in refused.problems]
            return self._payload(**{self._field: None, "user_errors": errors})
        request.context.loaders.forget()
        return self._payload(**{self._field: await load_one(record, key, request), "user_errors": []})


def mutations_of(declared: type) -> Iterator[MutationField]:
    """All mutations of a record type."""
    info = info_of(declared)

    async def create(writer: Writer, record: RecordInfo, call: Call) -> int:
        return await writer.create(record, call, _columns(declared, call.given))

    async def update(writer: Writer, record: RecordInfo, call: Call) -> int:
        changes = Changes(_columns(declared, call.given), call.given.get("correctionReason"))
        return await writer.update(record, call, _target(record, call.given), changes)

    async def move(step: Transition, writer: Writer, record: RecordInfo, call: Call) -> int:
        return await writer.move(record, call, _target(record, call.given), step, call.given.get("reason"))

    texts = (
        Text(f"Write a new {info.name} as a draft", f"新建{info.text.zh}草稿"),
        Text(
            f"Change a {info.name} that is a draft or was rejected, or correct an approved one with a reason",
            f"修改{info.text.zh}草稿或被退回的记录；更正已审核的记录须说明原因",
        ),
    )
    yield MutationField(declared, "create", texts[0], _create_input(declared), create)
    yield MutationField(declared, "update", texts[1], _update_input(declared), update)
    for step in TRANSITIONS:
        takes = REASONED_STEP_INPUT if step.needs_reason else STEP_INPUT
        yield MutationField(declared, step.name, step.text, takes, partial(move, step))


def _columns(declared: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that are written, from the input as the client names its fields."""
    columns: dict[str, Any] = {}
    for name, field in writable(declared).items():
        if camel(name) in values:
            value = values[camel(name)]
            columns[field.column] = _key(field, name, value) if field.target and value is not None else value
    return columns


def _key(field: Writable, name: str, value: str) -> int:
    try:
        key = ids.row_key(value, cast("str", field.target), name)
    except HubError as error:
        raise Refused(Problem(field.column, ProblemCode.NOT_FOUND, error.text)) from error
    return -1 if key is None else key


def _target(record: RecordInfo, values: Mapping[str, Any]) -> Target:
    try:
        return Target(ids.row_key(values["id"], record.name, "id"), values["revision"])
    except HubError as error:
        raise Refused(Problem("id", ProblemCode.NOT_FOUND, error.text)) from error


def _request_id(values: Mapping[str, Any]) -> str:
    value: str = values["requestId"]
    if len(value) in REQUEST_ID_LENGTHS and value.isascii() and value.isprintable():
        return value
    text = Text("8 to 100 printable ASCII characters, such as a UUID", "8 至 100 个可打印的 ASCII 字符，例如 UUID")
    raise Refused(Problem("request_id", ProblemCode.INVALID, text))
