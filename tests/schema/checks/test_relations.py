"""To-ones, lists, counts and totals against keys and indexes."""

from typing import Any

import pytest

from tests.schema.planting import FLIGHT, FLIGHTS, KITE, KITES, Nursery, faults

RELATIONS: dict[str, tuple[dict[str, Any], str]] = {
    "to-one that is misspelt": (
        {"types": ("One[Kite | None]", 'One["Kyte | None"]')},
        f"{FLIGHT}.kite is annotated 'Kyte | None': name 'Kyte' is not defined; is it spelt and imported?",
    ),
    "list that is misspelt": (
        {"types": ('Connection["Flight"]', 'Connection["Fligth"]')},
        f"{KITE}.flights is annotated 'Fligth': name 'Fligth' is not defined; is it spelt and imported?",
    ),
    "to-one to what is no record": (
        {"types": ("One[Kite | None]", "One[Decimal | None]")},
        f"{FLIGHT}.kite refers to Decimal | None, which is neither a record nor an entity: decorate it with @record",
    ),
    "to-one to the wrong record": (
        {"types": ("One[Kite | None]", 'One["Flight | None"]')},
        (
            f"{FLIGHT}.kite refers to Flight, and {FLIGHTS}.kite_id has no foreign key to kites_flight.id:"
            " mark the column References('kites_flight')"
        ),
    ),
    "to-one to a record that isn't listed": (
        {"module": ("records=(types.Kite, types.Flight)", "records=(types.Flight,)")},
        f"{FLIGHT}.kite refers to {KITE}, which records=(…) of kites doesn't list: add it",
    ),
    "to-one without a foreign key": (
        {"models": ('Annotated[int, References("kites_kite")]', "int")},
        (
            f"{FLIGHT}.kite refers to Kite, and {FLIGHTS}.kite_id has no foreign key to kites_kite.id:"
            " mark the column References('kites_kite')"
        ),
    ),
    "to-one whose key isn't of the same county": (
        {
            "models": (
                'Annotated[int, References("kites_kite")] = record_id()',
                'int = Field(foreign_key="kites_kite.id")',
            )
        },
        (
            f"{FLIGHT}.kite refers to Kite, and {FLIGHTS}.kite_id has no foreign key to kites_kite.id:"
            " mark the column References('kites_kite')"
        ),
    ),
    "to-one that promises a row which may be hidden": (
        {"types": ("One[Kite | None]", "One[Kite]")},
        f"{FLIGHT}.kite refers to Kite, whose rows a reader may not see: annotate it One[Kite | None]",
    ),
    "to-one to an entity without a foreign key": (
        {"models": ("district_code: str | None = district()", "district_code: str | None = Field(default=None)")},
        (
            f"{FLIGHT}.district refers to District, and {FLIGHTS}.district_code has no foreign key to hub_area.code:"
            " foreign_key='hub_area.code'"
        ),
    ),
    "to-one to an entity that promises what may be missing": (
        {"types": ("One[District | None]", "One[District]")},
        (
            f"{FLIGHT}.district and {FLIGHTS}.district_code differ in whether there may be none:"
            " annotate it with | None, as the column may be null"
        ),
    ),
    "list of another record": (
        {"types": ("kites: Connection[Kite]", "kites: Connection[Flight]")},
        (
            f"modules.kites.types.CountyKites.kites lists Flight, but {KITES}.county_code is of Kite:"
            " annotate it Connection[Kite]"
        ),
    ),
    "list by a column without an index": (
        {"types": ("connection(rows.Kite.county_code", "connection(rows.Flight.district_code")},
        (
            f"modules.kites.types.CountyKites.kites is by {FLIGHTS}.district_code, which has no index:"
            " give it Field(index=True) or References(…)"
        ),
    ),
    "list by a column that points elsewhere": (
        {"types": ("connection(rows.Flight.kite_id", "connection(rows.Flight.county_code")},
        (
            f"{KITE}.flights is by {FLIGHTS}.county_code, which has no foreign key to kites_kite.id:"
            " choose the column that has"
        ),
    ),
    "list of a district by another column than the county": (
        {
            "types": ("count(rows.Flight.county_code", "count(rows.Flight.district_code"),
            "models": ("None = district()", 'None = Field(default=None, foreign_key="hub_area.code", index=True)'),
        },
        (
            f"modules.kites.types.DistrictKites.flight_count is by {FLIGHTS}.district_code,"
            " but records belong to a District through their county: choose county_code"
        ),
    ),
    "count over a model without a record": (
        {"module": ("records=(types.Kite, types.Flight)", "records=(types.Kite,)")},
        (
            f"modules.kites.types.CountyKites.flight_count is over {FLIGHTS},"
            " for which records=(…) of kites lists no record:"
            " add one"
        ),
    ),
    "count that is promised": (
        {"types": ("flight_count: int | None", "flight_count: int")},
        "modules.kites.types.CountyKites.flight_count may be refused, so it can't be promised: annotate it int | None",
    ),
    "total of a text": (
        {"types": ('rows.Kite.length, "All', 'rows.Kite.name, "All')},
        (
            f"modules.kites.types.CountyKites.length sums {KITES}.name, which is no number:"
            " choose a column of int or Decimal"
        ),
    ),
    "total of another table's column": (
        {"types": ('rows.Kite.length, "All', 'rows.Flight.number, "All')},
        (
            f"modules.kites.types.CountyKites.length sums {FLIGHTS}.number over rows of {KITES}:"
            " sum a column of those rows"
        ),
    ),
}


@pytest.mark.parametrize("case", RELATIONS)
def test_a_relation(plant: Nursery, case: str) -> None:
    planted, fault = RELATIONS[case]
    assert f"kites: {fault}" in faults(plant.sector(**planted))
