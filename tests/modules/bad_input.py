"""What a create mutation refuses, made from a sector's own declarations: each fault with its field and its code.

    CASES = bad_input.cases(module)

    @pytest.mark.parametrize("case", CASES, ids=str)
    async def test_bad_input_is_refused_at_its_field(shared: HubClient, case: Case) -> None:
        await bad_input.refused(shared, case, given(case.declared), as_="luocheng-county")

`given` is a sound input of the type, by GraphQL names; `as_` is a county, and the input is of that county.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from annotated_types import Ge, Le, MaxLen

from hub.contract import SectorModule
from hub.naming import camel, snake
from hub.query import ids
from hub.query.record import RecordInfo, info_of
from hub.records.mutations import Writable, writable
from hub.testing.client import HubClient

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


async def refused(hub: HubClient, case: Case, given: Mapping[str, Any], *, as_: str) -> None:
    """Ask for the write, and see it refused at the field, with a message, and nothing written."""
    before = await written(hub, case.declared, as_)
    payload = await create(hub, case.declared, {**given, **case.changes}, as_=as_)
    assert payload["record"] is None
    assert all(error["message"] for error in payload["userErrors"])
    assert (["input", case.field], case.code) in [(error["field"], error["code"]) for error in payload["userErrors"]]
    assert await written(hub, case.declared, as_) == before


async def create(hub: HubClient, declared: type, given: Mapping[str, Any], *, as_: str) -> Any:
    """The payload of the type's create mutation, with the record under `record`."""
    name = camel(snake(declared.__name__))
    return await hub.write(f"{name}Create", given, f"record: {name} {{ id revision status }}", as_=as_)


async def written(hub: HubClient, declared: type, as_: str) -> int:
    """How many records of the type its reader sees."""
    plural = camel(info_of(declared).plural)
    return int((await hub.ask(f"{{ all: {plural}(first: 0) {{ totalCount }} }}", as_=as_))["all"]["totalCount"])


async def taken(hub: HubClient, declared: type, given: Mapping[str, Any], *, as_: str) -> None:
    """The same record a second time is refused at its natural key, which is free again in the end."""
    made = await create(hub, declared, given, as_=as_)
    assert made["userErrors"] == []
    before = await written(hub, declared, as_)
    found = (await create(hub, declared, given, as_=as_))["userErrors"]
    assert {error["code"] for error in found} == {"DUPLICATE"}
    names = {field.column: camel(name) for name, field in writable(declared).items()}
    keys = [names[column] for column in info_of(declared).model.natural_key]  # type: ignore[attr-defined]
    assert [error["field"] for error in found] == [["input", key] for key in keys]
    assert await written(hub, declared, as_) == before
    await withdraw(hub, declared, made["record"], as_=as_)


async def stale(hub: HubClient, declared: type, given: Mapping[str, Any], *, as_: str) -> None:
    """A change or a step under a revision that isn't the record's is refused; under the record's own it is done."""
    made = (await create(hub, declared, given, as_=as_))["record"]
    name = camel(snake(declared.__name__))
    select = f"record: {name} {{ revision status }}"
    for action in ("Update", "Submit"):
        payload = await hub.write(f"{name}{action}", {"id": made["id"], "revision": 2}, select, as_=as_)
        assert [(error["field"], error["code"]) for error in payload["userErrors"]] == [
            (["input", "revision"], "STALE")
        ]
    payload = await hub.write(f"{name}Submit", {"id": made["id"], "revision": 1}, select, as_=as_)
    assert payload["record"] == {"revision": 2, "status": "SUBMITTED"}
    await withdraw(hub, declared, {"id": made["id"], "revision": 2}, as_=as_)


async def withdraw(hub: HubClient, declared: type, record: Mapping[str, Any], *, as_: str) -> None:
    """Take a record back, so that its natural key is free again."""
    name = camel(snake(declared.__name__))
    sent = {"id": record["id"], "revision": record["revision"], "reason": "填错"}
    payload = await hub.write(f"{name}Withdraw", sent, f"record: {name} {{ status }}", as_=as_)
    assert payload["record"] == {"status": "WITHDRAWN"}
