"""The pages of signing in: password, second factor, and on to where the person was going."""

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.auth.people import totp
from hub.auth.people.errors import BusyError, TooManyAttemptsError
from hub.auth.people.forms import read_form
from hub.auth.people.pages.look import ACCOUNT, AUTHORIZE, HEADERS, SECOND_FACTOR, SIGN_IN, Look, language_of
from hub.auth.people.pages.texts import HUB, WRONG_CODE, WRONG_PASSWORD, later
from hub.auth.people.second_factor import SecondFactors
from hub.auth.people.sessions import Sessions, Visitor, give_cookie
from hub.auth.people.sign_in import Begun, SignIn
from hub.texts import Text

NEXT = re.compile(re.escape(AUTHORIZE) + r"\?[!-~]{0,8000}")
"""Where signing in may lead: to our own authorization endpoint and nowhere else."""


class SigningIn:
    """Three pages that hold nothing between them but the session and `next`."""

    def __init__(self, look: Look, sessions: Sessions, sign_in: SignIn, factors: SecondFactors) -> None:
        self._look, self._sessions, self._sign_in, self._factors = look, sessions, sign_in, factors

    def routes(self) -> list[Route]:
        """The two pages with a form; the third is the answer to either."""
        return [
            Route(SIGN_IN, self.sign_in, methods=["GET", "POST"]),
            Route(SECOND_FACTOR, self.second_factor, methods=["GET", "POST"]),
        ]

    async def sign_in(self, request: Request) -> Response:
        """Ask for name and password, whoever is signed in at the moment, and start a session."""
        if request.method != "POST":
            return self._asking(request)
        form = await read_form(request, self._look.origin)
        name = form.get("name", "")
        try:
            begun = await self._sign_in.by_password(request, name, form.get("password", ""))
        except (TooManyAttemptsError, BusyError) as error:
            return _retried(self._asking(request, name, later(error), 429), error)
        if begun is None:
            return self._asking(request, name, WRONG_PASSWORD, 400)
        return self._onward(request, begun)

    async def second_factor(self, request: Request) -> Response:
        """Ask for a code, and show a new secret to who has none yet; back to the password when that is too old."""
        visitor = await self._sessions.visitor(request)
        if visitor is None or not visitor.second_factor_due:
            return RedirectResponse(self._look.at(SIGN_IN, **onward(request)), 303, HEADERS)
        if request.method != "POST":
            return await self._asking_code(request, visitor)
        form = await read_form(request, self._look.origin)
        try:
            begun = await self._sign_in.by_code(request, visitor, form.get("code", ""))
        except TooManyAttemptsError as error:
            return _retried(await self._asking_code(request, visitor, later(error), 429), error)
        if begun is None:
            return await self._asking_code(request, visitor, WRONG_CODE, 400)
        return self._onward(request, begun)

    def _asking(self, request: Request, name: str = "", wrong: Text | None = None, status: int = 200) -> Response:
        shown = {"name": name[:60], "wrong": wrong, "action": self._look.at(SIGN_IN, **onward(request))}
        return self._look.page(request, "sign-in", status, shown=shown)

    async def _asking_code(
        self, request: Request, visitor: Visitor, wrong: Text | None = None, status: int = 200
    ) -> Response:
        person, following = visitor.person, onward(request)
        secret = "" if person.totp_confirmed_at else await self._factors.secret_of(person)
        shown = {
            "wrong": wrong,
            "action": self._look.at(SECOND_FACTOR, **following),
            "start_again": self._look.at(SIGN_IN, **following),
            "secret": " ".join(re.findall("....", secret)),
            "otpauth": totp.address_of(secret, person.name, HUB.say(language_of(request))),
        }
        return self._look.page(request, "second-factor", status, shown=shown)

    def _onward(self, request: Request, begun: Begun) -> Response:
        """On with the new session: to the second factor, or by a page of its own to where the person was going.

        Browsers hold a redirect after a post to the policy of the form, which knows nothing of the client's address.
        """
        following = onward(request)
        if begun.second_factor_due:
            response: Response = RedirectResponse(self._look.at(SECOND_FACTOR, **following), 303, HEADERS)
        else:
            response = self._look.page(
                request, "onward", shown={"onward": self._look.at(following.get("next", ACCOUNT))}
            )
        give_cookie(response, begun.cookie)
        return response


def onward(request: Request) -> dict[str, str]:
    """`next`, if it is where signing in may lead."""
    following = request.query_params.get("next", "")
    return {"next": following} if NEXT.fullmatch(following) else {}


def _retried(response: Response, error: TooManyAttemptsError | BusyError) -> Response:
    """The page, with the time after which to come back."""
    response.headers["Retry-After"] = str(error.seconds)
    return response
