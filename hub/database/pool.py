"""The connections that read: each keeps the rules of its last reader until another's differ.

Row-level security reads its rules from settings of the session. Setting them costs as much as a small statement, so a
connection keeps them, and a statement runs only after the server has answered that exactly its reader's rules hold.
Whatever leaves that in doubt ends the connection: none is ever "reset and hoped for".
"""

import asyncio
import os
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from hub.database.session import connect
from hub.database.unbroken import Work, unbroken

Rules = tuple[str, ...]
ORDINARY = frozenset({"22", "23", "42", "40", "P0"})
"""SQLSTATE classes of refusals after which a session is as it was: data, constraint, right, conflict, raise."""
GONE = frozenset({"08", "57"})
"""Classes that tell of a lost connection or a server that stops, apart from a cancelled statement."""
CANCELLED = "57014"
CLOSING_PAUSE = 0.01


class Doubt(Exception):  # noqa: N818 - a state, not a fault of the caller
    """The server answered other rules than were set; the connection is dropped."""


class PoolClosed(Exception):  # noqa: N818
    """The pool was closed, or is used in another process than the one that opened it."""


@dataclass(slots=True, eq=False)
class Held:
    """One connection and the rules that are known to hold in it; None means unknown."""

    connection: asyncpg.Connection
    rules: Rules | None = field(default=None)


class Readers:
    """A bounded pool of connections for reading under row-level security.

    `names` are the settings that the rules are values for, in order, all of them: one that is left out would keep a
    former reader's value. The numbers `in_use`, `waiting`, `size`, `set_contexts` and `statements` may be read freely.
    """

    def __init__(
        self,
        dsn: str,
        names: tuple[str, ...],
        size: int = 8,
        statement_seconds: float = 8.0,
        lock_seconds: float = 2.0,
    ) -> None:
        self._dsn = dsn
        self._timeouts = (statement_seconds, lock_seconds)
        self._names = names
        self._set_sql = "select " + ", ".join(f"set_config('{n}', ${i}, false)" for i, n in enumerate(names, 1))
        self._limit = size
        self._idle: list[Held] = []  # the least recently used first
        self._waiters: deque[asyncio.Future[Held | None]] = deque()
        self._running: set[asyncio.Task[Any]] = set()
        self._pid: int | None = os.getpid()
        self.size = 0
        self.in_use = 0
        self.set_contexts = 0
        self.statements = 0

    @property
    def waiting(self) -> int:
        """How many reads wait for a connection."""
        return len(self._waiters)

    async def fetch(self, rules: Rules, sql: str, args: Sequence[object] = ()) -> list[asyncpg.Record]:
        """The rows of a read statement as a reader with these rules sees them.

        A read that meets a dead connection is tried once more on a new one. When the caller is cancelled, the
        statement ends by itself, at the latest by its timeout, and the connection stays. Raises
        asyncpg.PostgresError for what the server refuses, asyncpg.DataError for a value of a wrong type.
        """
        if self._pid != os.getpid():
            raise PoolClosed("this pool is closed, or was opened by another process")
        if len(rules) != len(self._names):
            raise ValueError(f"{len(rules)} rules were given for {len(self._names)} settings")
        held = await self._take(rules)
        try:
            return await unbroken(self._run(held, rules, sql, args), self._go_on)
        except Exception as error:
            if not _gone(error):
                raise
        held = await self._take(rules, fresh=True)
        return await unbroken(self._run(held, rules, sql, args), self._go_on)

    async def close(self) -> None:
        """Let the running statements end, then close every connection."""
        self._pid = None
        while self._waiters or self.size > len(self._idle):  # noqa: ASYNC110 - once, for a statement's time at most
            await asyncio.sleep(CLOSING_PAUSE)
        while self._idle:
            await self._idle.pop().connection.close()
            self.size -= 1

    def _go_on(self, statement: Work[Any]) -> None:
        """End a statement whose caller went away: dropped, it would cost the connection and its plans."""
        task = asyncio.create_task(statement)
        self._running.add(task)
        task.add_done_callback(self._done)

    async def _run(self, held: Held, rules: Rules, sql: str, args: Sequence[object]) -> list[asyncpg.Record]:
        clean = False
        try:
            if held.rules != rules:
                await self._set(held, rules)
            self.statements += 1
            rows = await held.connection.fetch(sql, *args)
            clean = _sound(held, rules)
        except asyncpg.PostgresError as error:
            clean = _sound(held, rules) and (error.sqlstate or "")[:2] in ORDINARY
            raise
        except asyncpg.DataError:  # refused by the driver: nothing was sent
            clean = _sound(held, rules)
            raise
        else:
            return rows
        finally:
            self._give(held) if clean else self._drop(held)

    async def _set(self, held: Held, rules: Rules) -> None:
        held.rules = None  # unknown from here until the server answers
        if self._names:
            self.set_contexts += 1
            answer = await held.connection.fetchrow(self._set_sql, *rules)
            if answer is None or tuple(answer) != rules:
                raise Doubt
        held.rules = rules

    async def _take(self, rules: Rules, *, fresh: bool = False) -> Held:
        """A connection that has these rules, else a new one while there may be more, else the least recently used."""
        held = self._pick(rules)
        if held and fresh:
            held.connection.terminate()
            self.in_use -= 1
            return await self._connect()
        if held:
            return held
        if self.size < self._limit:
            self.size += 1
            return await self._connect()
        return await self._wait() or await self._connect()

    def _pick(self, rules: Rules) -> Held | None:
        """An idle connection that suits; dead ones that would are dropped on the way."""
        while held := self._suiting(rules):
            self._idle.remove(held)
            if not held.connection.is_closed():
                self.in_use += 1
                return held
            self.size -= 1
        return None

    def _suiting(self, rules: Rules) -> Held | None:
        for held in reversed(self._idle):
            if held.rules == rules:
                return held
        return self._idle[0] if self._idle and self.size >= self._limit else None

    async def _connect(self) -> Held:
        """A new connection for a slot that is already counted in `size`."""
        try:
            connection = await connect(self._dsn, "hub-read", *self._timeouts)
        except BaseException:
            self._free_slot()
            raise
        self.in_use += 1
        return Held(connection)

    async def _wait(self) -> Held | None:
        """A connection that another read gave back, or None for a slot to open one in; first come first served."""
        waiter: asyncio.Future[Held | None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            return await waiter
        except asyncio.CancelledError:
            self._leave_queue(waiter)
            raise

    def _leave_queue(self, waiter: asyncio.Future[Held | None]) -> None:
        """Forget a cancelled waiter; what it was handed in the same moment goes on to the next one."""
        if waiter in self._waiters:
            self._waiters.remove(waiter)
        elif waiter.done() and not waiter.cancelled():
            held = waiter.result()
            self._give(held) if held else self._free_slot()

    def _give(self, held: Held) -> None:
        self.in_use -= 1
        if self._hand_over(held):
            self.in_use += 1
        else:
            self._idle.append(held)

    def _drop(self, held: Held) -> None:
        held.connection.terminate()
        self.in_use -= 1
        self._free_slot()

    def _free_slot(self) -> None:
        """A slot is free: it stays counted when a waiter takes it over, so that nobody else can."""
        if not self._hand_over(None):
            self.size -= 1

    def _hand_over(self, what: Held | None) -> bool:
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(what)
                return True
        return False

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # seen, in case that nobody waits for it any more


def _sound(held: Held, rules: Rules) -> bool:
    connection = held.connection
    return held.rules == rules and not connection.is_closed() and not connection.is_in_transaction()


def _gone(error: Exception) -> bool:
    """Whether an error means that the connection, not the statement, was at fault."""
    if isinstance(error, asyncpg.PostgresError):
        state = error.sqlstate or ""
        return state[:2] in GONE and state != CANCELLED
    return not isinstance(error, asyncpg.DataError)
