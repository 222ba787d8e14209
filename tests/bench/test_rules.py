"""What the rules cost is judged by kind of question, and only where the hub without them really has none."""

from typing import Any, cast

import pytest

from bench.exchange import Unfit
from bench.peers.questions import Kind, Question
from bench.peers.rounds import Cell, Sample
from bench.ratios import ratios
from bench.rules.questions import check_rules
from bench.rules.run import BOUNDS, RULED, UNRULED
from bench.served import Served

LEAST = {Kind.POINT: 1.15, Kind.TREE: 1.15, Kind.LIST: 1.15, Kind.AGGREGATE: 1.4}


def samples(*cpu: float) -> list[Sample]:
    """Rounds with this much CPU a request, half of it the database's."""
    return [Sample(100, 1.0, one / 2, one / 2) for one in cpu]


@pytest.mark.parametrize("kind", Kind)
def test_a_cost_is_the_median_of_the_ratios_within_rounds_and_held_to_the_bound_of_its_kind(kind: Kind) -> None:
    question = Question("a question", kind, "", "", [])
    least = LEAST[kind]
    for ratio, holds in ((least - 0.01, True), (least + 0.01, False)):
        cell = Cell(question, 8, {RULED: samples(9, ratio, 0.4), UNRULED: samples(1, 1, 1)})
        (cost,) = ratios([cell], RULED, BOUNDS)
        assert [cost.ratio, *cost.span] == pytest.approx([ratio, 0.4, 9])
        assert cost.holds is holds


class Fixed:
    """A hub in which a district and the lead office read so many records."""

    def __init__(self, district: int, lead: int) -> None:
        self._counts = {"futian-district": district, "lead-office": lead}

    def data(self, client: str, query: str) -> Any:
        if "districts" in query:
            return {"districts": [{"slug": "futian", "code": "440304", "counties": []}]}
        return {"teacherDispatches": {"totalCount": self._counts[client]}}


def checked(ruled: tuple[int, int], unruled: tuple[int, int]) -> None:
    check_rules(cast("Served", Fixed(*ruled)), cast("Served", Fixed(*unruled)))


def test_a_hub_that_still_applies_rules_is_no_measure() -> None:
    checked((10, 90), (100, 100))
    for ruled, unruled in (((10, 90), (10, 100)), ((0, 90), (100, 100)), ((90, 90), (100, 100))):
        with pytest.raises(Unfit, match="without them"):
            checked(ruled, unruled)
