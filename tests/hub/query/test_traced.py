"""Traced values: what is made of them is made again of others, and only where every decision falls the same way."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Integer

from hub.query.traced import Trace, Traced, Traces, bound, converted, form_of, gathered, known, traced

Reading = Callable[[Any], Any]
INPUTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


class Remembering:
    """Reads inputs, and remembers what each reading bound."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._traces: Traces[int] = Traces()
        self.readings = 0

    def read(self, value: Any) -> Any:
        """The value that is bound."""
        values: list[Any] = []
        form = form_of(value, values)
        leaves = list(values)
        place = self._traces.find(form, values)
        if place is None:
            trace, places = Trace(leaves), count()
            self.readings += 1
            bind = self._reading(traced(value, lambda: Traced(trace, next(places))))
            place, values = trace.binds[bind.key], trace.values
            self._traces.keep(form, trace, place)
        return values[place]


def plain(reading: Reading, value: Any) -> Any:
    return reading(value).effective_value


def by_kind_and_sign(value: Any) -> Any:
    """Decides by one value itself, and by what is made of what is made of another."""
    if known(value["kind"]) == "list":
        return bound(gathered([value["n"], 7, converted(value["n"], str)]), Integer())
    doubled = converted(value["n"], lambda n: n * 2)
    if known(converted(doubled, lambda n: n < 0)):
        return bound(converted(doubled, abs), Integer())
    return bound(doubled, Integer())


async def test_every_decision_is_met_again() -> None:
    remembering = Remembering(by_kind_and_sign)
    for n in (*range(-9, 9), *range(-9, 9)):
        for kind in ("list", "number"):
            given = {"kind": kind, "n": n}
            assert remembering.read(given) == plain(by_kind_and_sign, given)
    assert remembering.readings == len({"list", "negative number", "other number"})


@pytest.mark.parametrize("decide", [bool, len, hash, list, lambda v: v == 1, lambda v: v > 1, lambda v: v in {1, 2}])
async def test_a_traced_value_decides_nothing_unasked(decide: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError):
        decide(Traced(Trace([1]), 0))


@given(INPUTS)
async def test_an_input_is_traced_whole_in_the_order_of_its_leaves(value: Any) -> None:
    leaves: list[Any] = []
    form_of(value, leaves)
    trace, places = Trace(leaves), count()
    assert untraced(traced(value, lambda: Traced(trace, next(places)))) == value
    assert next(places) == len(leaves)


def untraced(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: untraced(one) for name, one in value.items()}
    if isinstance(value, list):
        return [untraced(one) for one in value]
    return known(value)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"a": 1}, {"a": 2}, True),
        ({"a": 1}, {"a": None}, False),
        ({"a": 1}, {}, False),
        ({"a": 1}, {"b": 1}, False),
        ([1, 2], [3], True),
        ([], [3], False),
        ([{"a": 1}], [{"a": 1}, {"a": 1}], False),
        ([{"a": 1}], [{"a": 2}], True),
        ([[1], [2, 3]], [[4], [5]], True),
        ([1, None], [None, 1], False),
    ],
)
async def test_inputs_of_one_form_differ_in_their_leaves_alone(one: Any, other: Any, alike: bool) -> None:  # noqa: FBT001 - a case
    assert (form_of(one, []) == form_of(other, [])) is alike
