"""How `<record>Aggregate` is read: its rows are groups, whose numbers the statement makes."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from sqlalchemy import func

from hub.entities import County
from hub.query.aggregate_types import WORDS, Word, column_of, told
from hub.query.aggregates import AggregateField, groups_asked
from hub.query.cells import hidden
from hub.query.forms import summable
from hub.query.plan import shaping
from hub.query.plan.decoding import decoder, each
from hub.query.plan.levels import Level, Output, Values
from hub.query.plan.reading import Reader, Selected
from hub.query.plan.shaping import Answer, Decode
from hub.query.plan.to_ones import read_to_one
from hub.query.record import info_of


def read_groups(reader: Reader, selected: Selected) -> Values:
    """The groups of a record type."""
    return _Groups(reader, selected).read()


class _Groups:
    """One aggregate of an operation."""

    def __init__(self, reader: Reader, selected: Selected) -> None:
        self._reader, self._selected = reader, selected
        self._declared: AggregateField = selected.declared
        self._names = groups_asked(reader.arguments(selected))

    @cached_property
    def _level(self) -> Level:
        info = self._declared.related
        level = self._reader.open(self._selected, info)
        level.groups = tuple(column_of(info, name) for name in self._names)
        return level

    def read(self) -> Values:
        """A list of groups."""
        level = self._level
        values = self._reader.object(self._selected, self._selected.kind, level.row, self._member)
        self._count()  # so that there is a column even where only groups' types are asked for
        return lambda answer: [list(values(answer))]

    def _member(self, reader: Reader, selected: Selected) -> Values:
        name = selected.declared.python_name
        if name == "count":
            return self._told(shaping.column(self._count(), None))
        if name in WORDS:
            return reader.object(selected, selected.kind, self._level.row, self._number(name, WORDS[name]))
        if name not in self._names:
            return shaping.constant(self._level, None)
        return self._county(selected) if name == "county" else self._group(name, selected)

    def _group(self, name: str, selected: Selected) -> Values:
        info, column = self._level.row.info, column_of(self._level.info, name)
        decode = decoder(info.codecs[column], info.column(column), selected.kind)
        return shaping.column(self._reader.returned(self._level.row.output(column, raw=True)), decode)

    def _county(self, selected: Selected) -> Values:
        points = self._level.row.output("county_code", raw=True)
        return read_to_one(self._reader, selected, points, info_of(County))

    def _count(self) -> Output:
        return self._reader.returned(self._level.row.made("count", lambda _: func.count()))

    def _number(self, told_as: str, word: Word) -> Callable[[Reader, Selected], Values]:
        """A sum, average or extreme of each column."""

        def read(reader: Reader, selected: Selected) -> Values:
            name = selected.declared.python_name
            column = next(f.column for f in summable(self._level.info.declared) if f.python_name == name)
            label = f"{told_as}_{column}"
            output = reader.returned(self._level.row.made(label, lambda info: word.make(info.column(column))))
            return self._told(shaping.column(output, self._decoder(word, column)))

        return read

    def _decoder(self, word: Word, column: str) -> Decode:
        codec = self._level.info.codecs[column]
        if codec.python is int and not word.fraction:
            return each(lambda value: told(codec, word, value))
        return each(lambda value: None if value is None else str(told(codec, word, value)))

    # Small cells

    def _told(self, values: Values) -> Values:
        """The values, but null in small cells of records about people."""
        if not self._level.info.personal:
            return values
        unseen = self._unseen

        def shaped(answer: Answer) -> Iterable[Any]:
            hides = unseen(answer)
            if not hides:
                return values(answer)
            return [None if place in hides else value for place, value in enumerate(values(answer))]

        return shaped

    @cached_property
    def _unseen(self) -> Callable[[Answer], frozenset[int]]:
        count, least, left_out = self._count(), self._reader.facts.small_cell, self._left_out

        def places(answer: Answer) -> frozenset[int]:
            counts = answer.columns[count.number]
            lost = 0 if left_out is None else answer.columns[left_out.number][0]
            return hidden(counts, lost, least) if counts else frozenset()

        return places

    @cached_property
    def _left_out(self) -> Output | None:
        """How many people a filter leaves out, as far as that matters, whatever a variable gives now."""
        if all(argument.name.value != "filter" for argument in self._selected.node.arguments or ()):
            return None
        counted = self._reader.sums(self._selected, self._declared.related)
        counted.most = self._reader.facts.small_cell
        return self._reader.returned(counted.value(""))
