"""The tree of an operation: levels of rows, the columns that each must give, and the objects made from them.

A tree holds its levels, a level its outputs, an output its row; a row knows its level and outputs without holding
them. So a tree that nobody holds any more is gone at once, and doesn't wait for the garbage collector.
"""

from collections.abc import Callable, Iterable
from dataclasses import InitVar, dataclass, field
from typing import Any
from weakref import WeakValueDictionary, ref

from graphql import FieldNode, GraphQLField
from sqlalchemy import ColumnElement

from hub.query.fields import Declared
from hub.query.record import RecordInfo
from hub.query.select import Link
from hub.texts import Text

Make = Callable[[RecordInfo], ColumnElement[Any]]
"""A value of a statement, over the table of a record type."""


class Unplannable(Exception):  # noqa: N818 - a way to go, no fault
    """This operation, or a part of it, takes the ordinary path; the text says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text

    def again(self) -> "Unplannable":
        """The same to be raised once more, without the frames of the first time."""
        return Unplannable(self.text)


@dataclass(eq=False, slots=True, weakref_slot=True)
class Output:
    """One column that the statement returns for each row of a level.

    `name` is a column of the row's table, or what the statement itself makes: an aggregate's value or a group.
    """

    row: "Row"
    name: str
    number: int = -1
    """Its place among the columns of the answer; -1: the statement needs it and doesn't return it."""
    raw: bool = False
    """The column as it is stored, for keys and cursors, not as the reader may see it."""
    make: Make | None = None
    """What makes a value that is no column."""

    @property
    def label(self) -> str:
        """Its name within the statement."""
        return f"{self.row.alias}_{'raw_' if self.raw else ''}{self.name}"


@dataclass(eq=False)
class Row:
    """A row of a table at a level."""

    within: InitVar["Level"]
    info: RecordInfo
    alias: str
    points: Output | None = None
    """For a to-one of which nothing but its key is asked: the column of the level that is that key."""
    outputs: WeakValueDictionary[tuple[str, bool], Output] = field(default_factory=WeakValueDictionary)

    def __post_init__(self, within: "Level") -> None:
        """Know the level, without holding it."""
        self._level = ref(within)

    @property
    def level(self) -> "Level":
        """The level of which it is a row; that is there for as long as the tree is."""
        found = self._level()
        assert found is not None, "the tree is gone"
        return found

    def output(self, name: str, *, raw: bool = False) -> Output:
        """The column of this name, asked for once."""
        found = self.outputs.get((name, raw))
        if found is None:
            found = self.outputs[name, raw] = Output(self, name, raw=raw)
            self.level.outputs.append(found)
        return found

    def made(self, name: str, make: Make) -> Output:
        """A value of this name that the statement makes, asked for once."""
        found = self.output(name, raw=True)
        found.make = make
        return found

    def key(self) -> Output:
        """What identifies the row."""
        return self.points or self.output(self.info.key, raw=True)


@dataclass(eq=False)
class Sums:
    """Counts and sums over the rows that belong to each row of a level: one aggregate for all that share conditions."""

    alias: str
    row: Row
    info: RecordInfo
    place: "Place"
    link: Link | None = None
    storage: Any = None
    shared: Any = None
    """What other fields must agree in to be part of the same aggregate."""
    values: dict[str, Output] = field(default_factory=dict)
    """By the column that is summed, or `""` for the count."""
    most: int | None = None
    """How far is counted, where more needn't be known."""

    def value(self, name: str) -> Output:
        """The sum of a column, or the count."""
        if name not in self.values:
            self.values[name] = Output(Row(self.row.level, self.info, self.alias), name or "count")
        return self.values[name]


@dataclass(eq=False)
class Place:
    """One field of the operation whose arguments shape a statement: which rows, in which order, which page."""

    number: int
    info: RecordInfo
    declared: Declared
    field: GraphQLField
    node: FieldNode
    counts: bool = False
    """Whether only the rows' number is asked for, so that order and page don't matter."""


@dataclass(eq=False)
class Level:
    """A list of rows, or one: a part of the statement of its own."""

    number: int
    info: RecordInfo
    parent: Row | None = None
    points: Output | None = None
    """For to-ones: the column of a level above whose values are their keys. Each row is read once, in any order."""
    link: Link | None = None
    storage: Any = None
    public: bool = False
    """Whether the rows are the same for every reader."""
    single: bool = False
    """Whether it is one row, not a list."""
    peeks: bool = False
    """Whether it must be known if rows follow the page, so that one more is read."""
    groups: tuple[str, ...] | None = None
    """The columns grouped by, where the rows are groups."""
    ordinals: int = -1
    """Where the answer has, for each row, the number of the row above; -1 where there is one row above at most."""
    measured: Output | None = None
    """A column that is always returned, so that the number of rows is known; None for the top."""
    place: Place = field(init=False)
    """Which field it is; to-ones have none, as no argument shapes them."""
    row: Row = field(init=False)
    outputs: list[Output] = field(default_factory=list)
    sums: list[Sums] = field(default_factory=list)
    children: list["Level"] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Its rows are of a table under a name of its own."""
        alias = f"t{self.number}"
        self.row = Row(self, self.info.aliased(alias), alias)


class Top(Level):
    """What stands above all root fields: one row of no table."""

    def __init__(self) -> None:
        """Nothing is read of it; counts of root lists hang on it."""
        self.number, self.measured = 0, None
        self.outputs, self.sums, self.children = [], [], []
        self.row = Row(self, None, "top")  # type: ignore[arg-type]  # which no field reads


Values = Callable[[Any], Iterable[Any]]
"""Gives, from an answer's columns, one value for each row of a level."""


@dataclass(eq=False)
class Tree:
    """An operation, read: its levels, parents first, its places, and what makes the answer's object of them."""

    top: Top
    """What stands above all: no table, one row."""
    levels: list[Level]
    places: list[Place]
    values: Values
    needs: frozenset[Any]
    """The record types that a reader must have some rule for."""
    personal: frozenset[tuple[Any, str]]
    """The columns of personal data that are shown: masked, as disclosing is the ordinary path's."""
    width: int = 0
    """How many columns the statement returns, but for those of what is counted for told fields."""
    told: Any = None
    """The told fields and what they need counted; see `hub.query.plan.counts`."""
