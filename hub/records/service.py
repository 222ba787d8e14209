"""Writing records: one transaction a write, under the writer's rules, with the problems as the answer."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import func
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from hub.auth.access import Access, Act
from hub.context import Facts
from hub.errors import Conflict, Forbidden, Unauthenticated
from hub.query.record import RecordInfo
from hub.records.base import Record
from hub.records.checks import check_county, check_entities, check_references, check_standards, check_step, locked
from hub.records.problems import Problem, ProblemCode, Refused
from hub.records.requests import answered, digest_of, remember
from hub.records.status import UPDATE, Status, Transition
from hub.records.validation import validated
from hub.texts import Text

REASON_LENGTH = 1000
"""The most characters of a reason."""


class Writes(Protocol):
    """What opens a write transaction under one writer's rules; see `hub.database.engine`."""

    def write(self, access: Access) -> AbstractAsyncContextManager[AsyncSession]:
        """A session in a transaction that commits at the end, or rolls back whole."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """One mutation: its name, the writer's request id, and what it was given."""

    operation: str
    request_id: str
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """The record that a mutation changes, at the revision that the writer read."""

    key: int | None
    revision: int


class Writer:
    """Creates records and moves them through their life, for one writer. Each method gives the record's key."""

    def __init__(self, database: Writes, access: Access, facts: Facts) -> None:
        self._database = database
        self._access = access
        self._facts = facts

    async def create(self, info: RecordInfo, call: Call, values: Mapping[str, Any]) -> int:
        """Write a new draft; Refused with all that is wrong with it."""
        who = self._require(info, Act.WRITE)

        async def write(session: AsyncSession) -> int:
            authorship = {"created_by": who, "updated_by": who, "authors": [who], "status": Status.DRAFT}
            record = await self._sound(session, info, {**values, **authorship})
            insert = info.table.insert().values(_content(record)).returning(info.column("id"))
            return int((await session.execute(insert)).scalar_one())

        return await self._once(info, call, who, write)

    async def update(self, info: RecordInfo, call: Call, target: Target, values: Mapping[str, Any]) -> int:
        """Change a draft or a rejected record, which is a draft again then."""
        who = self._require(info, UPDATE.act)

        async def write(session: AsyncSession) -> int:
            row = await self._taken(session, info, target, UPDATE)
            record = await self._sound(session, info, {**row, **values, "status": UPDATE.target, "status_reason": None})
            return await self._change(session, info, row, who, _content(record) | {"authors": _with(row, who)})

        return await self._once(info, call, who, write)

    async def move(self, info: RecordInfo, call: Call, target: Target, step: Transition, reason: str | None) -> int:
        """Take a record one step through its life."""
        who = self._require(info, step.act)
        _check_reason(step, reason)

        async def write(session: AsyncSession) -> int:
            row = await self._taken(session, info, target, step)
            return await self._change(session, info, row, who, {"status": step.target, "status_reason": reason})

        return await self._once(info, call, who, write)

    async def _once(
        self, info: RecordInfo, call: Call, who: str, write: Callable[[AsyncSession], Awaitable[int]]
    ) -> int:
        digest = digest_of(call.operation, call.given)
        try:
            async with self._database.write(self._access) as session:
                key = await answered(session, who, call.request_id, digest)
                if key is None:
                    key = await write(session)
                    await remember(session, who, call.request_id, key)
                return key
        except IntegrityError as error:
            raise _clash(info, call, error) from error
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in _BUSY:
                raise Conflict("another write holds this record: try again", "该记录正在被他人写入，请重试") from error
            raise

    def _require(self, info: RecordInfo, act: Act) -> str:
        if self._access.subject is None:
            raise Unauthenticated("sign in to write: send an access token", "请先登录：提供访问令牌后再填写")
        if not self._access.reach(_measure(info), act):
            raise Forbidden(
                f"your roles don't allow to {act} {info.measure} records", f"您的角色无权操作 {info.measure} 的记录"
            )
        return self._access.subject

    async def _taken(self, session: AsyncSession, info: RecordInfo, target: Target, step: Transition) -> dict[str, Any]:
        row = await locked(session, self._access, info.table, target.key)
        check_step(self._access, _measure(info), row, step, target.revision)
        return row

    async def _sound(self, session: AsyncSession, info: RecordInfo, values: Mapping[str, Any]) -> Record:
        record = validated(_model(info), values, self._facts.programme)
        await check_county(session, self._access, _measure(info), values)
        await check_references(session, self._access, record)
        await check_entities(session, info, record)
        await check_standards(session, self._facts.indicators, record)
        return record

    async def _change(
        self, session: AsyncSession, info: RecordInfo, row: Mapping[str, Any], who: str, values: Mapping[str, Any]
    ) -> int:
        trail = {"revision": row["revision"] + 1, "updated_by": who, "updated_at": func.now()}
        update = info.table.update().where(info.column("id") == row["id"])
        await session.execute(update.values({**values, **trail}))
        return int(row["id"])


def _model(info: RecordInfo) -> type[Record]:
    if not issubclass(info.model, Record):
        raise TypeError(f"{info.name} is no sector record")
    return info.model


def _measure(info: RecordInfo) -> str:
    return _model(info).measure


_BUSY = frozenset({"55P03", "40P01", "57014"})
"""SQLSTATE of a lock that wasn't had in time, of a deadlock, and of a statement that waited too long."""
_TRAIL = frozenset({"id", "year", "revision", "created_at", "updated_at"})
"""Columns that the database or the change itself sets."""


def _content(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields if name not in _TRAIL}


def _with(row: Mapping[str, Any], who: str) -> list[str]:
    return [*row["authors"], *([] if who in row["authors"] else [who])]


def _check_reason(step: Transition, reason: str | None) -> None:
    said = (reason or "").strip()
    if step.needs_reason and not (said and len(said) <= REASON_LENGTH and "\x00" not in said):
        text = Text("say why, in at most 1,000 characters", "请说明原因，至多 1000 个字符")
        raise Refused(Problem("reason", ProblemCode.REASON_MISSING, text))


def _clash(info: RecordInfo, call: Call, error: IntegrityError) -> Exception:
    """A natural key that is taken, or a rule that the database keeps, as a problem; anything else is a fault."""
    model, told = _model(info), str(error.orig)
    if f"uq_{info.table.name}_natural" in told:
        text = Text("such a record exists; change it, or withdraw it first", "已有相同记录，请修改原记录或先撤销")
        return Refused(*(Problem(name, ProblemCode.DUPLICATE, text) for name in model.natural_key))
    broken = next((problem for name, problem in model.enforced.items() if f'"{name}"' in told), None)
    if broken is None:
        return error
    return Refused(broken if call.operation.endswith(_GIVING) else replace(broken, field="id"))


_GIVING = ("_create", "_update")
"""Operations whose input has the record's fields; that of the others has its id."""
