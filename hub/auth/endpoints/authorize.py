"""The authorization endpoint (RFC 6749 section 3.1): from a client's address to a code, by way of the person."""

from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn, TypeAlias
from urllib.parse import urlencode

from authlib.oauth2.rfc6749 import InvalidClientError, OAuth2Error  # type: ignore[import-untyped]
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from hub.auth.clients.addresses import on_loopback
from hub.auth.endpoints.prompt import Asked, asked_of
from hub.auth.gate import read_form, read_query
from hub.auth.grants.code import CodeGrant
from hub.auth.grants.consents import give_consent, has_consented
from hub.auth.people.errors import PageError
from hub.auth.people.seam import People, SignedIn
from hub.auth.server import NO_STORE, Authority, Checked, Hub
from hub.texts import Text

PATH = "/oauth/authorize"
MALFORMED = Text(
    "The app that sent you here built its address wrongly: a parameter is repeated, too long or not plain text. "
    "Go back and tell the app's makers.",
    "应用程序生成的地址有误：参数重复、过长或包含非法字符。请返回并告知该应用的开发者。",
)
UNKNOWN_CLIENT = Text(
    "No app of this name is registered here, or it has been disabled. Go back and tell the app's makers.",
    "没有登记此名称的应用，或该应用已停用。请返回并告知该应用的开发者。",
)
UNKNOWN_ADDRESS = Text(
    "The app asks for an answer to an address that it has not registered, so nothing was sent there. "
    "Go back and tell the app's makers.",
    "应用要求将结果发送到未登记的地址，因此没有发送任何内容。请返回并告知该应用的开发者。",
)
NO_DECISION = Text(
    "The answer was neither yes nor no. Go back and choose one of the two buttons.",
    "未作出同意或拒绝的选择。请返回并选择其中一个按钮。",
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """The person has to sign in first, and come back without what demanded it."""


@dataclass(frozen=True, slots=True)
class Consent:
    """The person has to be asked."""

    client_name: str
    scopes: list[str]
    redirect_uri: str


Step: TypeAlias = Response | SignIn | Consent | Text
"""What comes next; a text goes on a page, because there is no address that could be trusted with it."""


class Authorize:
    """The endpoint: a client's address by GET or POST, and the answer of our own consent page by POST."""

    def __init__(self, authority: Authority, people: People) -> None:
        self._authority, self._people = authority, people

    def routes(self) -> list[BaseRoute]:
        """Where it stands."""
        return [Route(PATH, self.opened, methods=["GET"]), Route(PATH, self.posted, methods=["POST"])]

    async def opened(self, request: Request) -> Response:
        """A browser that a client has sent, or that comes back from signing in."""
        return await self._answer(request, None)

    async def posted(self, request: Request) -> Response:
        """Without a query a client's request, which begins anew as an address; with one our own page's answer."""
        if not request.scope["query_string"]:
            return await self._restarted(request)
        try:
            decision = (await self._people.form(request)).get("decision")
        except PageError as error:
            return self._people.error_page(request, error.text, error.status)
        if decision not in {"allow", "deny"}:
            return self._people.error_page(request, NO_DECISION)
        return await self._answer(request, decision)

    async def _restarted(self, request: Request) -> Response:
        """OpenID Connect Core section 3.1.2.1 lets a client post; the session's cookie comes only with an address."""
        try:
            form = await read_form(request)
        except OAuth2Error as error:
            return self._people.error_page(request, MALFORMED, error.status_code)
        return RedirectResponse(f"{self._authority.issuer.at(PATH)}?{urlencode(form)}", 303, NO_STORE)

    async def _answer(self, request: Request, decision: str | None) -> Response:
        try:
            parameters = read_query(request)
        except OAuth2Error as error:
            return self._people.error_page(request, MALFORMED, error.status_code)
        person = await self._people.signed_in(request)
        checked = Checked(self._authority.issuer, request, parameters)
        step = await self._authority.run(partial(_step, checked=checked, person=person, decision=decision))
        return self._shown(request, parameters, person, step)

    def _shown(self, request: Request, parameters: dict[str, str], person: SignedIn | None, step: Step) -> Response:
        match step:
            case Text():
                return self._people.error_page(request, step)
            case SignIn():
                back = Asked.without_sign_in(parameters)
                return self._people.login_redirect(request, f"{PATH}?{urlencode(back)}")
            case Consent(client_name, scopes, redirect_uri):
                assert person is not None
                return self._people.consent_page(
                    request, person=person, client_name=client_name, scopes=scopes, redirect_uri=redirect_uri
                )
        return step


def _step(hub: Hub, checked: Checked, person: SignedIn | None, decision: str | None) -> Step:
    """What comes next for a request that is well-formed."""
    try:
        grant = hub.get_consent_grant(checked, person)
        return _granted(hub, grant, asked_of(checked.form), person, decision)
    except OAuth2Error as error:
        error.redirect_uri = error.redirect_uri or _address(checked)
        if error.redirect_uri is None:
            return UNKNOWN_CLIENT if isinstance(error, InvalidClientError) else UNKNOWN_ADDRESS
        error.state = checked.payload.state
        answer: Response = hub.handle_error_response(checked, error)
        return answer


def _address(checked: Checked) -> str | None:
    """Where an error may be sent: to the client's address, once that has been found to be registered."""
    return checked.payload.redirect_uri if checked.client else None


def _granted(hub: Hub, grant: CodeGrant, asked: Asked, person: SignedIn | None, decision: str | None) -> Step:
    request: Any = grant.request
    if person is None or asked.sign_in_again(person.auth_time, hub.issued):
        return _refuse("login_required", "Nobody is signed in.") if asked.silent else SignIn()
    if decision == "deny":
        return _sent(hub, grant, None)
    scopes = request.scope.split(" ")
    if decision == "allow":
        give_consent(hub.db, person.person_id, request.client.id, scopes, hub.now)
    elif asked.consent or not _agreed(hub, grant, person, scopes):
        missing = Consent(request.client.id, scopes, request.payload.redirect_uri)
        return _refuse("consent_required", "The person has to be asked.") if asked.silent else missing
    return _sent(hub, grant, person)


def _agreed(hub: Hub, grant: CodeGrant, person: SignedIn, scopes: list[str]) -> bool:
    """Whether the person need not be asked; on the loopback any program could pretend to be the app (RFC 8252 8.6)."""
    request: Any = grant.request
    if on_loopback(request.payload.redirect_uri):
        return False
    return has_consented(hub.db, person.person_id, request.client.id, scopes)


def _sent(hub: Hub, grant: CodeGrant, person: SignedIn | None) -> Response:
    answer: Response = hub.create_authorization_response(grant.request, person, grant)
    return answer


def _refuse(error: str, description: str) -> NoReturn:
    raise OAuth2Error(description, error=error)
