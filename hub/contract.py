"""The contract between the centre and a sector: a module is one frozen value, data and no hooks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Protocol

from sqlalchemy import ColumnElement, FromClause
from strawberry.types.field import StrawberryField

from hub.records.base import Record
from hub.texts import Text

API_VERSION = 1
"""What a module was written for; the hub refuses one written for another."""

ENTRY_POINTS = "hub.modules"
"""The entry-point group in which modules are found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A bound that each record is held to: the column compared with the target's bounds, and that of the reason.

    A record outside the bounds is saved only with a reason, and shows in the target as not complying.
    """

    column: str
    reason: str


class Counted(Protocol):
    """What an indicator counts: rows with a county, a period and a status that are under a measure's rules.

    Every model of a record is that; the centre's own pairings are too.
    """

    measure: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A number that the database computes from approved records, with its one definition.

    `key` is that of the plan's target that it measures or, where the plan sets no number, one of the sector's own. What
    counts are the records whose period starts in the time asked about or, with `standing`, those whose period includes
    its last day; `only` keeps those with these values in these columns. `value` is an SQL aggregate over them, in
    `unit`; `text` says in words what is counted. `district` names the column of the district that did it; without one,
    the records of its paired counties are a district's.
    """

    key: str
    name: Text
    unit: Text
    text: Text
    model: type[Counted]
    value: Callable[[FromClause], ColumnElement[Any]]
    only: Mapping[str, Any] = field(default_factory=dict, hash=False)
    standing: bool = False
    standard: Standard | None = None
    district: str | None = None

    @property
    def measure(self) -> str:
        """The measure to which what is counted belongs."""
        return self.model.measure

    @property
    def table(self) -> FromClause:
        """The rows among which it counts."""
        table: FromClause = self.model.__table__  # type: ignore[attr-defined]
        return table


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoContext:
    """What demo records are made from: a seed, a scale, the programme's span, and the counties with their districts."""

    seed: int
    scale: int
    starts_on: date
    ends_on: date
    counties: Mapping[str, str]
    """County code → Chinese name."""
    districts: Mapping[str, tuple[str, ...]]
    """County code → codes of the districts paired with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A query that `hub demo` asks as one of its clients, and that the README shows with its real answer."""

    client: str
    text: Text
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorModule:
    """One sector. `name` is also the table prefix and the migration branch; `module.py` holds the value `module`."""

    name: str
    text: Text
    owner: str
    api_version: int
    measures: tuple[str, ...]
    records: tuple[type, ...]
    namespaces: tuple[type, ...] = ()
    queries: tuple[StrawberryField, ...] = ()
    mutations: tuple[StrawberryField, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    demo: Callable[[DemoContext], list[Record]] | None = None
    examples: tuple[Example, ...] = ()
    package: str = ""
    """The package that holds the sector, such as `modules.education`; its `migrations` folder is the branch."""
