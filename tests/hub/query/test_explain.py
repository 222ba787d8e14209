"""The words that explain who sees a record agree with what the walls show, for every reader and record."""

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from hub.auth.access import Act
from hub.auth.explain import Facts, explain
from hub.auth.policy import RULES, Reader
from hub.auth.standing import read_named
from hub.cli.policy import UnknownError, read_facts, told
from hub.database.address import driver_url
from hub.records.base import Record
from hub.testing.client import HubClient
from schema.compose import Composition
from tests.river import oracle
from tests.river.oracle import id_of
from tests.river.sample import ferries, rivers, surveys


def facts(record: Record) -> Facts:
    return Facts(record.measure, record.county_code, record.starts_on, record.ends_on, record.status)


@pytest.mark.parametrize("reader", oracle.READERS, ids=str)
async def test_an_explanation_agrees_with_what_is_seen(hub: HubClient, reader: oracle.Reader) -> None:
    async with hub.hub.database.engine.connect() as connection:
        member = await read_named(connection, reader.client)
    assert member is not None
    asking = Reader(reader.client, reader.client, member.organisation, member.roles, frozenset(Act))
    for record in [*rivers(), *surveys(), *ferries()]:
        found = explain(asking, RULES, member.standing, facts(record))
        assert found.seen is reader.sees(record), found.reasons
        assert len(found.reasons) >= 2


async def test_an_explanation_names_the_days_that_dont_meet(hub: HubClient) -> None:
    async with hub.hub.database.engine.connect() as connection:
        member = await read_named(connection, oracle.LUOHU.client)
    assert member is not None
    asking = Reader("luohu", "luohu", member.organisation, member.roles, frozenset(Act))
    late = next(
        r for r in rivers() if r.county_code == "451030" and r.starts_on.year == 2019 and r.status.name == "APPROVED"
    )
    found = explain(asking, RULES, member.standing, facts(late))
    lines = told("luohu", found)
    assert lines[0] == "luohu does not see this record."
    assert any("paired with 451030 for 2016-01-01/2018-06-30" in line for line in lines)
    assert any("2016-01-01/2018-06-30，与该记录的期间没有重合" in line for line in lines)


async def test_facts_are_read_by_the_records_id(hub_url: str, composed: Composition) -> None:
    engine = create_async_engine(driver_url(hub_url))
    try:
        async with engine.connect() as connection:
            for record in (rivers()[3], surveys()[5], ferries()[1]):
                assert await read_facts(connection, composed, id_of(record)) == facts(record)
            for nothing in ("garbage", "U2Nob29sOjE", "Uml2ZXI6OTk5OTk5"):
                with pytest.raises(UnknownError, match="there is no record"):
                    await read_facts(connection, composed, nothing)
    finally:
        await engine.dispose()
