"""One HTTP request read as a GraphQL operation; whatever HTTP or JSON does not allow is refused here."""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request
from starlette.types import Message, Receive

from hub.endpoint.asked import NONE, Body, Extensions, Operation
from hub.endpoint.deadline import ClientGoneError, Within
from hub.endpoint.errors import Refusal, refusal_of, refuse
from hub.endpoint.limits import Limits
from hub.endpoint.media import is_json
from hub.errors import BadInput, ErrorCode
from hub.headers import header

METHODS = "GET, POST"
T = TypeVar("T")


_BODY = msgspec.json.Decoder(Body)
_OBJECT = msgspec.json.Decoder(dict[str, Any] | None)
_EXTENSIONS = msgspec.json.Decoder(Extensions | None)


async def read(request: Request, receive: Receive, limits: Limits) -> Operation:
    """The operation in a request; raise `Refusal` with the status that HTTP or the specification gives."""
    if request.method == "GET":
        return _by_get(request)
    if request.method != "POST":
        raise refuse(
            405,
            ErrorCode.BAD_USER_INPUT,
            "Use POST, or GET for queries.",
            "请使用 POST；查询也可用 GET。",
            allow=METHODS,
        )
    _check_headers(request, limits)
    return _operation(_decoded(_BODY, await _body(receive, limits)), by_get=False)


def _check_headers(request: Request, limits: Limits) -> None:
    scope = request.scope
    if not is_json(header(scope, b"content-type") or ""):
        raise refuse(
            415,
            ErrorCode.BAD_USER_INPUT,
            "Send `Content-Type: application/json` in UTF-8.",
            "请以 UTF-8 编码发送 Content-Type: application/json。",
            accept_post="application/json",
        )
    if (header(scope, b"content-encoding") or "identity").strip().lower() != "identity":
        raise refuse(
            415,
            ErrorCode.BAD_USER_INPUT,
            "Send the body without `Content-Encoding`.",
            "请求体不得压缩（Content-Encoding）。",
            accept_encoding="identity",
        )
    length = header(scope, b"content-length") or ""
    if length.isdecimal() and (len(length) > len(str(limits.body)) or int(length) > limits.body):
        raise _too_large(limits)


async def _body(receive: Receive, limits: Limits) -> bytes:
    chunks: list[bytes] = []
    size, more = 0, True
    async with Within(limits.body_seconds, lambda: _too_slow(limits)):
        while more:
            chunk, more = _chunk(await receive())
            chunks.append(chunk)
            size += len(chunk)
            if size > limits.body:
                raise _too_large(limits)
    return b"".join(chunks)


def _chunk(message: Message) -> tuple[bytes, bool]:
    if message["type"] == "http.disconnect":
        raise ClientGoneError
    return message.get("body", b""), message.get("more_body", False)


def _too_large(limits: Limits) -> Refusal:
    return refuse(
        413,
        ErrorCode.LIMIT_EXCEEDED,
        f"The body is larger than the limit body = {limits.body} bytes. Send less at a time.",
        f"请求体超过上限（body = {limits.body} 字节）。请减少一次发送的内容。",
    )


def _too_slow(limits: Limits) -> Refusal:
    return refuse(
        408,
        ErrorCode.LIMIT_EXCEEDED,
        f"The body took longer than the limit body time = {limits.body_seconds:g} s. Send it at once.",
        f"请求体接收超时（上限 {limits.body_seconds:g} 秒）。请一次发送完整。",
        connection="close",
    )


def _by_get(request: Request) -> Operation:
    given = query_parameters(request)
    body = Body(
        query=given.get("query"),
        document_id=given.get("documentId"),
        operation_name=given.get("operationName") or None,
        variables=json_parameter(_OBJECT, given, "variables"),
        extensions=json_parameter(_EXTENSIONS, given, "extensions"),
    )
    return _operation(body, by_get=True)


def query_parameters(request: Request) -> dict[str, str]:
    """The parameters by name, strictly: a repeated one could be read differently by others on the way."""
    try:
        text = request.scope["query_string"].decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:
        raise _bad("The URL's query is not percent-encoded UTF-8.", "网址中的查询串不是百分号编码的 UTF-8。") from None
    given = dict(pairs)
    if len(given) != len(pairs):
        raise _bad("A parameter of the URL is repeated: give each once.", "网址参数重复：每个参数只能出现一次。")
    return given


def json_parameter(decoder: msgspec.json.Decoder[T], given: Mapping[str, str], name: str) -> T | None:
    """A parameter that holds JSON; None where it isn't given."""
    text = given.get(name)
    return _decoded(decoder, text.encode(), name) if text else None


def _decoded(decoder: msgspec.json.Decoder[T], data: bytes, name: str | None = None) -> T:
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        raise _misfit(str(error), data, name) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise _bad(
            "The JSON is malformed: check syntax, UTF-8 and nesting.",
            "JSON 格式错误：请检查语法、UTF-8 编码和嵌套层数。",
            name,
        ) from None


def _misfit(message: str, data: bytes, name: str | None) -> Refusal:
    """JSON of another shape; msgspec's texts name types and places only, never a value."""
    if name is None and data.lstrip()[:1] == b"[":
        return _bad("Batches are not served: send one operation at a time.", "不支持批量请求：每次只发送一个操作。")
    _, _, place = message.partition("`$.")
    name = name or place.rstrip("`").split("[")[0].split(".")[0] or None
    return _bad(
        f"The request does not have the expected shape: {message}. Send an object with `query` and, if needed, "
        "`operationName`, `variables` and `extensions`.",
        f"请求结构不符：{message}。请发送含 query 的对象，可另含 operationName、variables、extensions。",
        name,
    )


def _operation(body: Body, *, by_get: bool) -> Operation:
    extensions = body.extensions or Extensions()
    digest = None if extensions.persisted is None else extensions.persisted.sha256
    _check_document(body, digest)
    variables = body.variables or {}
    place = nul_in(variables)
    if place:
        raise refusal_of(
            BadInput(
                f"The variable `{place}` contains a NUL character: remove it.",
                f"变量 {place} 含有空字符（NUL）：请删除。",
                place,
            )
        )
    wishes = extensions.hub or NONE
    return Operation(body.query or "", body.operation_name or None, variables, by_get, wishes, body.document_id, digest)


def _check_document(body: Body, digest: str | None) -> None:
    """The document is given in one way; the hash of an automatic persisted query may come with its text."""
    if body.document_id is not None and (body.query is not None or digest is not None):
        raise _bad("Give `documentId`, or `query`, not both.", "documentId 与 query 只能给出其一。", "documentId")
    if body.document_id is None and not (body.query or "").strip() and (digest is None or body.query):
        raise _bad("Give the document in `query`.", "请在 query 中给出查询文本。", "query")


def nul_in(variables: Mapping[str, Any]) -> str | None:
    """Where a string with a NUL stands (`input.remark`): PostgreSQL has no such text."""
    stack: list[tuple[str, Any]] = list(variables.items())
    while stack:
        place, value = stack.pop()
        if "\0" in place or (isinstance(value, str) and "\0" in value):
            return place.replace("\0", "\\u0000")
        if isinstance(value, dict):
            stack += [(f"{place}.{key}", inner) for key, inner in value.items()]
        elif isinstance(value, list):
            stack += [(f"{place}.{index}", inner) for index, inner in enumerate(value)]
    return None


def _bad(en: str, zh: str, field_name: str | None = None) -> Refusal:
    refusal = refusal_of(BadInput(en, zh, field_name))
    refusal.well_formed = False  # not a GraphQL request at all
    return refusal
