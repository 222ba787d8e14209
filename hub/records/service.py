"""Writing records: one transaction a write, under the writer's rules, with the problems as the answer."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import func
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from hub.auth.access import Access, Act
from hub.auth.audit import Event, Kind, entry
from hub.context import Facts
from hub.errors import Conflict, Forbidden, Unauthenticated
from hub.query import ids
from hub.query.record import RecordInfo
from hub.records.base import Record, generated
from hub.records.checks import check_county, check_entities, check_references, check_standards, check_step, locked
from hub.records.problems import Problem, ProblemCode, Refused
from hub.records.requests import answered, digest_of, remember
from hub.records.status import CORRECT, UPDATE, Status, Transition
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


@dataclass(frozen=True, slots=True)
class Changes:
    """What an update writes, and why, if the record was approved."""

    values: Mapping[str, Any]
    reason: str | None = None


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
            record = await self._sound(session, info, Act.WRITE, {**values, **authorship})
            insert = info.table.insert().values(_content(record)).returning(info.column("id"))
            return int((await session.execute(insert)).scalar_one())

        return await self._once(info, call, who, write)

    async def update(self, info: RecordInfo, call: Call, target: Target, changes: Changes) -> int:
        """Change a draft or a rejected record, which is a draft again then; or correct an approved one, with a reason.

        Who corrects what was approved is no author of it, and may correct it again.
        """
        who = self._require(info, UPDATE.act, CORRECT.act)

        async def write(session: AsyncSession) -> int:
            row = await locked(session, self._access, info.table, target.key)
            step = CORRECT if row["status"] is Status.APPROVED else UPDATE
            check_step(self._access, _measure(info), row, step, target.revision)
            _check_correction(step, changes.reason)
            then = {"status": step.target, "status_reason": changes.reason}
            record = await self._sound(session, info, step.act, {**row, **changes.values, **then})
            authors = row["authors"] if step is CORRECT else _with(row, who)
            return await self._change(session, info, row, who, _content(record) | {"authors": authors})

        return await self._once(info, call, who, write)

    async def move(self, info: RecordInfo, call: Call, target: Target, step: Transition, reason: str | None) -> int:
        """Take a record one step through its life."""
        who = self._require(info, *{step.right(status) for status in step.sources})
        _check_reason(step, "reason", reason)

        async def write(session: AsyncSession) -> int:
            row = await locked(session, self._access, info.table, target.key)
            check_step(self._access, _measure(info), row, step, target.revision)
            if step.act is Act.APPROVE:
                await session.execute(entry(self._decision(info, call, step, row["id"])))
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

    def _require(self, info: RecordInfo, *acts: Act) -> str:
        """Who writes, if one of these acts is theirs in some county."""
        if self._access.subject is None:
            raise Unauthenticated("sign in to write: send an access token", "请先登录：提供访问令牌后再填写")
        if not any(self._access.reach(_measure(info), act) for act in acts):
            raise Forbidden(
                f"your roles don't allow to {' or '.join(sorted(acts))} {info.measure} records",
                f"您的角色无权操作 {info.measure} 的记录",
                measure=info.measure,
            )
        return self._access.subject

    def _decision(self, info: RecordInfo, call: Call, step: Transition, key: int) -> Event:
        """What the audit trail is told of an approval or a rejection, in the transaction that does it."""
        access = self._access
        return Event(
            Kind.APPROVAL,
            access.subject,
            access.client_id,
            access.purpose,
            call.operation,
            target=ids.encode(info.name, key),
            reason=step.name,
            counts={info.name: 1},
        )

    async def _sound(self, session: AsyncSession, info: RecordInfo, act: Act, values: Mapping[str, Any]) -> Record:
        record = validated(_model(info), values, self._facts.programme)
        await check_county(session, self._access.reach(_measure(info), act), values)
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
_TRAIL = frozenset({"id", "revision", "created_at", "updated_at"})
"""Columns that the change itself sets; generated ones are the database's."""


def _content(record: Record) -> dict[str, Any]:
    kept = _TRAIL | generated(record.__table__)  # type: ignore[attr-defined]
    return {name: getattr(record, name) for name in type(record).model_fields if name not in kept}


def _with(row: Mapping[str, Any], who: str) -> list[str]:
    return [*row["authors"], *([] if who in row["authors"] else [who])]


def _check_reason(step: Transition, field: str, reason: str | None) -> None:
    said = (reason or "").strip()
    if step.needs_reason and not (said and len(said) <= REASON_LENGTH and "\x00" not in said):
        text = Text("say why, in at most 1,000 characters", "请说明原因，至多 1000 个字符")
        raise Refused(Problem(field, ProblemCode.REASON_MISSING, text))


def _check_correction(step: Transition, reason: str | None) -> None:
    _check_reason(step, "correction_reason", reason)
    if reason is not None and not step.needs_reason:
        text = Text("leave it out: the record isn't approved yet", "记录尚未审核，请勿填写")
        raise Refused(Problem("correction_reason", ProblemCode.INVALID, text))


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
