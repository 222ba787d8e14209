"""Who asks, and what the programme lets them do, from a real token to the access."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request

from hub.auth.access import Act
from hub.auth.principal import FRESH
from hub.auth.seam import Authorization
from hub.auth.vault import Vault
from hub.errors import Unauthenticated
from tests.hub.auth.conftest import Clock, ask, bearer, token_of

FUTIAN = ["451225", "451226"]
NOBODY: dict[str, Any] = {
    "subject": None,
    "organisation": None,
    "roles": [],
    "acts": [],
    "measures": [],
    "counties": [],
    "dated": [],
}


@pytest.fixture
def statements(service: AsyncEngine) -> Iterator[list[str]]:
    """The statements that the service has sent so far."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(service.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(service.sync_engine, "before_cursor_execute", note)


async def who(http: httpx.AsyncClient, token: str) -> dict[str, Any]:
    answer = await http.get("/who", headers=bearer(token))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def change(owner: AsyncEngine, *statements: str) -> None:
    async with owner.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def test_without_a_token_one_is_nobody(http: httpx.AsyncClient) -> None:
    assert (await http.get("/who")).json() == NOBODY


async def test_each_kind_of_reader_stands_where_the_programme_puts_it(
    http: httpx.AsyncClient, secrets: dict[str, str]
) -> None:
    async def stands(name: str) -> tuple[str, Any, bool]:
        found = await who(http, await token_of(http, name, secrets))
        assert found["subject"] == name
        counties, every = found["counties"], len(found["measures"]) == 23
        return " ".join(found["acts"]), counties if len(counties) < 3 else len(counties), every

    everything = True
    assert await stands("lead-office") == ("approve export read", "*", everything)
    assert await stands("auditor") == ("audit read", "*", everything)
    assert await stands("futian-district") == ("export read", FUTIAN, everything)
    assert await stands("frontend-app") == ("export read", FUTIAN, everything)
    assert await stands("dapeng-district") == ("export read", ["451227"], everything)
    assert await stands("luocheng-county") == ("read submit write", ["451225"], everything)
    assert await stands("work-group") == ("approve read submit write", 17, everything)
    assert await stands("education-bureau") == ("approve export read submit write", "*", False)


async def test_a_bureau_reaches_the_measures_that_the_plan_names_it_for_and_no_other(
    http: httpx.AsyncClient, secrets: dict[str, str]
) -> None:
    found = await who(http, await token_of(http, "education-bureau", secrets))
    assert {"education", "talent"} <= set(found["measures"])
    assert {"health", "culture", "credit", "fiscal_support", "tourism"}.isdisjoint(found["measures"])


async def test_an_organisation_without_a_part_in_the_programme_reads_nothing(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine, clock: Clock
) -> None:
    token = await token_of(http, "education-bureau", secrets)
    await change(owner, "update hub_client set roles = '{administrator}' where id = 'education-bureau'")
    clock.now += FRESH
    assert await who(http, token) == NOBODY | {
        "subject": "education-bureau",
        "organisation": "education-bureau",
        "roles": ["administrator"],
    }


async def test_a_narrow_scope_narrows_the_access(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    wide = await token_of(http, "education-bureau", secrets)
    narrow = await token_of(http, "education-bureau", secrets, scope="read")
    assert (await who(http, wide))["acts"] == ["approve", "export", "read", "submit", "write"]
    assert (await who(http, narrow))["acts"] == ["read"]


@pytest.mark.acceptance(40)
async def test_two_roles_give_the_union_and_not_the_product(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine, authorization: Authorization
) -> None:
    await change(owner, "update hub_client set roles = '{bureau,county}' where id = 'luocheng-county'")
    await change(owner, "insert into hub_measure_body values ('education', 'luocheng-county', 99, false)")
    found = await who(http, await token_of(http, "luocheng-county", secrets))
    assert (found["counties"], len(found["measures"]), found["acts"]) == ("*", 23, ["read", "submit", "write"])
    access = await authorization.access_of(_request(await token_of(http, "luocheng-county", secrets)))
    assert access.reach("education", Act.READ).setting() == "*"
    assert access.reach("health", Act.READ).setting() == "451225"


@pytest.mark.acceptance(52)
async def test_a_changed_pairing_or_role_takes_effect_after_five_seconds_for_tokens_that_are_out_already(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine, clock: Clock
) -> None:
    token = await token_of(http, "futian-district", secrets)
    await who(http, token)
    await change(owner, "delete from hub_pairing where supported_code = '451226'")
    clock.now += FRESH - 0.1
    assert (await who(http, token))["counties"] == FUTIAN
    clock.now += 0.1
    assert (await who(http, token))["counties"] == FUTIAN[:1]
    await change(owner, "update hub_client set roles = '{}' where id = 'futian-district'")
    clock.now += FRESH - 0.1
    assert (await who(http, token))["counties"] == FUTIAN[:1]
    clock.now += 0.1
    assert (await who(http, token))["measures"] == []


async def test_a_pairing_for_a_part_of_the_programme_gives_a_county_for_its_days(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine
) -> None:
    await change(owner, "update hub_pairing set ends_on = '2018-06-30' where supported_code = '451226'")
    found = await who(http, await token_of(http, "futian-district", secrets))
    assert (found["counties"], found["dated"]) == (FUTIAN[:1], ["451226 [2016-01-01,2018-06-30]"])


@pytest.mark.parametrize("end", ["update hub_client set disabled_at = now()", "delete from hub_client"])
async def test_a_client_that_is_ended_loses_its_tokens_within_five_seconds(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine, clock: Clock, end: str
) -> None:
    token = await token_of(http, "auditor", secrets)
    await who(http, token)
    await change(owner, f"{end} where id = 'auditor'")
    assert (await ask(http, "auditor", secrets["auditor"])).status_code == 401
    clock.now += FRESH
    assert (await http.get("/who", headers=bearer(token))).status_code == 401


async def test_a_clock_that_is_set_back_does_not_keep_old_facts_alive(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine, clock: Clock
) -> None:
    token = await token_of(http, "auditor", secrets)
    await who(http, token)
    await change(owner, "update hub_client set disabled_at = now() where id = 'auditor'")
    clock.now -= 1
    assert (await http.get("/who", headers=bearer(token))).status_code == 401


async def test_a_header_that_is_no_bearer_token_is_refused(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    token = await token_of(http, "auditor", secrets)
    for header in (
        "",
        "Bearer",
        "Bearer ",
        f"Basic {token}",
        token,
        f"Bearer {token} x",
        f"Bearer {token},",
        "Bearer é",
    ):
        answer = await http.get("/who", headers=[(b"Authorization", header.encode())])
        assert answer.status_code == 401, header
    twice = [("Authorization", f"Bearer {token}")] * 2
    assert (await http.get("/who", headers=twice)).status_code == 401


async def test_the_scheme_may_be_written_in_any_case(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    token = await token_of(http, "auditor", secrets)
    assert (await http.get("/who", headers={"Authorization": f"bEARER {token}"})).status_code == 200


async def test_a_reader_who_is_known_costs_no_statement(
    http: httpx.AsyncClient, secrets: dict[str, str], statements: list[str]
) -> None:
    token = await token_of(http, "auditor", secrets)
    await who(http, token)
    before = len(statements)
    await who(http, token)
    assert len(statements) == before


async def test_many_requests_of_one_reader_read_the_facts_once(
    http: httpx.AsyncClient, secrets: dict[str, str], statements: list[str]
) -> None:
    first, token = [await token_of(http, name, secrets) for name in ("auditor", "futian-district")]
    await who(http, first)  # reads what has been denied, for all tokens at once
    before = len(statements)
    await who(http, token)
    once = len(statements) - before
    other = await token_of(http, "luohu-district", secrets)
    before = len(statements)
    await asyncio.gather(*(who(http, other) for _ in range(20)))
    assert len(statements) - before == once


async def test_readers_at_the_same_moment_never_get_each_others_access(
    http: httpx.AsyncClient, secrets: dict[str, str]
) -> None:
    names = [name for name in secrets if name.endswith("-county")]
    tokens = [await token_of(http, name, secrets) for name in names]
    found = await asyncio.gather(*(who(http, token) for token in tokens for _ in range(3)))
    assert [one["subject"] for one in found] == [name for name in names for _ in range(3)]
    assert len({tuple(one["counties"]) for one in found}) == 17


async def test_another_hubs_token_is_refused_even_when_it_shares_the_keys(
    http: httpx.AsyncClient, secrets: dict[str, str], service: AsyncEngine, vault: Vault, clock: Clock
) -> None:
    token = await token_of(http, "auditor", secrets)
    other = Authorization(service, "https://other.example", vault, clock=clock)
    with pytest.raises(Unauthenticated):
        await other.access_of(_request(token))


def _request(token: str) -> Request:
    header = (b"authorization", f"Bearer {token}".encode())
    return Request({"type": "http", "headers": [header]})
