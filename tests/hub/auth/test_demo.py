"""Demo clients: one for each organisation, with secrets of their own, and never in production."""

import asyncio
import json
import stat
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.clients.demo import BROWSER_APP
from hub.auth.demo import FILE, provision, read_secrets
from hub.auth.errors import DemoError
from hub.auth.policy import ROLES
from tests.hub.auth.conftest import ask


async def test_every_organisation_has_a_client_in_its_own_role(owner: AsyncEngine, secrets: dict[str, str]) -> None:
    async with owner.connect() as connection:
        rows = (await connection.execute(text("select id, organisation_code, roles from hub_client"))).all()
        codes = set(await connection.scalars(text("select code from hub_organisation")))
    clients = {row.id: (row.organisation_code, row.roles) for row in rows}
    assert clients.pop(BROWSER_APP)[1] == []
    assert set(clients) == set(secrets) == codes | {"auditor", "frontend-app"}
    assert clients["education-bureau"] == ("education-bureau", ["bureau"])
    assert clients["auditor"] == ("auditor-office", ["auditor"])
    assert clients["frontend-app"] == ("futian-district", ["district"])
    held = {role for _, roles in clients.values() for role in roles}
    assert held == {role for role in ROLES if role != "administrator" and not role.endswith("casework")}


async def test_secrets_are_random_and_their_owners_alone(owner: AsyncEngine, tmp_path: Path) -> None:
    first, second = [await provision(owner, tmp_path / name / "secrets", "test") for name in ("a", "b")]
    path = tmp_path / "a" / "secrets" / FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert json.loads(path.read_text()) == first
    assert len({*first.values(), *second.values()}) == len(first) * 2
    assert min(map(len, first.values())) >= 43


async def test_repeating_keeps_secrets_and_what_was_disabled(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine, tmp_path: Path
) -> None:
    async with owner.begin() as connection:
        await connection.execute(text("update hub_client set disabled_at = now() where id = 'auditor'"))
    assert await provision(owner, tmp_path, "development") == secrets
    assert (await ask(http, "auditor", secrets["auditor"])).status_code == 401
    assert (await ask(http, "lead-office", secrets["lead-office"])).status_code == 200


async def test_lost_secrets_are_made_anew_and_the_old_ones_end(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine, tmp_path: Path
) -> None:
    (tmp_path / FILE).unlink()
    anew = await provision(owner, tmp_path, "test")
    assert (await ask(http, "lead-office", secrets["lead-office"])).status_code == 401
    assert (await ask(http, "lead-office", anew["lead-office"])).status_code == 200


async def test_starts_at_the_same_moment_agree_on_the_secrets(owner: AsyncEngine, tmp_path: Path) -> None:
    given = await asyncio.gather(*(provision(owner, tmp_path, "test") for _ in range(3)))
    assert given[0] == given[1] == given[2] == read_secrets(tmp_path)


async def test_production_refuses_to_provide_demo_clients(owner: AsyncEngine, tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="HUB_ENVIRONMENT=production"):
        await provision(owner, tmp_path, "production")
    with pytest.raises(DemoError, match="no demo clients"):
        read_secrets(tmp_path)
    async with owner.connect() as connection:
        assert await connection.scalar(text("select count(*) from hub_client")) == 0


@pytest.mark.parametrize("content", ["", "[]", '{"auditor": 7}', "{", "\0"])
def test_a_damaged_file_of_secrets_is_refused_by_its_path(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(DemoError, match=FILE):
        read_secrets(tmp_path)


def test_without_a_demo_there_are_no_secrets_to_read(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="start the demo"):
        read_secrets(tmp_path)
