"""Indicators and the targets that they measure."""

from dataclasses import replace

from hub.contract import Standard
from tests.schema.planting import FLIGHTS, Nursery, faults


def test_an_indicator_of_anothers_target(plant: Nursery) -> None:
    kites = plant.sector(module=('key="kites.flights"', 'key="health.flights"'))
    assert faults(kites) == [
        ("kites: the indicator health.flights has another sector's key: a key of this sector begins with kites.")
    ]


def test_an_indicator_over_what_is_no_record_of_the_sector(plant: Nursery) -> None:
    kites = plant.sector()
    assert (
        f"kites: the indicator kites.flights counts {FLIGHTS}, which no record of records=(…) stands over:"
        " list its record"
    ) in faults(replace(kites, records=kites.records[:1]))


def test_a_standard_over_a_column_that_is_missing(plant: Nursery) -> None:
    kites = plant.sector()
    held = replace(kites.indicators[0], standard=Standard(column="number", reason="reason"))
    assert faults(replace(kites, indicators=(held,))) == [
        f"kites: the indicator kites.flights holds 'reason' to its standard, which {FLIGHTS} doesn't have: add it"
    ]


def test_two_indicators_of_one_target(plant: Nursery) -> None:
    kites = plant.sector()
    assert faults(replace(kites, indicators=kites.indicators * 2)) == [
        "the indicator kites.flights is defined by kites and by kites: keep one definition"
    ]
