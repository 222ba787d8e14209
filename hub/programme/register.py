"""`Register`: what the plan itself says, read together: measures, targets and their parts, areas and pairings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import ARRAY, RowMapping, Select, String, any_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.programme.goal import DIVIDED, Goal, goal_from
from hub.programme.ground import LEVELS, Ground
from hub.programme.kinds import AreaLevel, PairingLevel
from hub.programme.models import Area, Measure, Pairing, Target, TargetArea
from hub.programme.pairing import Paired
from hub.programme.spans import Span

_MODELS: tuple[Any, ...] = (Measure, Target, TargetArea, Area, Pairing)
_MEASURE, _TARGET, _PART, _AREA, _PAIRING = (model.__table__ for model in _MODELS)


@dataclass(frozen=True, slots=True)
class Register:
    """The plan's own facts, the same for every reader."""

    measures: tuple[str, ...]
    """Codes, in the plan's order."""
    goals: Mapping[str, Goal]
    """The targets by key, in the plan's order."""
    parts: Mapping[str, Mapping[str, Decimal]]
    """By key, what falls to each area of a target that is divided."""
    ground: Ground
    sizes: Mapping[AreaLevel, int]
    """How many areas there are at each level."""
    version: int = field(default_factory=count().__next__, compare=False)
    """Another for each plan that was read and is another."""

    def parts_of(self, goal: Goal) -> Mapping[str, Decimal]:
        """What falls to each area, by code; empty for a target that isn't divided."""
        return self.parts.get(goal.key, {}) if goal.per in DIVIDED else {}


async def load_register(connection: AsyncConnection, programme: Span) -> Register:
    """The plan as it stands in the tables now."""

    async def rows(statement: Select[Any]) -> list[RowMapping]:
        return list((await connection.execute(statement)).mappings())

    levels: list[str] = [level.name for level in LEVELS]
    here = _AREA.c.level == any_(bindparam(None, levels, type_=ARRAY(String)))
    paired = _PAIRING.c.level == PairingLevel.DISTRICT_COUNTY.name
    measures = await rows(select(_MEASURE.c.code).order_by(_MEASURE.c.position, _MEASURE.c.code))
    targets = await rows(select(_TARGET).order_by(_TARGET.c.position, _TARGET.c.key))
    parts = await rows(select(_PART))
    sizes = await rows(select(_AREA.c.level, func.count().label("number")).group_by(_AREA.c.level))
    areas = await rows(select(_AREA).where(here).order_by(_AREA.c.pinyin, _AREA.c.code))
    pairings = await rows(select(_PAIRING).where(paired).order_by(_PAIRING.c.supported_code, _PAIRING.c.id))
    return Register(
        tuple(row["code"] for row in measures),
        {row["key"]: goal_from(dict(row)) for row in targets},
        _by_target(parts),
        Ground(
            tuple((row["level"], row["code"], row["parent_code"]) for row in areas),
            tuple(_paired(row) for row in pairings),
            programme,
        ),
        {row["level"]: row["number"] for row in sizes},
    )


def _paired(row: RowMapping) -> Paired:
    return Paired(row["supporting_code"], row["supported_code"], Span(row["starts_on"], row["ends_on"]))


def _by_target(rows: Iterable[RowMapping]) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        found.setdefault(row["target_key"], {})[row["area_code"]] = row["value"]
    return found
