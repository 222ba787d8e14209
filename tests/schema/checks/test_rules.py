"""No field is served that stands under no rule."""

from tests.schema.planting import Nursery, faults


def test_a_root_field_without_a_rule(plant: Nursery) -> None:
    kites = plant.sector(types=(', measure="kites")\nasync def', ")\nasync def"))
    assert faults(kites) == [
        "kites: Query.shapeCount stands under no rule: give its @field(…) the measure= whose readers may ask for it"
    ]


def test_a_root_field_under_anothers_measure(plant: Nursery) -> None:
    kites = plant.sector(types=(', measure="kites")\nasync def', ', measure="credit")\nasync def'))
    assert faults(kites) == [
        "kites: Query.shapeCount is under the measure credit, which kites doesn't name in measures=(…)"
    ]
