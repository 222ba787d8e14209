"""A county writes, the bureau decides: every type of health record, from draft to the plan's figures."""

from typing import Any

import pytest

from hub.models import Record
from hub.naming import camel, snake
from hub.records.base import references
from hub.testing.client import HubClient
from modules.health import models as rows
from tests.modules.desk import withdraw, write
from tests.modules.health.samples import BUREAU, INFOS, MODELS, SOUND, WRITER, given, made


async def create(hub: HubClient, model: type[Record], **changes: Any) -> Any:
    payload = await write(hub, INFOS[model].declared, "Create", given(model, **changes), as_=WRITER)
    assert payload["userErrors"] == []
    return payload["record"]


async def step(hub: HubClient, model: type[Record], action: str, record: Any, *, as_: str, **more: Any) -> Any:
    field = camel(snake(model.__name__))
    sent = {"id": record["id"], "revision": record["revision"], **more}
    return await hub.write(f"{field}{action}", sent, f"record: {field} {{ id revision status }}", as_=as_)


@pytest.mark.parametrize("model", MODELS)
async def test_a_county_writes_and_submits_and_the_bureau_approves(shared: HubClient, model: type[Record]) -> None:
    draft = await create(shared, model)
    assert (draft["status"], draft["revision"]) == ("DRAFT", 1)
    submitted = (await step(shared, model, "Submit", draft, as_=WRITER))["record"]
    approved = (await step(shared, model, "Approve", submitted, as_=BUREAU))["record"]
    assert (approved["status"], approved["revision"]) == ("APPROVED", 3)
    await reads_back(shared, model, approved["id"])
    await withdraw(shared, INFOS[model].declared, approved, as_=BUREAU)


async def reads_back(hub: HubClient, model: type[Record], key: str) -> None:
    """What was written is what is read, ids and people apart."""
    info = INFOS[model]
    hidden = {*info.personal, *references(model)}
    shown = {camel(n): c for n, c in info.columns.items() if c in SOUND[model] and c not in hidden and n[0] != "_"}
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on {model.__name__} {{ synthetic {' '.join(shown)} }} }} }}"
    found = (await hub.ask(query, {"id": key}, as_=BUREAU))["node"]
    assert found == {"synthetic": False} | {name: SOUND[model][column] for name, column in shown.items()}


async def test_the_bureau_rejects_and_the_county_corrects(shared: HubClient) -> None:
    model = rows.HealthConstruction
    submitted = (await step(shared, model, "Submit", await create(shared, model), as_=WRITER))["record"]
    rejected = (await step(shared, model, "Reject", submitted, as_=BUREAU, reason="金额与合同不符"))["record"]
    assert rejected["status"] == "REJECTED"
    payload = await step(shared, model, "Update", rejected, as_=WRITER, paidAmount="2500000.01")
    assert [(e["field"], e["code"]) for e in payload["userErrors"]] == [(["input", "paidAmount"], "INVALID")]
    corrected = (await step(shared, model, "Update", rejected, as_=WRITER, paidAmount="2500000.00"))["record"]
    assert (corrected["status"], corrected["revision"]) == ("DRAFT", rejected["revision"] + 1)


async def test_a_withdrawn_record_gives_its_natural_key_free(shared: HubClient) -> None:
    first = await create(shared, rows.TelemedicineLink)
    withdrawn = (await step(shared, rows.TelemedicineLink, "Withdraw", first, as_=WRITER, reason="填错"))["record"]
    assert withdrawn["status"] == "WITHDRAWN"
    again = await create(shared, rows.TelemedicineLink)
    assert again["id"] != first["id"]


async def test_a_session_is_planned_then_held_and_its_outcome_noted(shared: HubClient) -> None:
    planned = await create(shared, rows.TelemedicineSession)
    held = {"outcome": "REFERRED", "patients": 2}
    payload = await step(shared, rows.TelemedicineSession, "Update", planned, as_=WRITER, **held)
    assert [(e["field"], e["code"]) for e in payload["userErrors"]] == [(["input", "endsOn"], "REQUIRED")]
    payload = await step(shared, rows.TelemedicineSession, "Update", planned, as_=WRITER, **held, endsOn="2018-09-01")
    assert (payload["userErrors"], payload["record"]["revision"]) == ([], 2)


async def test_a_team_with_its_members_is_written_from_nothing_to_the_countys_figures(shared: HubClient) -> None:
    before = await figures(shared)
    team = await approve(shared, rows.MedicalTeam, await create(shared, rows.MedicalTeam))
    stay = {"team": team["id"], "startsOn": "2018-09-03", "endsOn": "2018-12-31"}
    await approve(shared, rows.MedicalTeamMember, await create(shared, rows.MedicalTeamMember, **stay))
    after = await figures(shared)
    assert after["medicalTeamCount"] == before["medicalTeamCount"] + 1
    assert after["medicalTeamMemberCount"] == before["medicalTeamMemberCount"] + 1
    assert after["patientsTreatedTotal"] == before["patientsTreatedTotal"] + 900
    query = "query($id: ID!) { medicalTeam(id: $id) { members { nodes { name leads } } } }"
    found = (await shared.ask(query, {"id": team["id"]}, as_="futian-district"))["medicalTeam"]
    assert found["members"]["nodes"] == [{"name": "陈*", "leads": True}]


async def approve(hub: HubClient, model: type[Record], record: Any) -> Any:
    submitted = (await step(hub, model, "Submit", record, as_=WRITER))["record"]
    return (await step(hub, model, "Approve", submitted, as_=BUREAU))["record"]


async def figures(hub: HubClient) -> Any:
    query = """{ county(code: "451225") { health {
      medicalTeamCount medicalTeamMemberCount patientsTreatedTotal } } }"""
    return (await hub.ask(query, as_=WRITER))["county"]["health"]


def test_samples_are_new_to_the_demo() -> None:
    assert not any(
        record.serial == SOUND[rows.TelemedicineSession]["serial"] for record in made(rows.TelemedicineSession)
    )
    assert set(SOUND) == set(INFOS)
