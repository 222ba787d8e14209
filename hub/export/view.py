"""The address of the exports: the same gate as the endpoint's, told to the audit trail, then streamed."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing, closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from graphql import GraphQLInputType, GraphQLSchema
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from hub.auth.access import Access, Act
from hub.auth.audit import Asked
from hub.auth.clients.cors import EXPORTS
from hub.context import HubContext
from hub.endpoint.answers import Answer, body_of
from hub.endpoint.deadline import ClientGoneError, deadline
from hub.endpoint.errors import Fault, Refusal, refusal_of, refuse
from hub.endpoint.limits import Limits
from hub.endpoint.media import LEGACY
from hub.endpoint.rates import Rates, caller_of
from hub.endpoint.record import GONE, Record, record_of
from hub.errors import ErrorCode, HubError, LimitExceeded, TooSlow, Unauthenticated
from hub.export.asked import read
from hub.export.cells import BOM, encoded
from hub.export.columns import columns_of
from hub.export.rows import Rows
from hub.naming import camel, snake
from hub.query.record import RecordInfo
from hub.settings import Settings
from hub.texts import Text, preferred

KIND = "export"


class Export:
    """An ASGI app that answers `GET /export/<record>.csv`; nothing that a client sends makes it fail."""

    def __init__(
        self,
        schema: GraphQLSchema,
        records: Iterable[RecordInfo],
        contexts: Callable[[Request], Awaitable[HubContext]],
        settings: Settings,
        rates: Rates,
    ) -> None:
        self._records = {camel(snake(info.name)): info for info in records}
        self._schema, self._contexts, self._rates, self._most = schema, contexts, rates, settings.export_rows
        self._limits = replace(Limits.of(settings), seconds=settings.export_seconds)

    def route(self) -> Route:
        """Where it is to be mounted."""
        return Route(f"{EXPORTS}{{record}}.csv", self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. When something fails after the first byte, the file ends short of its last chunk."""
        request, record = Request(scope), record_of(scope)
        try:
            async with deadline(receive, self._limits):
                await self._answer(request, record, send)
        except ClientGoneError:
            return
        except Refusal as refusal:
            if record.status != GONE:  # the file has begun: the server can only close the connection
                raise
            body = body_of(refusal.faults, preferred(request.headers.get("accept-language")), record)
            await Answer(body, LEGACY, refusal.status, refusal.headers).leave(send)

    async def _answer(self, request: Request, record: Record, send: Send) -> None:
        if request.method != "GET":
            raise refuse(405, ErrorCode.BAD_USER_INPUT, "Export by GET.", "导出请使用 GET。", allow="GET")
        try:
            context = await self._contexts(request)
            with closing(context):
                record.client = context.access.client_id
                async with self._rates.turn(caller_of(context.access, request)):
                    await self._export(request, context, record, send)
        except TooSlow as error:
            raise Refusal(503, refusal_of(error).faults) from error
        except HubError as error:
            raise refusal_of(error, token="authorization" in request.headers) from error

    async def _export(self, request: Request, context: HubContext, record: Record, send: Send) -> None:
        name, info = self._found(request, context.access)
        record.kind, record.operation = KIND, f"{KIND}/{name}"
        asked = Asked(record.operation, request.query_params.get("filter", ""), record.request_id)
        await _allow(info, context, asked)
        wanted = read(request, info, self._kind(info))
        columns = columns_of(info, wanted.language)
        rows = Rows(info, columns, context.access, context.loaders, wanted.condition)
        extent = await rows.extent()
        self._bound(extent.count)
        await context.ledger.exported(asked, info.name, extent.count)
        async with aclosing(rows.pages(extent)) as pages:
            await _stream(send, name, columns.head(wanted.language, labels=wanted.labels), pages)

    def _found(self, request: Request, access: Access) -> tuple[str, RecordInfo]:
        """The record type that the address names; without a token not even its name is told."""
        if access.subject is None:
            raise Unauthenticated("sign in: send an access token", "请先登录：提供访问令牌")
        name = request.path_params["record"]
        if name not in self._records:
            raise refuse(
                404,
                ErrorCode.BAD_USER_INPUT,
                "There is no such record type: name one as the schema's field for one record, such as teacherDispatch.",
                "没有该记录类型：请使用接口定义中单条记录的字段名，例如 teacherDispatch。",
            )
        return name, self._records[name]

    def _kind(self, info: RecordInfo) -> GraphQLInputType:
        return cast("GraphQLInputType", self._schema.type_map[f"{info.name}Filter"])

    def _bound(self, count: int) -> None:
        if count > self._most:
            raise LimitExceeded(
                f"These are {count:,} rows, more than the limit export rows = {self._most:,}. Filter them.",
                f"共 {count:,} 行，超过导出上限（{self._most:,} 行）。请按县或年份筛选后分次导出。",
                "filter",
            )


async def _allow(info: RecordInfo, context: HubContext, asked: Asked) -> None:
    """Refuse who may not export records of this measure anywhere, and tell the audit trail so."""
    measure = str(info.measure)
    if not context.access.reach(measure, Act.EXPORT):
        await context.settle(asked, [ErrorCode.FORBIDDEN])
        text = Text(
            f"your roles don't export {measure}; ask the administrator of the hub",
            f"您的角色无权导出 {measure} 的数据，请联系平台管理员",
        )
        raise Refusal(403, [Fault(ErrorCode.FORBIDDEN, text, measure=measure)])


async def _stream(send: Send, name: str, head: list[str], pages: AsyncGenerator[list[list[str]], None]) -> None:
    """Send the file; the first page is read before the first byte leaves, so that its failure is told properly."""
    chunk = BOM + encoded([head, *await anext(pages, [])])
    headers = {
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": f'attachment; filename="{name}-{datetime.now(UTC):%Y%m%d}.csv"',
        "cache-control": "no-store",
        "vary": "Accept-Language, Authorization",
    }
    pairs = [(key.encode(), value.encode()) for key, value in headers.items()]
    await send({"type": "http.response.start", "status": 200, "headers": pairs})
    await send({"type": "http.response.body", "body": chunk, "more_body": True})
    async for page in pages:
        await send({"type": "http.response.body", "body": encoded(page), "more_body": True})
    await send({"type": "http.response.body", "body": b""})
