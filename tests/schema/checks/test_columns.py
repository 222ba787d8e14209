"""A column's field against its column."""

from typing import Any

import pytest

from tests.schema.planting import FLIGHT, FLIGHTS, KITE, KITES, Nursery, faults

COLUMNS: dict[str, tuple[dict[str, Any], str]] = {
    "of another type": (
        {"types": ("length: int | None = column", "length: str | None = column")},
        f"{KITE}.length is str | None, but {KITES}.length is int | None: annotate it int | None",
    ),
    "of another enumeration": (
        {"types": ("shape: rows.Shape", "shape: str")},
        f"{KITE}.shape is str, but {KITES}.shape is Shape: annotate it Shape",
    ),
    "that may be null and is promised": (
        {"types": ("length: int | None = column", "length: int = column")},
        f"{KITE}.length is never null, but {KITES}.length may be: annotate it | None",
    ),
    "that is never null and not promised": (
        {"types": ("name: str", "name: str | None")},
        f"{KITE}.name may be null, but {KITES}.name never is: annotate it without | None",
    ),
    "of another table": (
        {"types": ("column(rows.Flight.number", "column(rows.Kite.length"), "models": ('"note",', '"note", "number"')},
        f"{FLIGHT}.number reads {KITES}.length, but Flight stands over {FLIGHTS}: point it at that model's own column",
    ),
    "that is personal, by column": (
        {"types": ("personal(", "column(")},
        f"{FLIGHT}.pilot shows {FLIGHTS}.pilot, which is marked Personal(…): declare it with personal(…)",
    ),
    "that isn't marked, by personal": (
        {"models": ('Annotated[str, Personal("name")]', "str")},
        (
            f"{FLIGHT}.pilot is declared personal, and {FLIGHTS}.pilot isn't:"
            " mark it Annotated[…, Personal(…)] in the model"
        ),
    ),
    "that is personal and promised": (
        {"types": ("pilot: str | None", "pilot: str")},
        f"{FLIGHT}.pilot is personal and may be masked to nothing: annotate it | None",
    ),
    "with a type that is misspelt": (
        {"types": ("name: str", 'name: "Strr"')},
        f"{KITE}.name is annotated 'Strr': name 'Strr' is not defined; is it spelt and imported?",
    ),
}


@pytest.mark.parametrize("case", COLUMNS)
def test_a_column(plant: Nursery, case: str) -> None:
    planted, fault = COLUMNS[case]
    assert f"kites: {fault}" in faults(plant.sector(**planted))
