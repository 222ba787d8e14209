"""A county writes, the bureau decides: every type of record, from draft to the plan's figures."""

from decimal import Decimal
from typing import Any

import pytest

from hub.models import Record
from hub.naming import camel
from hub.query.forms import declared_fields
from hub.query.relations import OneField
from hub.testing.client import HubClient
from modules.education import models as rows
from tests.modules.desk import write
from tests.modules.education.samples import BUREAU, INFOS, MODELS, SOUND, WRITER, given


async def create(hub: HubClient, model: type[Record], **changes: Any) -> Any:
    return await write(hub, INFOS[model].declared, "Create", given(model, **changes), as_=WRITER)


async def step(hub: HubClient, model: type[Record], action: str, record: Any, *, as_: str, **more: Any) -> Any:
    name = f"{model.__name__[0].lower()}{model.__name__[1:]}"
    written = {"id": record["id"], "revision": record["revision"], **more}
    return await hub.write(f"{name}{action}", written, f"record: {name} {{ id revision status }}", as_=as_)


async def approve(hub: HubClient, model: type[Record], record: Any) -> Any:
    submitted = (await step(hub, model, "Submit", record, as_=WRITER))["record"]
    return (await step(hub, model, "Approve", submitted, as_=BUREAU))["record"]


@pytest.mark.parametrize("model", MODELS)
async def test_a_county_writes_and_submits_and_the_bureau_approves(hub: HubClient, model: type[Record]) -> None:
    payload = await create(hub, model)
    assert payload["userErrors"] == []
    draft = payload["record"]
    assert (draft["status"], draft["revision"]) == ("DRAFT", 1)
    approved = await approve(hub, model, draft)
    assert (approved["status"], approved["revision"]) == ("APPROVED", 3)
    await reads_back(hub, model, approved["id"])


async def reads_back(hub: HubClient, model: type[Record], key: str) -> None:
    """Everything that was written, but people's data, is shown as it was written."""
    fields = {camel(f.python_name): f for f in declared_fields(INFOS[model].declared)}
    written = {n: v for n, v in given(model).items() if fields[n].column not in INFOS[model].personal}
    asked = " ".join(
        name if not isinstance(fields[name], OneField) else f"{name} {{ {key_name(name)} }}" for name in written
    )
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on {model.__name__} {{ synthetic {asked} }} }} }}"
    found = (await hub.ask(query, {"id": key}, as_=BUREAU))["node"]
    flat = {name: value[key_name(name)] if isinstance(value, dict) else value for name, value in found.items()}
    assert flat == written | {"synthetic": False}


def key_name(field: str) -> str:
    return "code" if field == "county" else "id"


@pytest.mark.parametrize("model", MODELS)
async def test_a_withdrawn_record_may_be_written_anew(hub: HubClient, model: type[Record]) -> None:
    first = (await create(hub, model))["record"]
    withdrawn = await step(hub, model, "Withdraw", first, as_=WRITER, reason="填错")
    assert withdrawn["record"]["status"] == "WITHDRAWN"
    assert (await create(hub, model))["userErrors"] == []


async def test_a_grant_that_differs_shows_as_not_complying_once_approved(hub: HubClient) -> None:
    before = await target(hub, "entrant_grant_standard")
    made = await create(hub, rows.EntrantGrant, amount="2500.00", deviationReason="捐赠方定额捐赠")
    assert await target(hub, "entrant_grant_standard") == before
    await approve(hub, rows.EntrantGrant, made["record"])
    assert await target(hub, "entrant_grant_standard") == (before[0], before[1] + 1)


async def test_a_grant_at_the_standard_complies(hub: HubClient) -> None:
    before = await target(hub, "entrant_grant_standard")
    await approve(hub, rows.EntrantGrant, (await create(hub, rows.EntrantGrant))["record"])
    assert await target(hub, "entrant_grant_standard") == (before[0] + 1, before[1] + 1)


async def target(hub: HubClient, key: str) -> tuple[int, int]:
    """Value and target of one of education's targets in 2020."""
    found = await hub.ask("{ targets { key progress(year: 2020) { value target } } }", as_="lead-office")
    progress = next(each["progress"] for each in found["targets"] if each["key"] == f"education.{key}")
    return int(Decimal(progress["value"])), int(Decimal(progress["target"]))


async def test_a_person_who_comes_again_in_the_year_doesnt_count_again(hub: HubClient) -> None:
    counts = [(await target(hub, "principals_hosted"))[0]]
    for day in ("2020-03-01", "2020-10-01"):
        made = await create(hub, rows.PrincipalPlacement, startsOn=day)
        await approve(hub, rows.PrincipalPlacement, made["record"])
        counts.append((await target(hub, "principals_hosted"))[0])
    assert counts == [0, 1, 1]


async def test_a_change_of_a_draft_is_checked_as_a_new_record_is(hub: HubClient) -> None:
    made = (await create(hub, rows.TeacherDispatch))["record"]
    payload = await step(hub, rows.TeacherDispatch, "Update", made, as_=WRITER, stage="NINE_YEAR")
    assert [(error["field"][1], error["code"]) for error in payload["userErrors"]] == [("stage", "INVALID")]
    payload = await step(hub, rows.TeacherDispatch, "Update", made, as_=WRITER, subject="PHYSICS")
    assert payload["record"] == {"id": made["id"], "revision": 2, "status": "DRAFT"}


def test_every_type_has_a_sample() -> None:
    assert set(INFOS) == set(SOUND)
