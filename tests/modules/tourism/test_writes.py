"""A county writes, the bureau decides: every type of record, from draft to the figures."""

from typing import Any

import pytest

from hub.models import Record
from hub.naming import camel
from hub.query import ids
from hub.records.base import references
from hub.testing.client import HubClient
from modules.tourism import models as rows
from tests.modules.tourism.samples import BUREAU, INFOS, SOUND, WRITER, given, input_name, key_of

ANY = list(SOUND)
REFERRING = [(model, column) for model in ANY for column in references(model)]


def field_of(model: type[Record]) -> str:
    name = model.__name__
    return f"{name[0].lower()}{name[1:]}"


async def create(hub: HubClient, model: type[Record], *, as_: str = WRITER, **changes: Any) -> Any:
    field = field_of(model)
    select = f"record: {field} {{ id revision status synthetic }}"
    return await hub.write(f"{field}Create", given(model, **changes), select, as_=as_)


async def step(hub: HubClient, model: type[Record], action: str, record: Any, *, as_: str, **more: Any) -> Any:
    field = field_of(model)
    written = {"id": record["id"], "revision": record["revision"], **more}
    return await hub.write(f"{field}{action}", written, f"record: {field} {{ id revision status }}", as_=as_)


def errors(payload: Any) -> list[tuple[str, str]]:
    assert payload["record"] is None
    return [(error["field"][-1], error["code"]) for error in payload["userErrors"]]


@pytest.mark.parametrize("model", ANY)
async def test_a_county_writes_and_submits_and_the_bureau_approves(shared: HubClient, model: type[Record]) -> None:
    payload = await create(shared, model)
    assert payload["userErrors"] == []
    record = payload["record"]
    assert (record["status"], record["revision"], record["synthetic"]) == ("DRAFT", 1, False)
    record = (await step(shared, model, "Submit", record, as_=WRITER))["record"]
    record = (await step(shared, model, "Reject", record, as_=BUREAU, reason="请补充附件"))["record"]
    record = (await step(shared, model, "Submit", record, as_=WRITER))["record"]
    record = (await step(shared, model, "Approve", record, as_=BUREAU))["record"]
    assert (record["status"], record["revision"]) == ("APPROVED", 5)
    await reads_back(shared, model, record["id"])
    withdrawn = await step(shared, model, "Withdraw", record, as_=BUREAU, reason="填错")
    assert withdrawn["record"]["status"] == "WITHDRAWN"


async def reads_back(hub: HubClient, model: type[Record], key: str) -> None:
    info = INFOS[model]
    plain = {
        column: camel(name)
        for name, column in info.columns.items()
        if column in SOUND[model] and column not in info.personal and not name.startswith("_")
    }
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on {model.__name__} {{ {' '.join(plain.values())} }} }} }}"
    found = (await hub.ask(query, {"id": key}, as_=BUREAU))["node"]
    assert found == {name: SOUND[model][column] for column, name in plain.items()}


@pytest.mark.parametrize(("model", "column"), REFERRING)
async def test_a_reference_to_another_countys_record_is_as_to_none(
    shared: HubClient, model: type[Record], column: str
) -> None:
    name, table = input_name(model, column), references(model)[column]
    for key in (key_of(table, "451226"), ids.encode("VisitorStatistic", 1), "bm9uZQ"):
        assert errors(await create(shared, model, **{name: key})) == [(name, "NOT_FOUND")]


async def test_whatever_is_wrong_is_told_at_once_by_the_inputs_names(shared: HubClient) -> None:
    payload = await create(shared, rows.VisitorStatistic, startsOn="2018-09-02", visitors=1, overnightStays=0)
    assert errors(payload) == [
        ("startsOn", "INVALID"),
        ("overnightVisitors", "INVALID"),
        ("overnightStays", "INVALID"),
    ]


async def test_a_month_counts_once_it_is_approved(shared: HubClient) -> None:
    before = await visitors(shared)
    record = (await create(shared, rows.VisitorStatistic))["record"]
    record = (await step(shared, rows.VisitorStatistic, "Submit", record, as_=WRITER))["record"]
    assert await visitors(shared) == before
    record = (await step(shared, rows.VisitorStatistic, "Approve", record, as_=BUREAU))["record"]
    assert await visitors(shared) == before + SOUND[rows.VisitorStatistic]["visitors"]
    await step(shared, rows.VisitorStatistic, "Withdraw", record, as_=BUREAU, reason="填错")
    assert await visitors(shared) == before


async def visitors(hub: HubClient) -> int:
    found = await hub.ask('{ county(code: "451225") { tourism { visitorTotal } } }', as_=WRITER)
    return int(found["county"]["tourism"]["visitorTotal"])


async def test_an_update_is_checked_as_a_new_record_is(shared: HubClient) -> None:
    draft = (await create(shared, rows.TourismOperator))["record"]
    payload = await step(shared, rows.TourismOperator, "Update", draft, as_=WRITER, employees=4)
    assert errors(payload) == [("poorEmployees", "INVALID")]
    payload = await step(shared, rows.TourismOperator, "Update", draft, as_=WRITER, employees=5)
    assert payload["record"] == {"id": draft["id"], "revision": 2, "status": "DRAFT"}


@pytest.mark.parametrize("client", ["futian-district", "lead-office", "auditor", "education-bureau"])
async def test_who_only_reads_writes_nothing(shared: HubClient, client: str) -> None:
    query = "mutation($i: DestinationCreateInput!) { destinationCreate(input: $i) { destination { id } } }"
    written = {"requestId": "a-request-id", **given(rows.Destination)}
    found = await shared.answer(query, {"i": written}, as_=client)
    assert [error["extensions"]["code"] for error in found["errors"]] == ["FORBIDDEN"]
    assert found["data"] == {"destinationCreate": None}
