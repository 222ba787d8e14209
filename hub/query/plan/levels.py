"""The tree of an operation: levels of rows, the columns that each must give, and the objects made from them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(eq=False, slots=True)
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
    """A row of a table at a level: the level's own, or a to-one's, which is joined when more than its key is needed."""

    level: "Level"
    info: RecordInfo
    alias: str
    above: "Row | None" = None
    """For a to-one, the row that points at it."""
    points: Output | None = None
    """For a to-one, the column above that points at it."""
    joined: bool = True
    certain: bool = False
    """For a to-one: it is there for every row above, as the schema of the tables has it."""
    outputs: dict[tuple[str, bool], Output] = field(default_factory=dict)

    def output(self, name: str, *, raw: bool = False) -> Output:
        """The column of this name, asked for once."""
        found = self.outputs.get((name, raw))
        if found is None:
            self.joined = True
            found = self.outputs[name, raw] = Output(self, name, raw=raw)
            self.level.outputs.append(found)
        return found

    def made(self, name: str, make: Make) -> Output:
        """A value of this name that the statement makes, asked for once."""
        found = self.output(name, raw=True)
        found.make = make
        return found

    def key(self) -> Output:
        """What identifies the row: for a to-one that can't be hidden, the column that points at it."""
        if self.points is not None and self.info.measure is None:
            return self.points
        return self.output(self.info.key, raw=True)


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
    outputs: list[Output] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    sums: list[Sums] = field(default_factory=list)
    children: list["Level"] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The level's own row comes first; to-ones follow in the order in which they join."""
        alias = f"t{self.number}"
        self.rows.append(Row(self, self.info.aliased(alias), alias))

    @property
    def row(self) -> Row:
        """The level's own row."""
        return self.rows[0]


class Top(Level):
    """What stands above all root fields: one row of no table."""

    def __init__(self) -> None:
        """Nothing is read of it; counts of root lists hang on it."""
        self.number, self.measured = 0, None
        self.outputs, self.sums, self.children = [], [], []
        self.rows = [Row(self, None, "top")]  # type: ignore[arg-type]  # which no field reads


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
    """How many columns the statement returns."""
