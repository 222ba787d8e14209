"""The page of one's own account: who one is, which apps act for one, and another password."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.auth.grants.consents import withdraw_consent
from hub.auth.grants.models import Consent
from hub.auth.people.accounts import Accounts
from hub.auth.people.errors import BusyError, PasswordError, TooManyAttemptsError
from hub.auth.people.forms import read_form
from hub.auth.people.pages.look import ACCOUNT, HEADERS, SIGN_IN, Look, language_of
from hub.auth.people.pages.texts import CHANGED, DIFFERENT, ROLES, SCOPES, WRONG_PRESENT, later, said
from hub.auth.people.passwords import Passwords
from hub.auth.people.sessions import Sessions, Visitor, give_cookie
from hub.auth.people.sign_in import SignIn
from hub.texts import Text

APPS, PASSWORD = f"{ACCOUNT}/apps", f"{ACCOUNT}/password"


class Account:
    """One's own account, for who is signed in; everybody else is sent to sign in."""

    def __init__(
        self,
        look: Look,
        engine: AsyncEngine,
        sessions: Sessions,
        sign_in: SignIn,
        *,
        passwords: Passwords,
        clock: Callable[[], float],
    ) -> None:
        self._look, self._engine, self._sessions, self._sign_in = look, engine, sessions, sign_in
        self._passwords, self._clock = passwords, clock

    def routes(self) -> list[Route]:
        """The page, and what its forms post to."""
        return [
            Route(ACCOUNT, self.shown, methods=["GET"]),
            Route(APPS, self.withdraw, methods=["POST"]),
            Route(PASSWORD, self.change_password, methods=["POST"]),
        ]

    async def shown(self, request: Request) -> Response:
        """The page."""
        visitor = await self._visitor(request)
        return await self._page(request, visitor) if visitor else self._to_sign_in()

    async def withdraw(self, request: Request) -> Response:
        """Take back what an app was allowed; its tokens end."""
        form = await read_form(request, self._look.origin)
        visitor = await self._visitor(request)
        if visitor is None:
            return self._to_sign_in()
        async with AsyncSession(self._engine) as db, db.begin():
            await withdraw_consent(db, visitor.person.id, form.get("withdraw", ""), self._now())
        return RedirectResponse(self._look.at(ACCOUNT), 303, HEADERS)

    async def change_password(self, request: Request) -> Response:
        """Take another password from who knows the present one; every other session, and every token, ends."""
        form = await read_form(request, self._look.origin)
        visitor = await self._visitor(request)
        if visitor is None:
            return self._to_sign_in()
        try:
            wrong, status = await self._fault(request, visitor, form), 400
            cookie = None if wrong else await self._changed(request, visitor, form["new"])
        except PasswordError as error:
            wrong, cookie, status = error.text, None, 400
        except (TooManyAttemptsError, BusyError) as error:
            wrong, cookie, status = later(error), None, 429
        if cookie is None:
            return await self._page(request, visitor, status, wrong=wrong)
        response = await self._page(request, visitor, done=CHANGED)
        give_cookie(response, cookie)
        return response

    async def _fault(self, request: Request, visitor: Visitor, form: dict[str, str]) -> Text | None:
        if form.get("new", "") != form.get("again"):
            return DIFFERENT
        known = await self._sign_in.confirms(request, visitor.person, form.get("present", ""))
        return None if known else WRONG_PRESENT

    async def _changed(self, request: Request, visitor: Visitor, password: str) -> str:
        """The cookie of the one session that goes on."""
        async with AsyncSession(self._engine, expire_on_commit=False) as db, db.begin():
            accounts = Accounts(db, self._passwords, str(visitor.person.id), self._now())
            person = await accounts.set_password(visitor.person.name, password)
            return await self._sessions.start(db, person, visitor.session.amr, request)

    async def _page(
        self,
        request: Request,
        visitor: Visitor,
        status: int = 200,
        *,
        wrong: Text | None = None,
        done: Text | None = None,
    ) -> Response:
        person, language = visitor.person, language_of(request)
        consents = await self._consents(visitor)
        apps = [{"client": row.client_id, "scopes": said(SCOPES, row.scopes, language)} for row in consents]
        return self._look.page(
            request,
            "account",
            status,
            shown={
                "name": person.name,
                "display_name": person.display_name,
                "organisation": visitor.organisation,
                "roles": said(ROLES, person.roles, language),
                "second_factor": person.totp_confirmed_at is not None,
                "apps": apps,
                "wrong": wrong,
                "done": done,
            },
        )

    async def _consents(self, visitor: Visitor) -> list[Consent]:
        mine = select(Consent).where(col(Consent.person_id) == visitor.person.id).order_by(col(Consent.client_id))
        async with AsyncSession(self._engine, expire_on_commit=False) as db:
            return list(await db.scalars(mine))

    async def _visitor(self, request: Request) -> Visitor | None:
        visitor = await self._sessions.visitor(request)
        return None if visitor is None or visitor.second_factor_due else visitor

    def _to_sign_in(self) -> Response:
        return RedirectResponse(self._look.at(SIGN_IN), 303, HEADERS)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)
