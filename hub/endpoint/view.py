"""The GraphQL view: request → document → limits → execution → answer, for one strawberry schema."""

from collections.abc import Awaitable, Callable, Collection
from inspect import isawaitable
from typing import Protocol

import strawberry
from graphql import DocumentNode, ExecutionResult, OperationDefinitionNode, OperationType, execute
from starlette.requests import Request
from starlette.types import Receive, Scope, Send
from strawberry.execution import optimized_is_awaitable

from hub.auth.access import Access
from hub.auth.audit import Asked
from hub.endpoint.answers import Answer, body_of, encoded
from hub.endpoint.asked import NONE, Operation
from hub.endpoint.deadline import ClientGoneError, deadline
from hub.endpoint.documents import Document, Documents
from hub.endpoint.errors import Refusal, failed, invalid, once, refusal_of, refuse
from hub.endpoint.limits import Limits, refuse_large
from hub.endpoint.media import LEGACY, RESPONSE, answer_type
from hub.endpoint.persisted import Persisted
from hub.endpoint.planning import Plans, planned, told
from hub.endpoint.rates import Rates, caller_of
from hub.endpoint.record import Record, record_of
from hub.endpoint.requests import read
from hub.errors import ErrorCode, HubError, Unauthenticated
from hub.headers import header
from hub.texts import Language, preferred

COERCION_ERRORS = 20


class ReaderContext(Protocol):
    """What the view needs of the context that resolvers get."""

    @property
    def access(self) -> Access:
        """The reader; without a token, one without `subject`."""

    @property
    def language(self) -> Language:
        """The language of messages."""

    async def settle(self, asked: Asked, codes: Collection[ErrorCode]) -> None:
        """Tell the audit trail what the answer shows and refuses; the answer leaves only after that."""

    def close(self) -> None:
        """Let go of what was read: the request has been answered."""


Contexts = Callable[[Request], Awaitable[ReaderContext]]
"""Makes the context of a request; raises a `HubError` for a token that does not hold."""


class GraphQLView:
    """An ASGI app that answers GraphQL over HTTP; nothing that a client sends makes it fail."""

    def __init__(
        self,
        schema: strawberry.Schema,
        contexts: Contexts,
        limits: Limits,
        plans: Plans | None = None,
        persisted: Persisted | None = None,
        *,
        rates: Rates | None = None,
    ) -> None:
        if schema.extensions or schema.directives:
            raise ValueError("this view runs neither schema extensions nor directives of strawberry: remove them")
        self.schema = schema
        self.core = schema._schema  # noqa: SLF001 - strawberry has no public name for its graphql-core schema
        self.contexts = contexts
        self.limits = limits
        self.plans = plans
        self.persisted = persisted or Persisted()
        self.documents = Documents(self.core, limits)
        self.rates = rates or Rates(limits.per_second, limits.at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        record = record_of(scope)
        media = answer_type(header(scope, b"accept"))
        try:
            answer = await self._answer(request, receive, media, record)
        except ClientGoneError:
            return
        except Refusal as refusal:
            status = 200 if refusal.well_formed and media == LEGACY else refusal.status
            body = body_of(refusal.faults, preferred(header(scope, b"accept-language")), record)
            answer = Answer(body, media or LEGACY, status, refusal.headers)
        await answer.leave(send)

    async def _answer(self, request: Request, receive: Receive, media: str | None, record: Record) -> Answer:
        if media is None:
            raise refuse(
                406,
                ErrorCode.BAD_USER_INPUT,
                f"Accept `{RESPONSE}` or `{LEGACY}`.",
                f"请接受 {RESPONSE} 或 {LEGACY}。",
            )
        operation = await read(request, receive, self.limits)
        async with deadline(receive, self.limits):
            try:
                context = await self.contexts(request)
            except HubError as error:
                token = header(request.scope, b"authorization") is not None
                raise refusal_of(error, token=token) from error
            try:
                async with self.rates.turn(caller_of(context.access, request)):
                    return await self._run(operation, context, record, media)
            finally:
                context.close()

    async def _run(self, asked: Operation, context: ReaderContext, record: Record, media: str) -> Answer:
        record.client = context.access.client_id
        asked = await self.persisted.found(asked)
        document, operation = await self._prepared(asked, context, record)
        self.persisted.keep(asked)
        found = await planned(self.plans, document, operation, asked.variables, context, record=record)
        record.way = found.path
        extensions = {}
        if asked.wishes is not NONE:
            size = document.size(operation, asked.variables)
            extensions = told(asked.wishes, found, size, self.limits, context.language)
        if found.rest is None:
            return Answer(encoded({"data": found.data, **extensions}), media)
        result = await self._execute(found.rest, asked, context)
        if result.data is None and not any(error.path for error in result.errors or ()):
            raise Refusal(400, map(invalid, result.errors or ()), well_formed=True)
        faults = once(map(failed, result.errors or ()))
        await context.settle(Asked(record.operation, asked.query, record.request_id), [fault.code for fault in faults])
        answer = {"data": found.merged(result.data), **extensions}
        return Answer(body_of(faults, context.language, record, answer), media)

    async def _prepared(
        self, asked: Operation, context: ReaderContext, record: Record
    ) -> tuple[Document, OperationDefinitionNode]:
        """The document and its operation, when they are within the limits, allowed, and valid."""
        document = self.documents.get(asked.query, hints=context.access.subject is not None)
        try:
            operation = document.operation(asked.name)
            size = document.size(operation, asked.variables)
            refuse_large(size, self.limits)
            if size.introspects and context.access.subject is None:
                raise Unauthenticated("Introspection needs a token.", "查询接口定义需要访问令牌。")
        except HubError as error:
            raise refusal_of(error) from error
        if not document.fits:
            await document.check()
        _check_kind(operation, asked)
        record.kind = operation.operation.value
        record.operation = operation.name.value[:64] if operation.name else None
        return document, operation

    async def _execute(self, document: DocumentNode, asked: Operation, context: ReaderContext) -> ExecutionResult:
        result = execute(
            self.core,
            document,
            context_value=context,
            variable_values=dict(asked.variables),
            operation_name=asked.name,
            executor_class=self.schema.execution_context_class,
            is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]  # a guard in all but its annotation
            max_coercion_errors=COERCION_ERRORS,
            hide_suggestions=context.access.subject is None,
        )
        return await result if isawaitable(result) else result


def _check_kind(operation: OperationDefinitionNode, asked: Operation) -> None:
    if operation.operation is OperationType.SUBSCRIPTION:
        raise refuse(400, ErrorCode.BAD_USER_INPUT, "Subscriptions are not served.", "不支持订阅（subscription）。")
    if asked.by_get and operation.operation is not OperationType.QUERY:
        raise refuse(
            405, ErrorCode.BAD_USER_INPUT, "Send mutations by POST.", "变更操作（mutation）请使用 POST。", allow="POST"
        )
