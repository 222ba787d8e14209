"""Namespaces and hand-written root fields."""

from dataclasses import replace

from tests.schema.planting import KITE, KITES, Nursery, faults


def test_a_namespace_on_anothers_record(plant: Nursery) -> None:
    kites = plant.sector(types=("@namespace(District", "@namespace(Kite"))
    assert faults(kites) == [
        (
            f"kites: modules.kites.types.DistrictKites is added to {KITE}, which is no entity of the centre:"
            " add it to County or District"
        )
    ]


def test_a_namespace_that_is_none(plant: Nursery) -> None:
    kites = plant.sector()
    assert faults(replace(kites, namespaces=kites.records[:1])) == [
        f"kites: {KITE} in namespaces=(…) is none: decorate it with @namespace"
    ]


def test_a_column_in_a_namespace(plant: Nursery) -> None:
    kites = plant.sector(types=("length: int | None = total(rows.Kite.county_code, ", "length: int | None = column("))
    assert (
        f"kites: modules.kites.types.CountyKites.length reads {KITES}.length, and a namespace has no row of its own:"
        " use connection, count or total"
    ) in faults(kites)


def test_a_root_field_that_is_promised(plant: Nursery) -> None:
    kites = plant.sector(types=("-> int | None:\n    return len", "-> int:\n    return len"))
    assert faults(kites) == [
        "kites: Query.shapeCount may be refused, and must cost itself only: let it return … | None"
    ]
