"""Keeping accounts by the `hub user` and `hub role` commands, as processes see it."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner, Result

from hub.auth.models import Client
from hub.auth.people.errors import PersonError
from hub.auth.people.models import Person
from hub.auth.people.roles import check_roles
from hub.auth.policy import ROLES
from hub.cli.users import app, roles
from tests.hub.auth.people.conftest import ACCOUNT, PASSWORD, Adding, Browser, rows

NEW = "another three words"


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Run":
    monkeypatch.setenv("HUB_DATABASE_URL", database_url)
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    return Run()


class Run:
    """Runs a command as an operator would, and hands over what is typed."""

    async def __call__(self, *words: str, typed: str = "") -> Result:
        command, *rest = words
        which = roles if command == "role" else app
        return await asyncio.to_thread(lambda: CliRunner().invoke(which, rest, input=typed))


async def test_an_added_person_signs_in(run: Run, browser: Browser) -> None:
    words = (
        "user",
        "add",
        "Li.Na",
        "--organisation",
        "futian-district",
        "--role",
        "district",
        "--display-name",
        "李娜",
    )
    done = await run(*words, "--password-stdin", typed=f"{PASSWORD}\n")
    assert (done.exit_code, done.output) == (0, "li.na: district of futian-district\n")
    assert (await browser.sign_in("li.na")).status_code == 200
    assert "李娜" in (await browser.get(ACCOUNT)).text


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"name": "李娜"}, "2 to 60 characters"),
    ({"name": "li.na"}, "li.na already"),
    ({"--organisation": "nowhere"}, "no organisation 'nowhere'"),
    ({"--role": "king"}, "there are administrator, auditor, bureau"),
    ({"password": "short"}, "12 to 200 characters"),
    ({"password": "zhao.min2016!"}, "first that are guessed"),
]


async def test_what_can_not_be_added_is_told_with_a_remedy_and_nothing_is_written(
    run: Run, li: Person, owner: AsyncEngine
) -> None:
    before = await rows(owner, "select count(*) from hub_audit_entry")
    usual = {"name": "zhao.min", "--organisation": "futian-district", "--role": "district", "password": PASSWORD}
    for changed, words in REFUSED:
        given = usual | changed
        options = [part for name in ("--organisation", "--role") for part in (name, given[name])]
        done = await run("user", "add", given["name"], *options, "--password-stdin", typed=given["password"])
        assert isinstance(done.exception, PersonError), words
        assert words in str(done.exception)
        assert given["password"] not in str(done.exception)
    assert await rows(owner, "select name from hub_person") == [(li.name,)]
    assert await rows(owner, "select count(*) from hub_audit_entry") == before


async def test_disabling_a_person_ends_their_sessions_and_tokens(
    run: Run, browser: Browser, li: Person, owner: AsyncEngine, app_client: Client
) -> None:
    await browser.sign_in(li.name)
    await give_family(owner, li, app_client)
    assert (await run("user", "disable", "li.na")).output == "li.na: disabled\n"
    assert (await browser.get(ACCOUNT)).status_code == 303
    assert (await browser.sign_in(li.name)).status_code == 400
    assert await ended(owner)
    await run("user", "enable", "li.na")
    assert (await browser.sign_in(li.name)).status_code == 200
    assert await ended(owner)  # what has ended stays so


async def test_a_new_password_ends_sessions_and_tokens_of_the_old_one(
    run: Run, browser: Browser, li: Person, owner: AsyncEngine, app_client: Client
) -> None:
    await browser.sign_in(li.name)
    await give_family(owner, li, app_client)
    done = await run("user", "password", "li.na", "--password-stdin", typed=NEW)
    assert done.output == "li.na: password changed\n"
    assert (await browser.get(ACCOUNT)).status_code == 303
    assert await ended(owner)
    assert (await browser.sign_in(li.name)).status_code == 400
    assert (await browser.sign_in(li.name, NEW)).status_code == 200


async def test_roles_are_granted_and_revoked_and_take_a_new_sign_in(
    run: Run, browser: Browser, li: Person, owner: AsyncEngine
) -> None:
    await browser.sign_in(li.name)
    assert (await run("role", "grant", "li.na", "lead")).output == "li.na: district, lead\n"
    assert (await browser.get(ACCOUNT)).status_code == 303
    assert (await run("role", "revoke", "li.na", "lead")).output == "li.na: district\n"
    again = await run("role", "revoke", "li.na", "lead")
    assert "doesn't hold" in str(again.exception)
    told = await rows(owner, "select reason, target from hub_audit_entry where kind = 'PERSON_CHANGE' order by id")
    assert told == [(what, str(li.id)) for what in ("added", "roles", "roles")]


def test_duties_are_kept_apart() -> None:
    for role in ("administrator", "auditor"):
        check_roles([role])
        for other in ROLES - {role}:
            with pytest.raises(PersonError, match="account of its own"):
                check_roles([role, other])
    check_roles(["bureau", "workgroup"])


async def test_a_forgotten_second_factor_is_set_up_anew(
    run: Run, browser: Browser, add: Adding, owner: AsyncEngine
) -> None:
    await add("chen", organisation="education-bureau", roles=("bureau",))
    await browser.sign_in("chen")
    first = await browser.get("/oauth/second-factor")
    assert (await run("user", "totp-reset", "chen")).exit_code == 0
    assert await rows(owner, "select totp_jwe, totp_confirmed_at, totp_step from hub_person") == [(None, None, None)]
    await browser.sign_in("chen")
    assert (await browser.get("/oauth/second-factor")).text != first.text


async def test_the_lists_show_people_and_roles(run: Run, li: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    people, known = (await run("user", "list")).output, (await run("role", "list")).output
    assert all(word in people for word in (li.name, "futian-district", "not needed", "open"))
    assert all(role in known for role in ROLES)
    assert "argon2" not in people


async def give_family(owner: AsyncEngine, person: Person, client: Client) -> None:
    """Let the person have granted something to an app."""
    statement = """
        insert into hub_token_family (id, client_id, person_id, scopes, auth_time, amr, created_at, expires_at)
        values (gen_random_uuid(), :client, :person, '{read}', 0, '{pwd}', now(), now() + interval '1 day')
    """
    async with owner.begin() as connection:
        await connection.execute(text(statement), {"person": person.id, "client": client.id})


async def ended(owner: AsyncEngine) -> bool:
    """Whether every grant has ended, and its access tokens are denied."""
    families = await rows(owner, "select revoked_at is not null from hub_token_family")
    return families == [(True,)] and len(await rows(owner, "select 1 from hub_denied_token")) == 1
