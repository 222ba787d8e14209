"""What a write is checked against in the database, as its writer sees it: county, references, the row itself."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from hub.auth.access import Access, Reach
from hub.contract import Indicator
from hub.programme.kinds import AreaLevel
from hub.programme.models import Area, Target
from hub.query.forms import declared_fields
from hub.query.record import RecordInfo, info_of
from hub.query.relations import OneField
from hub.query.scope import record_scope
from hub.records.base import Record, references
from hub.records.problems import Problem, ProblemCode, Refused
from hub.records.status import Transition
from hub.texts import Text

_AREA = Area.__table__  # type: ignore[attr-defined]
_TARGET = Target.__table__  # type: ignore[attr-defined]


async def check_county(session: AsyncSession, reach: Reach, values: Mapping[str, Any]) -> None:
    """The county is one of the programme, and within the reach of the writer's right."""
    code = values.get("county_code")
    found = (await session.execute(select(_AREA.c.level).where(_AREA.c.code == code))).scalar_one_or_none()
    if found is not AreaLevel.COUNTY:
        text = Text("give the code of a county of the programme", "请填写规划内受援县的代码")
        raise Refused(Problem("county_code", ProblemCode.OUT_OF_PROGRAMME, text))
    if not reach.covers(str(code), values["starts_on"], values.get("ends_on")):
        text = Text("choose a county that you may write for", "请选择您有权填写的县")
        raise Refused(Problem("county_code", ProblemCode.OUT_OF_REACH, text))


async def check_references(session: AsyncSession, access: Access, record: Record) -> None:
    """Each record referred to is of the same county, seen by the writer (a hidden one is as none), and fits."""
    named = {n: t for n, t in references(type(record)).items() if getattr(record, n) is not None}
    referred = {name: await _referred(session, access, record, name, table) for name, table in named.items()}
    text = Text("give the id of a record of the same county", "请填写同一县内记录的 id")
    missing = [Problem(name, ProblemCode.NOT_FOUND, text) for name, row in referred.items() if row is None]
    if found := missing or list(record.problems_beside(referred)):
        raise Refused(*found)


async def _referred(session: AsyncSession, access: Access, record: Record, column: str, name: str) -> Any:
    table = Record.metadata.tables[name]
    same = (table.c.id == getattr(record, column)) & (table.c.county_code == record.county_code)
    where = same & record_scope(table, access, table.info["measure"])
    return (await session.execute(select(table).where(where))).first()


async def check_entities(session: AsyncSession, info: RecordInfo, record: Record) -> None:
    """Each entity referred to is there and of its kind: a district is no county. The county is checked by itself."""
    text = Text("give a code that an answer of the hub gave you", "请填写查询结果中给出的代码")
    missing = [
        Problem(field.column, ProblemCode.NOT_FOUND, text)
        for field in declared_fields(info.declared)
        if isinstance(field, OneField) and field.column not in {"county_code", *references(type(record))}
        if not await _exists(session, info_of(field.points_at), getattr(record, field.column))
    ]
    if missing:
        raise Refused(*missing)


async def _exists(session: AsyncSession, entity: RecordInfo, key: Any) -> bool:
    if key is None:
        return True
    own = true() if entity.only is None else entity.only(entity.table)
    where = (entity.column(entity.key) == key) & own
    return (await session.execute(select(entity.column(entity.key)).where(where))).first() is not None


async def check_standards(session: AsyncSession, indicators: Mapping[str, Indicator], record: Record) -> None:
    """A record outside a standard's bounds says why; the bounds are the programme's, as they stand now."""
    held = {key: i.standard for key, i in indicators.items() if i.standard and i.model is type(record)}
    for key, standard in held.items():
        target = (await session.execute(select(_TARGET).where(_TARGET.c.key == key))).first()
        value = getattr(record, standard.column)
        if target is None or value is None or getattr(record, standard.reason) or _within(value, target):
            continue
        text = Text(
            f"the standard is {_bounds(target)}; say in this field why it differs",
            f"标准为 {_bounds(target)}，不一致时请在此说明原因",
        )
        raise Refused(Problem(standard.reason, ProblemCode.REASON_MISSING, text))


def _within(value: Any, target: Any) -> bool:
    above = target.lower_bound is None or value >= target.lower_bound
    return above and (target.upper_bound is None or value <= target.upper_bound)


def _bounds(target: Any) -> str:
    low, high = target.lower_bound, target.upper_bound
    return f"{low}" if low == high else f"{'' if low is None else low}–{'' if high is None else high}"


async def locked(session: AsyncSession, access: Access, table: Table, key: int | None) -> dict[str, Any]:
    """The row to be changed, locked until the transaction ends; Refused if the writer can't see it."""
    where = (table.c.id == key) & record_scope(table, access, table.info["measure"])
    row = (await session.execute(select(table).where(where).with_for_update())).mappings().first()
    if row is None:
        text = Text("give the id of a record that you can see", "请填写您可查看的记录的 id")
        raise Refused(Problem("id", ProblemCode.NOT_FOUND, text))
    return dict(row)


def check_step(access: Access, measure: str, row: Mapping[str, Any], step: Transition, revision: int) -> None:
    """The step is within the writer's reach, of the revision that they read, and one that the status allows."""
    if not access.reach(measure, step.right(row["status"])).covers(
        row["county_code"], row["starts_on"], row["ends_on"]
    ):
        text = Text("your rules don't reach the record's county", "您的权限不包括该记录所属的县")
        raise Refused(Problem("id", ProblemCode.OUT_OF_REACH, text))
    if row["revision"] != revision:
        now = row["revision"]
        text = Text(f"read it again: it is at revision {now}", f"请重新读取：当前版本号为 {now}")
        raise Refused(Problem("revision", ProblemCode.STALE, text))
    if row["status"] not in step.sources:
        raise Refused(Problem("id", ProblemCode.WRONG_STATE, _wrong_state(row, step)))
    if step.by_another and access.subject in row["authors"]:
        text = Text("somebody else must take this step", "请由他人审核")
        raise Refused(Problem("id", ProblemCode.OWN_RECORD, text))


def _wrong_state(row: Mapping[str, Any], step: Transition) -> Text:
    now, sources = row["status"].name, ", ".join(status.name for status in step.sources)
    return Text(f"it is {now}; {step.name} starts from {sources}", f"当前状态为 {now}，该操作要求 {sources}")
