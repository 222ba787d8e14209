"""RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0): a client sends a person here to sign out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from authlib.common.urls import add_params_to_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749 import OAuth2Error  # type: ignore[import-untyped]
from joserfc.errors import JoseError
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from hub.auth.clients.addresses import same_redirect
from hub.auth.endpoints.authorize import MALFORMED
from hub.auth.gate import read_form, read_query
from hub.auth.grants.denials import ending
from hub.auth.grants.models import TokenFamily
from hub.auth.identity import read_hint
from hub.auth.models import Client
from hub.auth.people.errors import PageError
from hub.auth.people.seam import People
from hub.auth.server import NO_STORE, Authority, Hub

PATH = "/oauth/logout"
FIELDS = ("id_token_hint", "client_id", "post_logout_redirect_uri", "state")


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a request to sign out comes to: whose hint it carries, which client asks, and where to go afterwards."""

    subject: str | None = None
    family: str | None = None
    client: str | None = None
    back: str | None = None


class Logout:
    """The endpoint: at once with a hint of the person who is signed in here, else after asking."""

    def __init__(self, authority: Authority, people: People) -> None:
        self._authority, self._people = authority, people

    def routes(self) -> list[BaseRoute]:
        """Where it stands."""
        return [Route(PATH, self.opened, methods=["GET"]), Route(PATH, self.posted, methods=["POST"])]

    async def opened(self, request: Request) -> Response:
        """A browser that a client has sent, or a person who came by themselves."""
        try:
            fields = read_query(request)
        except OAuth2Error as error:
            return self._people.error_page(request, MALFORMED, error.status_code)
        leaving = await self._authority.run(partial(_leaving, fields=fields))
        person = await self._people.signed_in(request)
        if person and leaving.subject != str(person.person_id):
            shown = {name: fields[name] for name in FIELDS if name in fields}
            return self._people.logout_page(request, client_name=leaving.client, fields=shown, leads_to=leaving.back)
        return await self._left(request, leaving)

    async def posted(self, request: Request) -> Response:
        """The answer of our own page; a client's own post begins anew as an address, with which the cookie comes."""
        if not self._people.is_own(request):
            return await self._restarted(request)
        try:
            fields = await self._people.form(request)
        except PageError as error:
            return self._people.error_page(request, error.text, error.status)
        return await self._left(request, await self._authority.run(partial(_leaving, fields=fields)))

    async def _restarted(self, request: Request) -> Response:
        try:
            form = await read_form(request)
        except OAuth2Error as error:
            return self._people.error_page(request, MALFORMED, error.status_code)
        return RedirectResponse(f"{self._authority.issuer.at(PATH)}?{urlencode(form)}", 303, NO_STORE)

    async def _left(self, request: Request, leaving: Leaving) -> Response:
        """End the session, and the tokens of the sign-in that the hint names."""
        if leaving.family:
            await self._authority.run(partial(_end, family=UUID(leaving.family)))
        page = RedirectResponse(leaving.back, 303, NO_STORE) if leaving.back else self._people.signed_out_page(request)
        await self._people.end_session(request, page)
        return page


def _end(hub: Hub, family: UUID) -> None:
    hub.db.execute(ending(col(TokenFamily.id) == family, hub.now))


def _leaving(hub: Hub, fields: Mapping[str, str]) -> Leaving:
    """What the fields come to; a hint that isn't ours counts as none, and without one nothing is redirected."""
    hint = _hint(hub, fields.get("id_token_hint", ""))
    name = fields.get("client_id") or hint.get("aud", "")
    client = hub.query_client(name)
    if not hint or client is None or hint["aud"] != client.id:
        return Leaving(client=client.id if client else None)
    return Leaving(hint["sub"], hint["sid"], client.id, _back(client, fields))


def _hint(hub: Hub, token: str) -> dict[str, Any]:
    try:
        return read_hint(hub.issuer, hub.ring, token)
    except (JoseError, KeyError, TypeError, ValueError, RecursionError):
        return {}


def _back(client: Client, fields: Mapping[str, str]) -> str | None:
    uri = fields.get("post_logout_redirect_uri")
    if uri is None or not any(same_redirect(registered, uri) for registered in client.post_logout_uris):
        return None
    back: str = add_params_to_uri(uri, [("state", fields["state"])] if "state" in fields else [])
    return back
