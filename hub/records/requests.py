"""Answered requests: a repeated request id gives the first answer, so that a retry never doubles a record."""

from collections.abc import Mapping
from hashlib import sha256

import msgspec
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from hub.records.models import Request
from hub.records.problems import Problem, ProblemCode, Refused
from hub.texts import Text

_TABLE = Request.__table__  # type: ignore[attr-defined]


def digest_of(operation: str, given: Mapping[str, object]) -> str:
    """What makes two requests the same: the mutation and everything it was given."""
    return sha256(msgspec.json.encode([operation, sorted(given.items())], enc_hook=str)).hexdigest()


async def answered(session: AsyncSession, subject: str, request_id: str, digest: str) -> int | None:
    """The record that the first request of this id wrote; Refused if that was another request.

    Waits for a request of the same id that is still running, so that of two at once one writes.
    """
    claim = insert(_TABLE).values(subject=subject, request_id=request_id, digest=digest, record_id=0)
    done = await session.execute(claim.on_conflict_do_nothing().returning(_TABLE.c.request_id))
    if done.first() is not None:
        return None
    same = (_TABLE.c.subject == subject) & (_TABLE.c.request_id == request_id)
    first = (await session.execute(select(_TABLE.c.digest, _TABLE.c.record_id).where(same))).one()
    if first.digest != digest:
        text = Text("take a new request id for a new request", "新的请求请使用新的请求编号")
        raise Refused(Problem("request_id", ProblemCode.REQUEST_REUSED, text))
    return int(first.record_id)


async def remember(session: AsyncSession, subject: str, request_id: str, record_id: int) -> None:
    """Note the record that this request wrote, in the transaction that writes it."""
    same = (_TABLE.c.subject == subject) & (_TABLE.c.request_id == request_id)
    await session.execute(_TABLE.update().where(same).values(record_id=record_id))
