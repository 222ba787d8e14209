"""What is exported is what the list shows to the same reader, where it may export; and nothing to who may not."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.auth.access import EVERYWHERE, Access, Act, Reach
from hub.records.base import Record
from hub.testing.client import HubClient
from tests.hub.export.conftest import TOLD, enter, exported, get, lines, refusal
from tests.river.oracle import (
    AUDITOR,
    CULTURE,
    DAPENG,
    FUTIAN,
    HEALTH,
    LEAD,
    LUOCHENG,
    LUOHU,
    WORK_GROUP,
    Reader,
    ids_of,
)
from tests.river.sample import HUANJIANG, ferries, rivers, surveys
from tests.river.sample import LUOCHENG as COUNTY

RECORDS: dict[str, tuple[str, Sequence[Record]]] = {
    "river": ("rivers", rivers()),
    "survey": ("surveys", surveys()),
    "ferry": ("ferries", ferries()),
}
FILTERS: dict[str, list[dict[str, Any]]] = {
    "river": [{}, {"flow": {"eq": "BROOK"}, "startsOn": {"gte": "2017-01-01"}}, {"remark": {"isNull": True}}],
    "survey": [{}, {"not": {"fee": {"lte": "2999.99"}}}, {"county": {"in": [COUNTY, HUANJIANG]}}],
    "ferry": [{}, {"or": [{"status": {"eq": "APPROVED"}}, {"endsOn": {"isNull": True}}]}],
}
CASES = [
    (reader, record)
    for reader in (LEAD, HEALTH, CULTURE, FUTIAN, LUOHU, DAPENG)
    for record, (_, made) in RECORDS.items()
    if made[0].measure in reader.measures
]


async def listed(hub: HubClient, record: str, names: Sequence[str], reader: Reader, where: Any) -> list[dict[str, str]]:
    """The rows of the list by the paths of an export's columns, as cells, in the order of their keys."""
    plural, made = RECORDS[record]
    selected = " ".join("{".join(name.split(".")) + "}" * name.count(".") for name in names)
    query = (
        f"query($f: {record.capitalize()}Filter) {{ {plural}(first: 1000, filter: $f) {{ nodes {{ {selected} }} }} }}"
    )
    nodes = (await hub.ask(query, {"f": where}, as_=reader.client))[plural]["nodes"]
    order = {key: number for number, key in enumerate(ids_of(made))}
    rows = [{name: cell(value_at(node, name)) for name in names} for node in nodes]
    return sorted(rows, key=lambda row: order[row["id"]])


def value_at(node: Any, path: str) -> Any:
    for name in path.split("."):
        node = node and node[name]
    return node


def cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
    return str(value)


@pytest.mark.parametrize(("reader", "record"), CASES, ids=str)
async def test_an_export_holds_what_the_list_shows(hub: HubClient, reader: Reader, record: str) -> None:
    for where in FILTERS[record]:
        names, *cells = lines(await get(hub, record, reader.client, header="names", filter=where))
        rows = [dict(zip(names, row, strict=True)) for row in cells]
        assert rows == await listed(hub, record, names, reader, where)
        if not where:
            assert [row["id"] for row in rows] == ids_of(reader.among(RECORDS[record][1]))


conditions = st.one_of(
    st.fixed_dictionaries({"flow": st.fixed_dictionaries({"in": st.lists(st.sampled_from(["BROOK", "STREAM"]))})}),
    st.fixed_dictionaries({"budget": st.fixed_dictionaries({"gt": st.sampled_from(["0.00", "0.01", "3000"])})}),
    st.fixed_dictionaries(
        {"remark": st.fixed_dictionaries({"contains": st.sampled_from(["%", "_", "\\", "漓", "'"])})}
    ),
    st.fixed_dictionaries({"navigable": st.fixed_dictionaries({"eq": st.booleans()})}),
    st.fixed_dictionaries({"length": st.fixed_dictionaries({"isNull": st.booleans()})}),
)
filters = st.recursive(
    conditions,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"and": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"or": st.lists(inner, max_size=3)}),
    ),
    max_leaves=5,
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(where=filters, reader=st.sampled_from([LEAD, HEALTH, FUTIAN, LUOHU]))
async def test_random_filters_mean_the_same_rows_as_in_the_list(hub: HubClient, where: Any, reader: Reader) -> None:
    rows = await exported(hub, "river", reader.client, filter=where)
    assert [{"id": row["id"]} for row in rows] == await listed(hub, "river", ["id"], reader, where)


@pytest.mark.parametrize("reader", [AUDITOR, WORK_GROUP, LUOCHENG], ids=str)
async def test_who_may_not_export_gets_nothing_and_is_told_of(
    hub: HubClient, owner: asyncpg.Connection, reader: Reader
) -> None:
    assert reader.among(surveys())  # they do see some
    assert refusal(await get(hub, "survey", reader.client)) == (403, "FORBIDDEN", None)
    assert await owner.fetch(TOLD, "EXPORT") == []
    (told,) = await owner.fetch(TOLD, "REFUSAL")
    assert (told["who"], told["operation"], told["reason"]) == (reader.client, "export/survey", "FORBIDDEN")


async def test_a_bureau_exports_records_of_its_own_measures_alone(hub: HubClient, owner: asyncpg.Connection) -> None:
    assert refusal(await get(hub, "ferry", HEALTH.client)) == (403, "FORBIDDEN", None)
    assert refusal(await get(hub, "river", CULTURE.client)) == (403, "FORBIDDEN", None)
    assert await owner.fetch(TOLD, "EXPORT") == []


def reader_of(**grants: Reach) -> Access:
    """A reader with these grants, by names such as `health_export`."""
    named = {(name.split("_")[0], Act(name.split("_")[1])): reach for name, reach in grants.items()}
    return Access("somebody", "somebody", None, frozenset(), named, purpose="payment")


async def test_who_reads_more_than_it_may_export_exports_that_part(
    hub: HubClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = Reach(counties=frozenset({COUNTY}))
    enter(hub, monkeypatch, reader_of(health_read=EVERYWHERE, health_export=part))
    found = [row["id"] for row in await exported(hub, "river", "lead-office")]
    settled = Reader("", LUOCHENG.counties)
    assert found == ids_of(settled.among(rivers()))


async def test_who_may_export_more_than_it_reads_exports_what_it_reads(
    hub: HubClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(hub, monkeypatch, reader_of(health_read=Reach(counties=frozenset({COUNTY})), health_export=EVERYWHERE))
    found = [row["id"] for row in await exported(hub, "river", "lead-office")]
    assert found == ids_of(Reader("", LUOCHENG.counties).among(rivers()))


@pytest.mark.parametrize("reach", [EVERYWHERE, None], ids=["exportable", "readable only"])
async def test_what_a_record_points_at_is_exported_where_it_may_be_itself(
    hub: HubClient, monkeypatch: pytest.MonkeyPatch, reach: Reach | None
) -> None:
    more = {"health_export": reach} if reach else {}
    access = reader_of(culture_read=EVERYWHERE, culture_export=EVERYWHERE, health_read=EVERYWHERE, **more)
    enter(hub, monkeypatch, access)
    rows = await exported(hub, "ferry", "lead-office")
    assert len(rows) == len(AUDITOR.among(ferries()))
    assert any(row["river.id"] and row["river.name"] for row in rows) is bool(reach)


async def test_personal_columns_are_masked_whatever_role_and_purpose(
    hub: HubClient, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = {f"health_{act}": EVERYWHERE for act in Act}
    enter(hub, monkeypatch, reader_of(**everything))
    names = [row["surveyor"] for row in await exported(hub, "survey", "lead-office")]
    assert names == [f"{survey.surveyor[0]}*" for survey in surveys()]
    assert await owner.fetch(TOLD, "PERSONAL_READ") == []
    (told,) = await owner.fetch(TOLD, "EXPORT")
    assert (told["purpose"], json.loads(told["counts"])) == ("payment", {"Survey": len(surveys())})


async def test_each_export_is_told_of_by_who_what_and_how_many(hub: HubClient, owner: asyncpg.Connection) -> None:
    where = json.dumps({"county": {"eq": COUNTY}})
    rows = await exported(hub, "river", FUTIAN.client, filter=where)
    assert await exported(hub, "river", FUTIAN.client, filter='{"name": {"eq": "none such"}}') == []
    first, second = await owner.fetch(TOLD, "EXPORT")
    assert (first["who"], first["client"], first["operation"]) == (FUTIAN.client, FUTIAN.client, "export/river")
    assert first["document"] == sha256(where.encode()).digest() != second["document"]
    assert [json.loads(told["counts"]) for told in (first, second)] == [{"River": len(rows)}, {"River": 0}]
