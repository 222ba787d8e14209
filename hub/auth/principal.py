"""From a request's token to what its bearer may do: rules from the policy, facts from the tables, a few seconds old."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request

from hub.auth.access import NOBODY, Access, Act
from hub.auth.policy import RULES, Reader, Rule, resolve
from hub.auth.standing import Member, read_member
from hub.auth.tokens import Claims, Verifier, refused

FRESH = 5.0
"""Seconds after which a changed client, role, measure or pairing takes effect at the latest."""
BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*) *", re.IGNORECASE)
"""The header of RFC 6750 section 2.1."""


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
        self._known: OrderedDict[tuple[str, str, frozenset[str]], _Known] = OrderedDict()
        self._reading = asyncio.Lock()

    async def access_of(self, request: Request) -> Access:
        """What the bearer of the request's token may do: NOBODY without a token.

        Raises Unauthenticated for a header or token that does not hold, and for a client that is disabled or gone.
        """
        given = request.headers.getlist("authorization")
        if not given:
            return NOBODY
        found = BEARER.fullmatch(given[0])
        if found is None or len(given) > 1:
            raise refused()
        return await self.access(await self._verifier.verify(found[1]))

    async def access(self, claims: Claims) -> Access:
        """What these claims allow now; the roles are the client's of today, not those of the token's first second."""
        key = (claims.client_id, claims.subject, claims.scope)
        known = self._fresh(key)
        if known is None:
            async with self._reading:
                known = self._fresh(key) or await self._read(claims)
            self._remember(key, known)
        return known.access

    def _fresh(self, key: tuple[str, str, frozenset[str]]) -> _Known | None:
        known = self._known.get(key)
        return known if known and 0 <= self._clock() - known.read_at < FRESH else None

    def _remember(self, key: tuple[str, str, frozenset[str]], known: _Known) -> None:
        self._known[key] = known
        self._known.move_to_end(key)
        if len(self._known) > self._size:
            self._known.popitem(last=False)

    async def _read(self, claims: Claims) -> _Known:
        now = self._clock()
        async with self._engine.connect() as connection:
            member = await read_member(connection, claims.client_id)
        if member is None:
            raise refused()
        return _Known(resolve(_reader(claims, member), self._rules, member.standing), now)


def _reader(claims: Claims, member: Member) -> Reader:
    acts = frozenset(act for act in Act if act in claims.scope)
    return Reader(claims.subject, claims.client_id, member.organisation, member.roles, acts)
