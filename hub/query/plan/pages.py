"""How a connection is read: its rows are a level, read once whatever is asked of them, its count a value beside it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from hub.query.connections import ConnectionField, RootConnectionField
from hub.query.order import Term
from hub.query.plan import shaping
from hub.query.plan.levels import Level, Output, Values
from hub.query.plan.reading import Reader, Selected
from hub.query.relations import storage_of


def read_connection(reader: Reader, selected: Selected) -> Values:
    """A page of the rows that belong to each row above."""
    page = _Page(reader, selected)
    values = reader.object(selected, selected.kind, selected.row, page.member)
    page.judge()
    return values


class _Page:
    """One connection of an operation; the methods read the fields of its object, of its edges, and of its page."""

    def __init__(self, reader: Reader, selected: Selected) -> None:
        self._reader, self._selected = reader, selected
        self._declared: ConnectionField = selected.declared

    @cached_property
    def _hung(self) -> dict[str, Any]:
        """How the rows belong to the row above; a root list has none."""
        if isinstance(self._declared, RootConnectionField):
            return {}
        owner = self._selected.owner
        return {"link": self._declared.link(owner), "storage": storage_of(owner)}

    @cached_property
    def _level(self) -> Level:
        parent = self._selected.row if self._hung else None
        return self._reader.open(self._selected, self._declared.related, parent=parent, **self._hung)

    @cached_property
    def _order(self) -> tuple[Sequence[Term], Sequence[Output]]:
        """The order of the page, and the columns of it that cursors are made from."""
        row = self._level.row
        terms = self._declared.terms(row.info, self._reader.arguments(self._selected))
        return terms, [self._reader.returned(row.output(term.name, raw=True)) for term in terms]

    @cached_property
    def _count(self) -> Output:
        counted = self._reader.sums(self._selected, self._declared.related, **self._hung)
        return self._reader.returned(counted.value(""))

    def judge(self) -> None:
        """Have the arguments judged even where nothing but names of types is asked for: wrong ones are refused."""
        if not vars(self).keys() & {"_level", "_count"}:
            _ = self._level

    def member(self, reader: Reader, selected: Selected) -> Values:
        """A field of the connection."""
        match selected.name:
            case "nodes":
                return shaping.lists(self._level, self._rows(selected))
            case "edges":
                return shaping.lists(self._level, reader.object(selected, selected.kind, self._level.row, self._edge))
            case "pageInfo":
                return reader.object(selected, selected.kind, selected.row, self._info)
            case "totalCount":
                return shaping.column(self._count, None)
        raise KeyError(selected.name)

    def _rows(self, selected: Selected) -> Values:
        return self._reader.object(selected, selected.kind, self._level.row)

    def _edge(self, _: Reader, selected: Selected) -> Values:
        return self._rows(selected) if selected.name == "node" else shaping.cursors(*self._order)

    def _info(self, _: Reader, selected: Selected) -> Values:
        match selected.name:
            case "startCursor" | "endCursor":
                return shaping.ends(self._level, *self._order, first=selected.name == "startCursor")
            case "hasNextPage" | "hasPreviousPage":
                self._level.peeks = True
                return shaping.more(self._level, after=selected.name == "hasNextPage")
        raise KeyError(selected.name)
