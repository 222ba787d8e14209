"""The plan's own facts are remembered for seconds: what changes in the tables is told after that, on either path."""

import asyncpg

from tests.plan.comparing import Pair, Question, Reader

ASKED = """query($measure: ID) { targets(measure: $measure) { key value progress { target } } }"""
LATER = 1_000_000_000.0


async def told(pair: Pair, measure: str | None) -> bytes:
    planned, ordinary = await pair.ask(Question(ASKED, {"measure": measure}, Reader("lead-office")))
    assert planned == ordinary
    return planned


async def test_a_changed_target_is_told(own_pair: Pair, own_url: str) -> None:
    before = await told(own_pair, "health")
    owner = await asyncpg.connect(own_url)
    await owner.execute("update hub_target set value = 12345 where key = 'river.surveyed'")
    await owner.close()
    for hub in (own_pair.planned.hub, own_pair.ordinary.hub):
        hub.clock = lambda: LATER
    after = await told(own_pair, "health")
    assert b'"value":"12345"' in after
    assert b'"target":"12345"' in after
    assert b"12345" not in before


async def test_a_measure_that_is_new_is_known_and_one_that_is_gone_is_not(own_pair: Pair, own_url: str) -> None:
    assert b"BAD_USER_INPUT" in await told_wrong(own_pair, "new")
    owner = await asyncpg.connect(own_url)
    await owner.execute(
        "insert into hub_measure (code, section, name_en, name_zh, position) values ('new', '9', 'New', '新', 99)"
    )
    await owner.close()
    for hub in (own_pair.planned.hub, own_pair.ordinary.hub):
        hub.clock = lambda: LATER
    assert await told(own_pair, "new") == b'{"data":{"targets":[]}}'


async def told_wrong(pair: Pair, measure: str) -> bytes:
    planned, _ = await pair.ask(Question(ASKED, {"measure": measure}, Reader("lead-office")))
    return planned
