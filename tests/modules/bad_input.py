"""What create and update refuse, made from a sector's own declarations: each fault with its field and its code.

    CASES = bad_input.cases(module)

    @pytest.mark.parametrize("case", CASES, ids=str)
    async def test_bad_input_is_refused_at_its_field(desk: Desk, case: Case) -> None:
        await bad_input.refused(desk, case, given(case.declared), as_="luocheng-county")

`given` is a sound input of the type, by GraphQL names; `as_` is a county, and the input is of that county.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from annotated_types import Ge, Le, MaxLen

from hub.contract import SectorModule
from hub.naming import camel
from hub.query import ids
from hub.query.record import RecordInfo, info_of
from hub.records.base import Record, references
from hub.records.mutations import Writable, writable
from tests.modules.desk import Desk, withdraw

UNKNOWN = 999_999_999
"""The key of no record."""
ANOTHER_COUNTY, NO_COUNTY = "451226", "440304"
BEFORE, AFTER = "2015-12-31", "2021-01-01"
"""Days outside the plan."""
SHARED = frozenset({"county_code", "starts_on", "ends_on"})


@dataclass(frozen=True)
class Case:
    """A sound input of one type with this change is refused at `field` with `code`."""

    declared: type
    fault: str
    changes: Mapping[str, Any]
    field: str
    code: str

    def __str__(self) -> str:
        return f"{self.declared.__name__}.{self.field}: {self.fault}"


def cases(module: SectorModule) -> list[Case]:
    """Every fault of every type of the sector that its declarations tell of."""
    return [case for declared in module.records for case in _of(declared)]


def _of(declared: type) -> Iterator[Case]:
    yield Case(declared, "of another county", {"county": ANOTHER_COUNTY}, "county", "OUT_OF_REACH")
    yield Case(declared, "of no county", {"county": NO_COUNTY}, "county", "OUT_OF_PROGRAMME")
    yield Case(declared, "before the plan", {"startsOn": BEFORE}, "startsOn", "OUT_OF_PROGRAMME")
    yield Case(declared, "after the plan", {"endsOn": AFTER}, "endsOn", "OUT_OF_PROGRAMME")
    yield Case(declared, "before its start", {"startsOn": "2018-09-01", "endsOn": "2018-08-31"}, "endsOn", "INVALID")
    for name, field in writable(declared).items():
        if field.column not in SHARED:
            for fault, value, code in _faults(info_of(declared), field):
                yield Case(declared, fault, {camel(name): value}, camel(name), code)


def _faults(info: RecordInfo, field: Writable) -> Iterator[tuple[str, Any, str]]:
    if field.target:
        yield "unknown", ids.encode(field.target, UNKNOWN), "NOT_FOUND"
        yield "another type's", ids.encode("Nothing", 1), "NOT_FOUND"
    elif info.table.c[field.column].foreign_keys:
        yield "unknown", "999999", "NOT_FOUND"
    else:
        yield from _beyond(info, field)


def _beyond(info: RecordInfo, field: Writable) -> Iterator[tuple[str, Any, str]]:
    """Just outside of each bound that the model sets."""
    money = info.codecs[field.column].python is Decimal
    for bound in info.model.model_fields[field.column].metadata:
        match bound:
            case Ge(ge):
                yield "too small", f"{Decimal(str(ge)) - Decimal('0.01')}" if money else int(str(ge)) - 1, "INVALID"
            case Le(le):
                yield "too large", f"{Decimal(str(le)) + Decimal('0.01')}" if money else int(str(le)) + 1, "INVALID"
            case MaxLen(length):
                yield "too long", "字" * (length + 1), "INVALID"
    if money:
        yield "of part of a fen", "1.001", "INVALID"
    if info.codecs[field.column].python is str:
        yield "blank", " ", "INVALID"


async def refused(desk: Desk, case: Case, given: Mapping[str, Any], *, as_: str) -> None:
    """A new record with the fault is refused at the field, with a message, and nothing is written."""
    async with desk.unchanged(case.declared):
        _told(case, await desk.write(case.declared, "Create", {**given, **case.changes}, as_=as_))


async def changes_refused(desk: Desk, declared: type, given: Mapping[str, Any], *, as_: str) -> None:
    """A draft is changed into none of the type's faults, and is the same as before in the end."""
    draft = await desk.done(declared, "Create", given, as_=as_)
    target = {"id": draft["id"], "revision": draft["revision"]}
    async with desk.unchanged(declared):
        for case in (*_of(declared), *_emptied(declared)):
            if "county" not in case.changes:  # no update takes one
                _told(case, await desk.write(declared, "Update", {**target, **case.changes}, as_=as_))
    await withdraw(desk.hub, declared, draft, as_=as_)


def _emptied(declared: type) -> Iterator[Case]:
    for name, field in writable(declared).items():
        if field.required and field.column != "county_code":
            yield Case(declared, "emptied", {camel(name): None}, camel(name), "REQUIRED")


def _told(case: Case, payload: Any) -> None:
    assert payload["record"] is None, case
    assert all(error["message"] for error in payload["userErrors"])
    assert (["input", case.field], case.code) in [(error["field"], error["code"]) for error in payload["userErrors"]], (
        case
    )


async def taken(desk: Desk, declared: type, given: Mapping[str, Any], another: Mapping[str, Any], *, as_: str) -> None:
    """A natural key that is taken is refused to a new record and to `another`; it is free again in the end."""
    first = await desk.done(declared, "Create", given, as_=as_)
    second = await desk.done(declared, "Create", another, as_=as_)
    changes = {name: value for name, value in given.items() if name != "county"}
    change = {"id": second["id"], "revision": second["revision"], **changes}
    for action, sent in (("Create", given), ("Update", change)):
        async with desk.unchanged(declared):
            payload = await desk.write(declared, action, sent, as_=as_)
        assert {error["code"] for error in payload["userErrors"]} == {"DUPLICATE"}
        assert [error["field"] for error in payload["userErrors"]] == [["input", key] for key in key_of(declared)]
    for record in (first, second):
        await withdraw(desk.hub, declared, record, as_=as_)


def key_of(declared: type) -> list[str]:
    """The type's natural key, as an input names its fields."""
    names = {field.column: camel(name) for name, field in writable(declared).items()}
    return [names[column] for column in model_of(declared).natural_key]


def another(declared: type, given: Mapping[str, Any]) -> dict[str, Any]:
    """A sound record like this one under another natural key, of which some part refers to no record."""
    model = model_of(declared)
    own = [column not in references(model) for column in model.natural_key]
    name = next(name for name, free in zip(key_of(declared), own, strict=True) if free)
    return {**given, name: _other(given[name])}


def _other(value: Any) -> Any:
    if isinstance(value, int):
        return value - 1
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    return f"{value[:-1]}8" if value[-1:].isdigit() else f"另{value}"


def model_of(declared: type) -> type[Record]:
    """The model of a sector's type."""
    model = info_of(declared).model
    assert issubclass(model, Record)
    return model
