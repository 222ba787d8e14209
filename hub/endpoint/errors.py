"""What a client is told when something is refused or fails: one entry of `errors`, with a code, in its language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLError

from hub.errors import ErrorCode, HubError
from hub.texts import Language, Text

MESSAGE_LENGTH = 500
"""Longest message in characters: texts of graphql-core repeat names that the client chose."""

STATUS = {
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.BAD_USER_INPUT: 400,
    ErrorCode.CONFLICT: 409,
    ErrorCode.LIMIT_EXCEEDED: 400,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.INTERNAL: 500,
}
"""HTTP status of a request that is refused as a whole."""

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One entry of `errors`, before a language is chosen; small, as answers that failed are remembered."""

    code: ErrorCode
    text: Text
    field: str | None = None
    measure: str | None = None
    locations: tuple[tuple[int, int], ...] = ()
    path: Path | None = None
    cause: BaseException | None = None
    """What went wrong inside; only for the log."""

    def entry(self, language: Language, request_id: str) -> dict[str, Any]:
        """The entry as the client reads it; an internal fault carries the id under which the log has its cause."""
        extensions: dict[str, Any] = {"code": self.code.value}
        if self.field:
            extensions["field"] = self.field
        if self.measure:
            extensions["measure"] = self.measure
        if self.code is ErrorCode.INTERNAL:
            extensions["correlationId"] = request_id
        entry: dict[str, Any] = {"message": _shorten(self.text.say(language))}
        if self.locations:
            entry["locations"] = [{"line": line, "column": column} for line, column in self.locations]
        if self.path is not None:
            entry["path"] = self.path
        return {**entry, "extensions": extensions}


class Refusal(Exception):  # noqa: N818 - refused as a whole, nothing ran
    """A request that is answered without data, by this HTTP status and these faults."""

    def __init__(
        self,
        status: int,
        faults: Iterable[Fault],
        *,
        headers: Mapping[str, str] | None = None,
        well_formed: bool = False,
    ) -> None:
        super().__init__(status)
        self.status = status
        self.faults = tuple(faults)
        self.headers = dict(headers or {})
        self.well_formed = well_formed
        """HTTP was right, the GraphQL in it was not: `application/json` then answers 200, as its old clients expect."""


def refuse(status: int, code: ErrorCode, en: str, zh: str, **headers: str) -> Refusal:
    """A refusal of one fault; `headers` by their names with underscores (`retry_after="5"`)."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return Refusal(status, [Fault(code, Text(en, zh))], headers=named)


def refusal_of(error: HubError, *, token: bool = False) -> Refusal:
    """The refusal of a whole request by an error of the hub; `token`: one was sent (RFC 6750 section 3)."""
    headers = {}
    if error.code is ErrorCode.UNAUTHENTICATED:
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"' if token else "Bearer"
    status = STATUS[error.code]
    fault = Fault(error.code, error.text, error.field)
    return Refusal(status, [fault], headers=headers, well_formed=status == STATUS[ErrorCode.BAD_USER_INPUT])


def invalid(error: GraphQLError) -> Fault:
    """The fault of a document or of variables that don't fit the schema."""
    message = error.message
    if message.startswith("Syntax Error: "):
        text = Text(message, f"语法错误：{message.removeprefix('Syntax Error: ')}")
    else:
        text = Text(message, f"请求不符合接口定义：{message}")
    return Fault(ErrorCode.BAD_USER_INPUT, text, locations=_locations(error))


def failed(error: GraphQLError) -> Fault:
    """The fault of one field: shown if it is the hub's own or the client's doing, else masked."""
    fault = _cause_shown(error)
    path = None if error.path is None else tuple(error.path)
    return replace(fault, locations=_locations(error), path=path)


def once(faults: Iterable[Fault]) -> list[Fault]:
    """Each refusal once for a field of the operation, at the first row, however many rows it was refused for."""
    kept: dict[object, Fault] = {}
    for number, fault in enumerate(faults):
        place = tuple(part for part in fault.path or () if isinstance(part, str))
        name = number if fault.code is ErrorCode.INTERNAL else (place, fault.code, fault.text)
        if name not in kept or _rows(fault) < _rows(kept[name]):
            kept[name] = fault
    return list(kept.values())


def _rows(fault: Fault) -> list[int]:
    return [part for part in fault.path or () if isinstance(part, int)]


def internal(cause: BaseException | None = None) -> Fault:
    """A fault whose text tells nothing of what happened."""
    text = Text(
        "Something failed inside the hub. Quote the correlation id when you report it.",
        "服务内部出错。反馈问题时请提供 correlationId。",
    )
    return Fault(ErrorCode.INTERNAL, text, cause=cause)


def _cause_shown(error: GraphQLError) -> Fault:
    cause = error.original_error
    if isinstance(cause, HubError):
        return Fault(cause.code, cause.text, cause.field, cause.measure)
    if _is_argument(error):
        return invalid(error)
    return internal(cause or error)


def _is_argument(error: GraphQLError) -> bool:
    """Whether graphql-core refused an argument: it points at the argument, while a failed result points at nothing."""
    cause = error.original_error
    return cause is None or (type(cause) is GraphQLError and bool(cause.nodes))


def _locations(error: GraphQLError) -> tuple[tuple[int, int], ...]:
    return tuple((place.line, place.column) for place in (error.locations or ())[:10])


def _shorten(message: str) -> str:
    return message if len(message) <= MESSAGE_LENGTH else f"{message[:MESSAGE_LENGTH]}…"
