"""Names that two claim."""

from dataclasses import replace

import pytest

from schema.checks import CompositionError
from schema.compose import Composition
from tests.schema.planting import KITE, Nursery, faults


def test_everything_that_two_sectors_both_claim(plant: Nursery) -> None:
    found = faults(
        plant.sector(), plant.sector(name="toys", types=('"kites", "Kites in this', '"kites", "Toys in this'))
    )
    assert (
        "the field Query.flight is claimed by modules.kites.types.Flight and by modules.toys.types.Flight:"
        " rename all but one"
    ) in found
    assert (
        "the field Query.flights is claimed by the list of modules.kites.types.Flight"
        " and by the list of modules.toys.types.Flight: rename all but one"
    ) in found
    assert (
        "the field Query.shapeCount is claimed by queries=(…) of kites and by queries=(…) of toys: rename all but one"
    ) in found
    assert (
        "the field Mutation.flightCreate is claimed by the writes of modules.kites.types.Flight"
        " and by the writes of modules.toys.types.Flight: rename all but one"
    ) in found
    assert (
        "the type Shape is claimed by modules.kites.models.Shape and by modules.toys.models.Shape: rename all but one"
    ) in found


def test_two_namespaces_of_one_name_on_an_entity(plant: Nursery) -> None:
    kites = plant.sector()
    toys = plant.sector(name="toys", types=('@namespace(County, "kites"', '@namespace(County, "kitesAgain"'))
    shared = replace(toys, records=(), queries=(), indicators=(), namespaces=kites.namespaces[:1])
    assert (
        "the field County.kites is claimed by modules.kites.types.CountyKites and by modules.kites.types.CountyKites:"
        " rename all but one"
    ) in faults(kites, shared)


def test_a_namespace_that_would_hide_a_field_of_the_entity(plant: Nursery) -> None:
    kites = plant.sector(types=('@namespace(County, "kites"', '@namespace(County, "city"'))
    assert faults(kites) == [
        (
            "the field County.city is claimed by hub.entities.County and by modules.kites.types.CountyKites:"
            " rename all but one"
        )
    ]


def test_two_fields_of_one_name_after_conversion(plant: Nursery) -> None:
    again = (
        'tail_length: int | None = column(rows.Kite.length, "Again.", zh="重复")\n    tailLength: int | None = column'
    )
    kites = plant.sector(types=("length: int | None = column", again))
    assert faults(kites) == [
        f"the field Kite.tailLength is claimed by {KITE}.tail_length and by {KITE}.tailLength: rename all but one"
    ]


def test_an_enumeration_of_the_hub_is_everybodys(plant: Nursery) -> None:
    shared = ("class Shape(Choice)", "from hub.models import Gender as Shape\n\n\nclass Unused(Choice)")
    found = faults(*(plant.sector(name=name, models=shared) for name in ("kites", "toys")))
    assert any(fault.startswith("the type Kite is claimed") for fault in found)
    assert not any("Gender" in fault or "the type Shape" in fault for fault in found)


def test_a_root_field_of_the_centre(plant: Nursery) -> None:
    kites = plant.sector(types=('@record(rows.Kite, "kites"', '@record(rows.Kite, "counties"'))
    assert faults(kites) == [
        f"the field Query.counties is claimed by the centre and by the list of {KITE}: rename all but one"
    ]


def test_a_type_of_the_centre(plant: Nursery) -> None:
    kites = plant.sector(models=("Shape", "Direction"), types=("rows.Shape", "rows.Direction"))
    with pytest.raises(CompositionError) as caught:
        _ = Composition((kites,)).schema
    assert "modules.kites.models.Direction" in str(caught.value)
    assert "hub.query.order.Direction" in str(caught.value)
