"""What the authorization server asks of people: who is signed in at this browser, and the pages that they are shown."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from hub.auth.audit import Event, Kind, entry
from hub.auth.clients.addresses import origin_of
from hub.auth.people.forms import is_own, read_form
from hub.auth.people.pages.account import Account
from hub.auth.people.pages.look import HEADERS, SIGN_IN, Look, language_of, path_of
from hub.auth.people.pages.served import served
from hub.auth.people.pages.signing_in import SigningIn
from hub.auth.people.pages.texts import SCOPES, said
from hub.auth.people.passwords import Passwords
from hub.auth.people.second_factor import SecondFactors
from hub.auth.people.sessions import Sessions, take_cookie
from hub.auth.people.sign_in import SignIn
from hub.auth.people.throttle import Throttle
from hub.auth.vault import Vault
from hub.texts import Text

SOURCE = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?")
"""An origin that a content security policy can name; it has no form for an IPv6 address (CSP 3, `host-source`)."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person at a browser whose session holds, second factor included where their roles need one."""

    person_id: UUID
    name: str
    """The name that the person signs in with."""
    display_name: str
    organisation: str
    organisation_name: Text
    roles: frozenset[str]
    auth_time: int
    """When the password was given, in seconds since 1970 (OpenID Connect Core section 2)."""
    amr: tuple[str, ...]
    """How the person proved who they are (RFC 8176): `pwd`, and `otp` beside it after a second factor."""
    session_id: bytes
    """What is stored of the session's cookie."""


class People:
    """People at their browsers. All addresses are built from the issuer's, never from the request's Host."""

    def __init__(
        self,
        engine: AsyncEngine,
        url: str,
        vault: Vault,
        clock: Callable[[], float],
        passwords: Passwords | None = None,
    ) -> None:
        self._engine, self._look, self._sessions = engine, Look(url), Sessions(engine, clock)
        passwords, factors = passwords or Passwords(), SecondFactors(engine, vault, clock)
        sign_in = SignIn(engine, self._sessions, passwords, factors, Throttle(engine, clock))
        self._signing_in = SigningIn(self._look, self._sessions, sign_in, factors)
        self._account = Account(self._look, engine, self._sessions, sign_in, passwords=passwords, clock=clock)

    def routes(self) -> list[BaseRoute]:
        """The pages of signing in and of one's own account, to be mounted at the root."""
        return served(self._look, [*self._signing_in.routes(), *self._account.routes()])

    async def signed_in(self, request: Request) -> SignedIn | None:
        """Who is signed in at this browser; None also while a second factor is still due."""
        visitor = await self._sessions.visitor(request)
        if visitor is None or visitor.second_factor_due:
            return None
        person, session = visitor.person, visitor.session
        return SignedIn(
            person_id=person.id,
            name=person.name,
            display_name=person.display_name,
            organisation=person.organisation_code,
            organisation_name=visitor.organisation,
            roles=frozenset(person.roles),
            auth_time=int(session.authenticated_at.timestamp()),
            amr=tuple(session.amr),
            session_id=session.hash,
        )

    def login_redirect(self, request: Request, next: str) -> Response:  # noqa: A002, ARG002 - the parameter's own name
        """Send the browser to sign in (303), whoever is signed in; it comes back to `next`: `/oauth/authorize?…`."""
        return RedirectResponse(self._look.at(SIGN_IN, next=next), 303, HEADERS)

    def consent_page(
        self, request: Request, *, person: SignedIn, client_name: str, scopes: Sequence[str], redirect_uri: str
    ) -> Response:
        """Ask for consent. The form posts `decision` (`allow` or `deny`) to the address of `request`, query included.

        `redirect_uri` has been checked by the caller: its host is shown, and its origin goes into the page's policy.
        """
        shown = {
            "client": client_name,
            "scopes": said(SCOPES, scopes, language_of(request)),
            "person": person.display_name,
            "organisation": person.organisation_name,
            "host": urlsplit(redirect_uri).netloc,
            "action": self._look.here(request),
            "back": path_of(request),
        }
        return self._look.page(request, "consent", shown=shown, sends_to=[_source(redirect_uri)])

    def error_page(self, request: Request, text: Text, status: int = 400) -> Response:
        """Say what is wrong and redirect nowhere."""
        return self._look.page(request, "error", status, shown={"what": text})

    def logout_page(
        self, request: Request, *, client_name: str | None, fields: Mapping[str, str], leads_to: str | None = None
    ) -> Response:
        """Ask whether to sign out. The form posts `fields` and `decision=allow` to `/oauth/logout`.

        `leads_to` is the address, checked by the caller, to which that will redirect.
        """
        shown = {"client": client_name, "fields": fields}
        return self._look.page(request, "logout", shown=shown, sends_to=[_source(leads_to)] if leads_to else [])

    def signed_out_page(self, request: Request) -> Response:
        """Say that the session has ended."""
        return self._look.page(request, "signed-out")

    def is_own(self, request: Request) -> bool:
        """Whether a post comes from one of our own pages."""
        return is_own(request.headers, self._look.origin)

    async def form(self, request: Request) -> dict[str, str]:
        """What one of our own forms posted; raises `PageError`, for `error_page`, unless it came from our own page."""
        return await read_form(request, self._look.origin)

    async def end_session(self, request: Request, response: Response) -> None:
        """End this browser's session on the server, and let `response` delete its cookie."""
        visitor = await self._sessions.visitor(request)
        async with AsyncSession(self._engine) as db, db.begin():
            await self._sessions.end(db, request)
            if visitor:
                await db.execute(entry(Event(Kind.SIGN_OUT, str(visitor.person.id), operation="oauth/logout")))
        take_cookie(response)


def _source(address: str) -> str:
    """An address's origin as the policy of a page names it."""
    origin = origin_of(address)
    return origin if SOURCE.fullmatch(origin) else f"{urlsplit(address).scheme}:"
