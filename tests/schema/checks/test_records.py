"""Records and their models."""

from typing import Any

import pytest

from hub.models import Problem, ProblemCode, Text
from tests.schema.planting import FLIGHT, FLIGHTS, KITE, KITES, Nursery, faults

RECORDS: dict[str, tuple[dict[str, Any], str]] = {
    "without what every record has": (
        {"types": ("class Kite(Record)", "class Kite")},
        f"{KITE} lacks what every record has: derive it from hub.records.types.Record",
    ),
    "that isn't declared": (
        {"module": ("records=(types.Kite,", "records=(models.Shape, types.Kite,")},
        "modules.kites.models.Shape in records=(…) is no declared record: decorate it with @record",
    ),
    "in a table of another prefix": (
        {"models": ('    natural_key = ("name",)', '    natural_key = ("name",)\n    prefix = "toys"')},
        f"{KITES} is stored in toys_kite, and tables of this sector begin with kites_: rename the table",
    ),
    "of a measure that isn't listed": (
        {"module": ('measures=("kites",)', 'measures=("wind",)')},
        f"{KITES} is of the measure 'kites', which measures=(…) doesn't list: add it there",
    ),
    "without a natural key": (
        {"models": ('natural_key = ("name",)', "natural_key = ()")},
        f"{KITES} has no natural_key, so nothing keeps a record from being entered twice: name the columns",
    ),
    "with a column that no field mentions": (
        {"models": ('    internal = ("note",)\n', "")},
        f"{FLIGHTS}.note is mentioned by no field: declare it in {FLIGHT}, or list it in `internal`",
    ),
    "with a served column that it calls internal": (
        {"models": ('internal = ("note",)', 'internal = ("note", "number")')},
        f"{FLIGHTS} lists 'number' as internal or impersonal, which it isn't: remove it from the list",
    ),
    "with a column that looks personal": (
        {"models": ("    note: str | None = ", "    note: str | None = None\n    pilot_phone: str | None = ")},
        f"{FLIGHTS}.pilot_phone looks personal: mark it Personal(…), or list it in `impersonal`",
    ),
    "with a natural key that may be null": (
        {"models": ('natural_key = ("name",)', 'natural_key = ("name", "length")')},
        f"{KITES} has 'length' in its natural_key, which may be null, and nulls are never equal: require it",
    ),
    "with a reference that is narrower than ids": (
        {"models": ('References("kites_kite")] = record_id()', 'References("kites_kite")]')},
        f"{FLIGHTS}.kite_id is narrower than the ids of kites_kite: write it with record_id()",
    ),
    "with a derived column that isn't there": (
        {"models": ('    internal = ("note",)\n', '    internal = ("note",)\n    derived = ("hight",)\n')},
        f"{FLIGHTS} lists 'hight' as derived and has no such column: correct it",
    ),
    "with a derived column that a writer gives": (
        {"models": ('    internal = ("note",)\n', '    internal = ("note",)\n    derived = ("number",)\n')},
        f"{FLIGHTS}.number is derived, and {FLIGHT} lets a writer give it: declare it writable=False",
    ),
    "with an unknown mask": (
        {"models": ('Personal("name")', 'Personal("veil")')},
        f"{FLIGHTS}.pilot is marked Personal('veil'), and the masks are name, phone, identity, hidden: choose one",
    ),
}


@pytest.mark.parametrize("case", RECORDS)
def test_a_record(plant: Nursery, case: str) -> None:
    planted, fault = RECORDS[case]
    assert f"kites: {fault}" in faults(plant.sector(**planted))


def test_a_rule_of_the_database_is_told_at_a_column(plant: Nursery) -> None:
    kites = plant.sector()
    told = Problem("hight", ProblemCode.INVALID, Text("fly lower", "飞低些"))
    kites.indicators[0].model.enforced = {"kites_flight_height": told}  # type: ignore[attr-defined]
    assert faults(kites) == [
        f"kites: {FLIGHTS} tells 'kites_flight_height' at 'hight', which is no column of it: name one, or 'id'"
    ]


def test_a_natural_key_names_columns(plant: Nursery) -> None:
    kites = plant.sector()
    kites.indicators[0].model.natural_key = ("nunber",)  # type: ignore[attr-defined]
    assert faults(kites) == [f"kites: {FLIGHTS} has 'nunber' in its natural_key and no such column: correct it"]
