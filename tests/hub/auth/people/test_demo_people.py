"""Demo people: who they are, their one password, and that production has none."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.errors import DemoError
from hub.auth.people.demo import FILE, provide
from hub.auth.seam import make_ready
from hub.auth.vault import Vault
from tests.hub.auth.people.conftest import ACCOUNT, Adding, Browser, rows


@pytest.fixture
async def password(owner: AsyncEngine, tmp_path: Path) -> str:
    return await provide(owner, tmp_path, "test")


async def test_every_organisation_has_somebody_and_there_are_an_auditor_and_an_administrator(
    password: str, owner: AsyncEngine
) -> None:
    people = {
        name: (organisation, roles)
        for name, organisation, roles in await rows(
            owner, "select name, organisation_code, roles from hub_person where demo"
        )
    }
    codes = {code for (code,) in await rows(owner, "select code from hub_organisation")}
    assert set(people) == codes | {"auditor", "administrator"}
    assert people["futian-district"] == ("futian-district", ["district"])
    assert people["administrator"] == ("lead-office", ["administrator"])
    assert people["auditor"] == ("auditor-office", ["auditor"])
    assert len(password) == 19


async def test_all_of_them_sign_in_with_the_password_of_the_folder_and_nothing_else(
    password: str, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / FILE
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (f"{password}\n", 0o600)
    for name in ("futian-district", "education-bureau", "administrator"):
        assert (await browser.sign_in(name, password)).status_code == 200
        assert name in (await browser.get(ACCOUNT)).text


async def test_repeating_keeps_password_and_disabled_accounts_and_no_real_account_is_touched(
    password: str, owner: AsyncEngine, tmp_path: Path, browser: Browser
) -> None:
    async with owner.begin() as connection:
        await connection.execute(text("update hub_person set disabled_at = now() where name = 'auditor'"))
        real = "update hub_person set demo = false, roles = '{}' where name = 'futian-district'"
        await connection.execute(text(real))
    assert await provide(owner, tmp_path, "development") == password
    assert (await browser.sign_in("auditor", password)).status_code == 400
    assert await rows(owner, "select roles from hub_person where name = 'futian-district'") == [([],)]


async def test_another_folder_has_another_password(
    password: str, owner: AsyncEngine, tmp_path: Path, browser: Browser
) -> None:
    other = await provide(owner, tmp_path / "other", "test")
    assert other != password
    assert (await browser.sign_in("futian-district", password)).status_code == 400
    assert (await browser.sign_in("futian-district", other)).status_code == 200


async def test_production_neither_makes_nor_serves_them(
    password: str, owner: AsyncEngine, vault: Vault, tmp_path: Path, add: Adding
) -> None:
    with pytest.raises(DemoError, match="HUB_ENVIRONMENT=production"):
        await provide(owner, tmp_path, "production")
    await make_ready(owner, vault, "development")
    async with owner.begin() as connection:
        await connection.execute(text("update hub_client set disabled_at = now()"))
    with pytest.raises(DemoError, match="demo clients or people"):
        await make_ready(owner, vault, "production")
    async with owner.begin() as connection:
        await connection.execute(text("update hub_person set disabled_at = now()"))
    await add("li.na")
    await make_ready(owner, vault, "production")
    assert password
