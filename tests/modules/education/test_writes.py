"""A county writes, the bureau decides: every type of record, from draft to the plan's figures."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from hub.models import Record, Status
from hub.naming import camel
from hub.query import ids
from hub.records.base import references
from hub.testing.client import HubClient
from modules.education import models as rows
from modules.education.module import module
from tests.modules.education.samples import SOUND, demo_records

COUNTY, WRITER, BUREAU = "451225", "luocheng-county", "education-bureau"
ANY = list(SOUND)
INFOS = {info.model: info for info in (vars(made)["__hub_record__"] for made in module.records)}


def few_records() -> list[Record]:
    """What writers refer to, of two counties: a small database is cloned fast for every test."""
    kept = (rows.School, rows.SupervisionVisit)
    near = [record for record in demo_records() if record.county_code in {COUNTY, "451226"}]
    grants = [record for record in near if isinstance(record, rows.EntrantGrant)]
    return [*(record for record in near if isinstance(record, kept)), *grants[:20]]


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return few_records


def key_of(table: str, county: str = COUNTY) -> str:
    """The id of an approved record of a county."""
    record = next(
        r
        for r in demo_records()
        if type(r).__tablename__ == table and r.county_code == county and r.status is Status.APPROVED
    )
    return ids.encode(type(record).__name__, record.id)


def given(model: type[Record], **changes: Any) -> dict[str, Any]:
    """A sound record as its writer gives it."""
    values: dict[str, Any] = {"county": COUNTY, "startsOn": "2018-09-01"}
    tables = references(model)
    for column, value in SOUND[model].items():
        if column in tables:
            values[camel(column.removesuffix("_id"))] = key_of(tables[column])
        else:
            values[camel(column)] = f"9{value}" if column == "title" else value
    return values | changes


async def create(hub: HubClient, model: type[Record], *, as_: str = WRITER, **changes: Any) -> Any:
    name = model.__name__
    field = f"{name[0].lower()}{name[1:]}"
    select = f"record: {field} {{ id revision status synthetic }}"
    return await hub.write(f"{field}Create", given(model, **changes), select, as_=as_)


async def step(hub: HubClient, model: type[Record], action: str, record: Any, *, as_: str, **more: Any) -> Any:
    name = model.__name__
    field = f"{name[0].lower()}{name[1:]}"
    written = {"id": record["id"], "revision": record["revision"], **more}
    return await hub.write(f"{field}{action}", written, f"record: {field} {{ id revision status }}", as_=as_)


async def approve(hub: HubClient, model: type[Record], record: Any) -> Any:
    submitted = (await step(hub, model, "Submit", record, as_=WRITER))["record"]
    return (await step(hub, model, "Approve", submitted, as_=BUREAU))["record"]


def errors(payload: Any) -> list[tuple[str, str]]:
    assert payload["record"] is None
    assert all(error["message"] for error in payload["userErrors"])
    return [(error["field"][-1], error["code"]) for error in payload["userErrors"]]


@pytest.mark.parametrize("model", ANY)
async def test_a_county_writes_and_submits_and_the_bureau_approves(hub: HubClient, model: type[Record]) -> None:
    payload = await create(hub, model)
    assert payload["userErrors"] == []
    draft = payload["record"]
    assert (draft["status"], draft["revision"], draft["synthetic"]) == ("DRAFT", 1, False)
    approved = await approve(hub, model, draft)
    assert (approved["status"], approved["revision"]) == ("APPROVED", 3)
    await reads_back(hub, model, approved["id"])


async def reads_back(hub: HubClient, model: type[Record], key: str) -> None:
    info = INFOS[model]
    shown = {
        c: n
        for n, c in info.columns.items()
        if c in SOUND[model] and c not in info.personal and c not in references(model)
    }
    fields = " ".join(camel(name) for name in shown.values())
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on {model.__name__} {{ {fields} }} }} }}"
    found = (await hub.ask(query, {"id": key}, as_=BUREAU))["node"]
    written = given(model)
    assert found == {camel(name): written[camel(column)] for column, name in shown.items()}


@pytest.mark.parametrize("model", ANY)
async def test_the_same_record_twice_is_refused_until_the_first_is_withdrawn(
    hub: HubClient, model: type[Record]
) -> None:
    first = (await create(hub, model))["record"]
    again = errors(await create(hub, model))
    assert {code for _, code in again} == {"DUPLICATE"}
    assert len(again) == len(model.natural_key)
    await step(hub, model, "Withdraw", first, as_=WRITER, reason="填错")
    assert (await create(hub, model))["userErrors"] == []


@pytest.mark.parametrize(
    ("model", "column"), [(model, column) for model in ANY for column in references(model) if column in SOUND[model]]
)
async def test_a_reference_to_another_countys_record_is_as_to_none(
    reading: HubClient, model: type[Record], column: str
) -> None:
    name, table = camel(column.removesuffix("_id")), references(model)[column]
    for key in (key_of(table, "451226"), key_of("education_entrant_grant"), "bm9uZQ"):
        assert errors(await create(reading, model, **{name: key})) == [(name, "NOT_FOUND")]


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (rows.SchoolPairing, "partnerDistrict"),
        (rows.PrincipalPlacement, "hostDistrict"),
        (rows.TeacherDispatch, "sendingDistrict"),
        (rows.TeachingVisit, "sendingDistrict"),
    ],
)
async def test_a_district_is_one_of_the_programme(hub: HubClient, model: type[Record], name: str) -> None:
    for code in ("440300-XX", COUNTY, "440300", ""):
        assert [field for field, _ in errors(await create(hub, model, **{name: code}))] == [name]
    assert (await create(hub, model, **{name: "440304"}))["userErrors"] == []


async def test_whatever_is_wrong_is_told_at_once_by_the_inputs_names(reading: HubClient) -> None:
    payload = await create(
        reading, rows.SchoolConstruction, kind="RENOVATE", state="COMPLETED", paidAmount="1500000.01", endsOn=None
    )
    assert errors(payload) == [("school", "REQUIRED"), ("endsOn", "REQUIRED"), ("paidAmount", "INVALID")]


async def test_a_grant_that_differs_needs_a_reason_and_then_shows_as_not_complying(hub: HubClient) -> None:
    assert errors(await create(hub, rows.EntrantGrant, amount="2500.00")) == [("deviationReason", "REASON_MISSING")]
    before = await standard(hub)
    reason = "捐赠方定额捐赠"
    made = (await create(hub, rows.EntrantGrant, amount="2500.00", deviationReason=reason))["record"]
    assert await standard(hub) == before
    await approve(hub, rows.EntrantGrant, made)
    assert await standard(hub) == (before[0], before[1] + 1)


async def test_a_grant_at_the_standard_complies(hub: HubClient) -> None:
    before = await standard(hub)
    await approve(hub, rows.EntrantGrant, (await create(hub, rows.EntrantGrant))["record"])
    assert await standard(hub) == (before[0] + 1, before[1] + 1)


async def standard(hub: HubClient) -> tuple[int, int]:
    return await target(hub, "education.entrant_grant_standard")


async def target(hub: HubClient, key: str) -> tuple[int, int]:
    found = await hub.ask("{ targets { key progress(year: 2020) { value target } } }", as_="lead-office")
    progress = next(each["progress"] for each in found["targets"] if each["key"] == key)
    return int(Decimal(progress["value"])), int(Decimal(progress["target"]))


async def test_a_person_who_comes_again_in_the_year_doesnt_count_again(hub: HubClient) -> None:
    counts = [(await target(hub, "education.principals_hosted"))[0]]
    for day in ("2020-03-01", "2020-10-01"):
        await approve(
            hub, rows.PrincipalPlacement, (await create(hub, rows.PrincipalPlacement, startsOn=day))["record"]
        )
        counts.append((await target(hub, "education.principals_hosted"))[0])
    assert counts == [0, 1, 1]


async def test_a_draft_update_is_checked_as_a_new_one_is(hub: HubClient) -> None:
    made = (await create(hub, rows.TeacherDispatch))["record"]
    payload = await step(hub, rows.TeacherDispatch, "Update", made, as_=WRITER, stage="NINE_YEAR")
    assert errors(payload) == [("stage", "INVALID")]
    payload = await step(hub, rows.TeacherDispatch, "Update", made, as_=WRITER, subject="PHYSICS")
    assert payload["record"] == {"id": made["id"], "revision": 2, "status": "DRAFT"}


async def test_a_district_and_another_county_write_nothing(hub: HubClient) -> None:
    for client in ("futian-district", "lead-office", "auditor"):
        found = await hub.answer(
            "mutation($i: SchoolCreateInput!) { schoolCreate(input: $i) { school { id } } }",
            {"i": {"requestId": "a-request-id", **given(rows.School)}},
            as_=client,
        )
        assert [error["extensions"]["code"] for error in found["errors"]] == ["FORBIDDEN"]
    assert errors(await create(hub, rows.School, as_="huanjiang-county")) == [("county", "OUT_OF_REACH")]


def test_samples_are_what_json_carries() -> None:
    for model in ANY:
        assert json.loads(json.dumps(SOUND[model])) == SOUND[model]
        assert not any(isinstance(value, Enum | date) for value in SOUND[model].values())
