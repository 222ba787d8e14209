from schema.compose import Composition
from tests.schema.planting import Nursery
def test_a(plant: Nursery) -> None:
    m = plant.sector()
    s = Composition((m,)).schema
    assert "kites" in s.as_str()
def test_b(plant: Nursery) -> None:
    m = plant.sector(types=("length: int |","length: str |"))
    s = Composition((m,)).schema
