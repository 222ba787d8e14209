"""Indicators and the targets that they measure."""

from dataclasses import replace

from hub.contract import Standard
from tests.schema.planting import FLIGHTS, Nursery, faults


def test_an_indicator_of_anothers_target(plant: Nursery) -> None:
    kites = plant.sector(module=('target="kites.flights"', 'target="health.flights"'))
    assert faults(kites) == [
        (
            "kites: the indicator of health.flights measures another sector's target:"
            " a key of this sector begins with kites."
        )
    ]


def test_an_indicator_over_what_is_no_record_of_the_sector(plant: Nursery) -> None:
    kites = plant.sector()
    assert (
        f"kites: the indicator of kites.flights counts {FLIGHTS}, which no record of records=(…) stands over:"
        " list its record"
    ) in faults(replace(kites, records=kites.records[:1]))


def test_a_standard_over_a_column_that_is_missing(plant: Nursery) -> None:
    kites = plant.sector()
    held = replace(kites.indicators[0], standard=Standard(column="number", reason="reason"))
    assert faults(replace(kites, indicators=(held,))) == [
        f"kites: the indicator of kites.flights holds 'reason' to its standard, which {FLIGHTS} doesn't have: add it"
    ]


def test_two_indicators_of_one_target(plant: Nursery) -> None:
    kites = plant.sector()
    assert faults(replace(kites, indicators=kites.indicators * 2)) == [
        "the target kites.flights is measured by kites and by kites: keep one indicator"
    ]
