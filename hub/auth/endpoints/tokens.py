"""What a client asks directly: for tokens, to take one back, whether one still holds (RFC 6749, 7009, 7662)."""

from collections.abc import Awaitable, Callable

from authlib.oauth2.rfc6749 import OAuth2Error  # type: ignore[import-untyped]
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from hub.auth.gate import read_proved_form, read_token_form
from hub.auth.server import NO_STORE, Authority, Checked, Hub
from hub.auth.tokens import Claims
from hub.errors import Unauthenticated

Reading = Callable[[Request], Awaitable[dict[str, str]]]
Answering = Callable[[Hub, Checked], Response]


class TokenEndpoints:
    """The endpoints, each of which takes a form and answers with JSON; their errors are those of RFC 6749 section 5.2.

    That section confines the texts of its errors to ASCII, so they come in English only.
    """

    def __init__(self, authority: Authority, examine: Callable[[str], Awaitable[Claims]]) -> None:
        self._authority, self._examine = authority, examine

    def routes(self) -> list[BaseRoute]:
        """Where they stand."""
        return [
            Route("/oauth/token", self.token, methods=["POST"]),
            Route("/oauth/revoke", self.revoke, methods=["POST"]),
            Route("/oauth/introspect", self.introspect, methods=["POST"]),
        ]

    async def token(self, request: Request) -> Response:
        """New tokens."""
        return await self._answer(request, read_token_form, lambda hub, checked: hub.create_token_response(checked))

    async def revoke(self, request: Request) -> Response:
        """An empty answer: the token, if there was one, ends."""
        return await self._answer(request, read_proved_form, _endpoint("revocation"))

    async def introspect(self, request: Request) -> Response:
        """What a token stands for, or that it doesn't hold."""
        return await self._answer(request, read_proved_form, _endpoint("introspection"))

    async def _answer(self, request: Request, read: Reading, answer: Answering) -> Response:
        try:
            form = await read(request)
        except OAuth2Error as error:
            status, body, headers = error()
            return JSONResponse(body, status, dict(headers) | NO_STORE)
        checked = Checked(self._authority.issuer, request, form)
        if "token" in form:
            checked.presented = await self._presented(form["token"])
        return await self._authority.run(lambda hub: answer(hub, checked))

    async def _presented(self, token: str) -> Claims | None:
        """The claims of an access token that holds; None for everything else."""
        try:
            return await self._examine(token)
        except Unauthenticated:
            return None


def _endpoint(name: str) -> Answering:
    return lambda hub, checked: hub.create_endpoint_response(name, checked)
