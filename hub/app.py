"""The hub as an ASGI app: the GraphQL endpoint, health, and whatever routes it is given."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from hub.auth.clients.cors import Cors, Origins
from hub.endpoint.errors import Fault
from hub.endpoint.health import Ready, health_routes
from hub.endpoint.limits import Limits
from hub.endpoint.metrics import Metrics
from hub.endpoint.persisted import Persisted
from hub.endpoint.planning import Plans
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
) -> Starlette:
    """Put the hub's app together; `context` makes what resolvers get, `ready` says whether the database answers.

    `origins` are those of the pages that may call it from a browser; without them none may.
    """
    metrics = metrics or Metrics()
    view = GraphQLView(schema, context, limits or Limits(), plans, persisted)
    metrics.gauges += [view.documents.numbers, view.persisted.numbers, *([plans.numbers] if plans else [])]
    return Starlette(
        routes=[Route(GRAPHQL, view), *health_routes(ready), *routes],
        middleware=[
            Middleware(Recorded, done=metrics.count),
            *([Middleware(Cors, origins=origins)] if origins else ()),
        ],
        exception_handlers={HTTPException: _refused},
        lifespan=lifespan,
    )


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
