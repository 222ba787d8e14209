"""From a request's token to what its bearer may do: rules from the policy, facts from the tables, a few seconds old."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request

from hub.auth.access import NOBODY, Access, Act
from hub.auth.models import ACCOUNTS
from hub.auth.policy import ADMINISTRATOR, BY_KEY_ONLY, RULES, Reader, Rule, resolve
from hub.auth.purposes import HEADER, declared
from hub.auth.standing import Member, read_member
from hub.auth.tokens import Claims, Verifier, refused
from hub.headers import headers

FRESH = 5.0
"""Seconds after which a changed client, role, measure or pairing takes effect at the latest."""
BEARER = re.compile(r"(?i:bearer) +([A-Za-z0-9._~+/-]+=*) *")
"""The header of RFC 6750 section 2.1."""
PURPOSE = HEADER.encode()


_Key = tuple[str, str, frozenset[str], str | None]


@dataclass(frozen=True, slots=True)
class _Known:
    """The access of one kind of token, and when its facts were read."""

    access: Access
    read_at: float


class Principals:
    """Who asks: the access behind each token, remembered for `FRESH` seconds."""

    def __init__(
        self,
        engine: AsyncEngine,
        verifier: Verifier,
        clock: Callable[[], float],
        rules: Sequence[Rule] = RULES,
        size: int = 10_000,
    ) -> None:
        self._engine, self._verifier, self._clock, self._rules, self._size = engine, verifier, clock, rules, size
        self._known: OrderedDict[_Key, _Known] = OrderedDict()
        self._reading = asyncio.Lock()

    async def access_of(self, request: Request) -> Access:
        """What the bearer of the request's token may do: NOBODY without a token.

        Raises Unauthenticated for a header or token that does not hold, and for a client that is disabled or gone,
        BadInput for a purpose that isn't in the list.
        """
        purpose = declared(headers(request.scope, PURPOSE))
        token = bearer_of(request)
        return NOBODY if token is None else await self.access(await self._verifier.verify(token), purpose)

    async def examine(self, token: str) -> Claims:
        """The claims of a token whose bearer may use it now; raises Unauthenticated."""
        claims = await self._verifier.verify(token)
        await self.access(claims)
        return claims

    async def access(self, claims: Claims, purpose: str | None = None) -> Access:
        """What these claims allow now; the roles are those of today, not those of the token's first second."""
        key = (claims.client_id, claims.subject, claims.scope, purpose)
        known = self._fresh(key)
        if known is None:
            async with self._reading:
                known = self._fresh(key) or await self._read(claims, purpose)
            known = self._remember(key, known)
        return known.access

    def _fresh(self, key: _Key) -> _Known | None:
        known = self._known.get(key)
        return known if known and 0 <= self._clock() - known.read_at < FRESH else None

    def _remember(self, key: _Key, known: _Known) -> _Known:
        """Keep it; the same access stays the same object, as others remember by it what it comes to."""
        former = self._known.get(key)
        if former and former.access == known.access:
            known = replace(known, access=former.access)
        self._known[key] = known
        self._known.move_to_end(key)
        if len(self._known) > self._size:
            self._known.popitem(last=False)
        return known

    async def _read(self, claims: Claims, purpose: str | None) -> _Known:
        now = self._clock()
        async with self._engine.connect() as connection:
            member = await read_member(connection, claims)
        if member is None:
            raise refused()
        return _Known(resolve(_reader(claims, member, purpose), self._rules, member.standing), now)


def _reader(claims: Claims, member: Member, purpose: str | None) -> Reader:
    acts = frozenset(act for act in Act if act in claims.scope) - (frozenset() if member.proved else BY_KEY_ONLY)
    reader = Reader(claims.subject, claims.client_id, member.organisation, member.roles, acts, purpose, member.name)
    return replace(reader, keeps_accounts=_keeps_accounts(claims, member))


def _keeps_accounts(claims: Claims, member: Member) -> bool:
    """An administrator does, through a client that was granted it; never a client on its own."""
    return claims.family is not None and ACCOUNTS in claims.scope and ADMINISTRATOR in member.roles


def bearer_of(request: Request) -> str | None:
    """The token in the Authorization header; None without one, Unauthenticated for a header that holds none."""
    given = headers(request.scope, b"authorization")
    if not given:
        return None
    found = BEARER.fullmatch(given[0])
    if found is None or len(given) > 1:
        raise refused()
    return found[1]
