"""How a page is made: its language, its template, and the headers under which a browser shows it and nothing else."""

import string
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from hub.auth.clients.addresses import origin_of
from hub.auth.people.pages.texts import WORDS
from hub.texts import Language, Text, preferred

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
SIGN_IN, SECOND_FACTOR, ACCOUNT = "/oauth/sign-in", "/oauth/second-factor", "/oauth/account"
AUTHORIZE, LOGOUT, STYLE, MARK = "/oauth/authorize", "/oauth/logout", "/oauth/pages.css", "/oauth/mark.svg"
LANGUAGE = "__Host-lang"
YEAR = 365 * 24 * 3600
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Look:
    """Makes pages; every address in them is built from the hub's configured one."""

    def __init__(self, url: str) -> None:
        self.origin, self.base = origin_of(url), urlsplit(url).path.rstrip("/")

    @cached_property
    def _templates(self) -> "Environment":
        """Made with the first page: a worker that only answers GraphQL does without Jinja's memory."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

        return Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(
        self,
        request: Request,
        template: str,
        status: int = 200,
        *,
        shown: Mapping[str, Any] | None = None,
        sends_to: Sequence[str] = (),
    ) -> Response:
        """A template as a page. `sends_to` are origins, beside our own, to which its form may lead."""
        language = language_of(request)
        html = self._templates.get_template(f"{template}.html").render(
            t={name: text.say(language) for name, text in WORDS.items()},
            language=language.code,
            switch=self.switch(request, language),
            at=self.at,
            home=self.origin,
            **{name: _said(value, language) for name, value in (shown or {}).items()},
        )
        response = HTMLResponse(html, status, HEADERS | {"Content-Security-Policy": _policy(sends_to)})
        response.headers["Content-Language"] = language.code
        if "lang" in request.query_params:
            response.set_cookie(LANGUAGE, language.code, YEAR, secure=True, httponly=True, samesite="lax")
        return response

    def at(self, path: str, **query: str) -> str:
        """One of our addresses, to be put into a page or a redirect."""
        return f"{self.origin}{self.base}{path}" + (f"?{urlencode(query)}" if query else "")

    def here(self, request: Request) -> str:
        """The address of the request itself, query included."""
        return self.origin + self.base + path_of(request)

    def switch(self, request: Request, language: Language) -> str:
        """The same page in the other language."""
        other = Language.ZH if language is Language.EN else Language.EN
        query = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
        return f"{self.at(quote(request.scope['path']))}?{urlencode([*query, ('lang', other.code)])}"


def path_of(request: Request) -> str:
    """Path and query of a request, as they came; its Host is never looked at."""
    query = quote(request.scope["query_string"].decode("latin-1"), safe=string.punctuation, encoding="latin-1")
    return quote(request.scope["path"]) + (f"?{query}" if query else "")


def language_of(request: Request) -> Language:
    """What was chosen on a page, now or before; else what the client asks for; else what the browser prefers."""
    asked = _ui_locales(request.query_params)
    for given in (request.query_params.get("lang"), request.cookies.get(LANGUAGE), asked):
        if given and given.partition("-")[0].lower() in {"zh", "en"}:
            return Language[given.partition("-")[0].upper()]
    return preferred(request.headers.get("accept-language"))


def _ui_locales(query: Mapping[str, str]) -> str:
    """The first language that the client asks for (OpenID Connect Core section 3.1.2.1), be it on the way here."""
    following = parse_qs(urlsplit(query.get("next", "")).query)
    return (query.get("ui_locales") or following.get("ui_locales", [""])[0]).partition(" ")[0]


def _policy(sends_to: Sequence[str]) -> str:
    """Our own style and picture, no script at all, forms to ourselves.

    Chromium holds redirects after a form's post to form-action as well, so a client's origin has to be among them.
    """
    own = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    return " ".join([f"{own}; form-action 'self'", *sends_to])


def _said(value: object, language: Language) -> object:
    return value.say(language) if isinstance(value, Text) else value
