"""The arguments of one place in one request after another: read once for each form of them, then only bound anew.

To read arguments is to make SQLAlchemy's expressions of them and to know these by their key, which costs more than all
else in a request. So they are read with traced values (`hub.query.traced`), and what the reading came to is kept.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from graphql import Undefined, get_argument_values
from graphql.execution.values import VariableValues
from sqlalchemy import BindParameter

from hub.context import Facts
from hub.query.plan.levels import Place
from hub.query.plan.parts import Asked, Meaning, asked
from hub.query.select import Page
from hub.query.traced import Trace, Traced, Traces, form_of, traced

RECIPES = 200
"""What one place remembers: of a client that makes up forms without end, the arguments are read each time."""
RECIPE_BYTES, VALUE_BYTES, SHAPE_BYTES = 1_000, 300, 800
"""Measured, rounded up: a recipe, each value of its reading, and each parameter of a shape that is new."""


@dataclass(slots=True)
class Tally:
    """What the places of an outline have read and remembered since somebody looked."""

    readings: int = 0
    weight: int = 0


class Recipe(NamedTuple):
    """What a reading came to, without any value of the request that it was made for."""

    shape: Hashable
    page: Page
    takes: Sequence[tuple[int, Any]]
    """For each parameter the place of its value; -1: it is the same in each request, and stands beside."""


class Arguments:
    """One place, the variables that its arguments have, and what readings of them came to."""

    def __init__(self, place: Place, names: Sequence[str], tally: Tally) -> None:
        self._place, self._names, self._tally = place, names, tally
        self._traces: Traces[Recipe] = Traces()
        self._shapes: dict[Hashable, int] = {}
        self._kept = 0

    def asked(self, variables: VariableValues, facts: Facts) -> Asked:
        """What one request asks at this place; BadInput as on the ordinary path."""
        values: list[Any] = []
        given = variables.coerced
        form = tuple([form_of(given[name], values) if name in given else Undefined for name in self._names])
        leaves = len(values)
        recipe = self._traces.find(form, values)
        if recipe is None:
            return self._read(form, Trace(values[:leaves]), variables, facts)
        found = [one if place < 0 else values[place] for place, one in recipe.takes]
        return Asked(recipe.shape, found, recipe.page, partial(self._meaning, variables, facts))

    def _read(self, form: Hashable, trace: Trace, variables: VariableValues, facts: Facts) -> Asked:
        self._tally.readings += 1
        one = asked(self._place, facts, self._given(_traced(variables, self._names, trace)))
        binds = one.meaning()[1]
        places = [trace.binds.get(bind.key, -1) for bind in binds]
        takes = [
            (place, bind.effective_value if place < 0 else None) for place, bind in zip(places, binds, strict=True)
        ]
        recipe = Recipe(self._shape(one.shape, len(binds)), one.page.without_values(), takes)
        if self._kept < RECIPES:
            self._kept += 1
            self._tally.weight += RECIPE_BYTES + VALUE_BYTES * len(trace.values)
            self._traces.keep(form, trace, recipe)
        return one._replace(shape=recipe.shape, page=recipe.page)

    def _shape(self, key: Hashable, values: int) -> Hashable:
        """A number that stands for the shape, as its key is large and slow to compare."""
        if key not in self._shapes:
            if self._kept >= RECIPES:
                return key
            self._shapes[key] = len(self._shapes)
            self._tally.weight += SHAPE_BYTES * (values + 1)
        return self._shapes[key]

    def _meaning(self, variables: VariableValues, facts: Facts) -> tuple[Meaning, Sequence[BindParameter[Any]]]:
        return asked(self._place, facts, self._given(variables)).meaning()

    def _given(self, variables: VariableValues) -> dict[str, Any]:
        return get_argument_values(self._place.field, self._place.node, variables)


def _traced(variables: VariableValues, names: Sequence[str], trace: Trace) -> VariableValues:
    """The same variables, the leaves of these traced."""
    given, places = variables.coerced, count()
    found = {name: traced(given[name], lambda: Traced(trace, next(places))) for name in names if name in given}
    return variables._replace(coerced={**given, **found})
