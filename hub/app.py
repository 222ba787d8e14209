"""The hub as an ASGI app: the GraphQL endpoint, health, and whatever routes it is given."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from hub.auth.clients.cors import Cors, Origins
from hub.endpoint.errors import Fault
from hub.endpoint.health import Ready, health_routes
from hub.endpoint.limits import Limits
from hub.endpoint.metrics import Metrics
from hub.endpoint.persisted import Persisted
from hub.endpoint.planning import Plans
from hub.endpoint.rates import Rates
from hub.endpoint.record import Recorded, record_of
from hub.endpoint.view import Contexts, GraphQLView
from hub.errors import ErrorCode
from hub.texts import Text, preferred

GRAPHQL = "/graphql"

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def create_app(
    schema: strawberry.Schema,
    *,
    context: Contexts,
    ready: Ready,
    limits: Limits | None = None,
    metrics: Metrics | None = None,
    routes: Sequence[BaseRoute] = (),
    plans: Plans | None = None,
    persisted: Persisted | None = None,
    lifespan: Lifespan | None = None,
    origins: Origins | None = None,
    rates: Rates | None = None,
) -> Starlette:
    """Put the hub's app together; `context` makes what resolvers get, `ready` says whether the database answers.

    `origins` are those of the pages that may call it from a browser; without them none may. `rates` are given where
    other routes count the same callers.
    """
    metrics = metrics or Metrics()
    view = GraphQLView(schema, context, limits or Limits(), plans, persisted, rates=rates)
    metrics.gauges += [view.documents.numbers, view.persisted.numbers, *([plans.numbers] if plans else [])]
    return _App(
        view,
        metrics,
        origins,
        routes=[Route(GRAPHQL, view), *health_routes(ready), *routes],
        exception_handlers={HTTPException: _refused},
        lifespan=lifespan,
    )


class _App(Starlette):
    """Starlette with a short way to the endpoint, which has no use for its routing nor its layers."""

    def __init__(self, view: GraphQLView, metrics: Metrics, origins: Origins | None, **given: Any) -> None:
        super().__init__(**given)
        self._view, self._metrics, self._origins = view, metrics, origins

    def build_middleware_stack(self) -> ASGIApp:
        """What every request passes: once, when the first comes."""
        # without Starlette's outermost layer, which would answer failures in its own words
        routed = ExceptionMiddleware(self.router, handlers=self.exception_handlers)

        def chosen(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
            asked = scope["type"] == "http" and scope["path"] == GRAPHQL
            return (self._view if asked else routed)(scope, receive, send)

        return Recorded(Cors(chosen, self._origins) if self._origins else chosen, self._metrics.count)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    """What Starlette refuses (no such path, another method), in the form of every other error."""
    assert isinstance(error, HTTPException)
    record = record_of(request.scope)
    fault = Fault(
        ErrorCode.BAD_USER_INPUT, Text(f"{error.detail}: look at {GRAPHQL}.", f"{error.detail}：请访问 {GRAPHQL}。")
    )
    record.codes.append(fault.code.value)
    entry: dict[str, Any] = fault.entry(preferred(request.headers.get("accept-language")), record.request_id)
    return JSONResponse({"errors": [entry]}, error.status_code, headers=error.headers)
