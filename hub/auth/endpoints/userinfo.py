"""The userinfo endpoint (OpenID Connect Core section 5.3): who the person is for whom a client holds a token."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from hub.auth.models import OPENID, PROFILE
from hub.auth.people.models import Person
from hub.auth.server import NO_STORE
from hub.auth.tokens import Claims
from hub.errors import Unauthenticated

CHALLENGE = 'Bearer realm="hub", error="{}"'


class UserInfo:
    """The endpoint; `bearer` gives the claims of a request's access token, or raises Unauthenticated."""

    def __init__(self, engine: AsyncEngine, bearer: Callable[[Request], Awaitable[Claims | None]]) -> None:
        self._engine, self._bearer = engine, bearer

    def routes(self) -> list[BaseRoute]:
        """Where it stands."""
        return [Route("/oauth/userinfo", self.answer, methods=["GET", "POST"])]

    async def answer(self, request: Request) -> Response:
        """The person's id, and with the scope profile name, organisation and roles."""
        try:
            claims = await self._bearer(request)
        except Unauthenticated:
            return _refused(401, "invalid_token")
        if claims is None:
            return JSONResponse({}, 401, {"WWW-Authenticate": 'Bearer realm="hub"'} | NO_STORE)
        if claims.family is None or OPENID not in claims.scope:
            return _refused(403, "insufficient_scope")
        profile = await self._profile(UUID(claims.subject)) if PROFILE in claims.scope else {}
        return JSONResponse({"sub": claims.subject, **profile}, headers=NO_STORE)

    async def _profile(self, person: UUID) -> dict[str, Any]:
        columns = (Person.display_name, Person.name, Person.organisation_code, Person.roles)
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(*map(col, columns)).where(col(Person.id) == person))).one()
        names = ("name", "preferred_username", "organisation", "roles")
        return dict(zip(names, row, strict=True))


def _refused(status: int, error: str) -> Response:
    headers = {"WWW-Authenticate": CHALLENGE.format(error)} | NO_STORE
    return JSONResponse({"error": error}, status, headers)
