"""Registering clients: by the command line, under rules that name the option that breaks them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import pytest
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OctKey, RSAKey
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from hub.auth.clients.registration import Registration
from hub.auth.errors import RegistrationError
from hub.auth.models import hash_of
from hub.cli.clients import app as client_commands
from hub.cli.keys import app as key_commands
from tests.hub.auth.oauth.conftest import CALLBACK, CLIENTS, KEY, SECRET, count

GOOD = Registration(
    "app-2",
    "lead-office",
    ["authorization_code", "refresh_token"],
    redirect_uris=[CALLBACK],
    origins=["https://app.example.org"],
    public=True,
)
MACHINE = Registration("system", "education-bureau", ["client_credentials"], roles=["bureau"], secret=SECRET)
JWKS = {"keys": [KEY.as_dict(private=False)]}

FAULTS: list[tuple[str, Registration]] = [
    ("NAME", replace(GOOD, name="Ä")),
    ("NAME", replace(GOOD, name="a" * 101)),
    ("NAME", replace(GOOD, name="")),
    ("--grant implicit", replace(GOOD, grants=["implicit"])),
    ("--grant password", replace(GOOD, grants=["password"])),
    ("--grant", replace(GOOD, grants=[], redirect_uris=[])),
    ("--grant refresh_token", replace(MACHINE, grants=["refresh_token"])),
    ("--role king", replace(MACHINE, roles=["king"])),
    ("--scope everything", replace(GOOD, scopes=["read", "everything"])),
    ("--scope", replace(GOOD, scopes=["write"])),
    ("--scope approve", replace(MACHINE, scopes=["read", "approve"])),
    ("--scope personal", replace(MACHINE, scopes=["read", "personal"])),
    ("--public", replace(GOOD, grants=["authorization_code", "client_credentials"])),
    ("--public", replace(GOOD, roles=["bureau"])),
    ("--public", replace(GOOD, secret=SECRET)),
    ("--public", replace(GOOD, jwks=JWKS)),
    ("--secret-stdin", replace(MACHINE, secret=None)),
    ("--secret-stdin", replace(MACHINE, secret="short")),
    ("--secret-stdin", replace(MACHINE, secret="台" * 40)),
    ("--redirect-uri", replace(GOOD, redirect_uris=[])),
    ("--redirect-uri", replace(MACHINE, redirect_uris=[CALLBACK])),
    *(
        (f"--redirect-uri {uri}", replace(GOOD, redirect_uris=[CALLBACK, uri]))
        for uri in (
            "http://app.example.org/callback",
            "http://localhost/callback",
            "https://*.example.org/callback",
            "https://app.example.org/#a",
            "https://me@app.example.org/",
            "javascript:alert(1)",
            "https://",
            "https://[::1",
            "https://台.example/",
        )
    ),
    ("--post-logout-uri http", replace(GOOD, post_logout_uris=["http://app.example.org/"])),
    *(
        (f"--origin {origin}", replace(GOOD, origins=[origin]))
        for origin in ("*", "null", "https://app.example.org/", "https://App.example.org", "http://app.example.org")
    ),
    ("--access-token-seconds", replace(GOOD, access_token_seconds=0)),
    ("--access-token-seconds", replace(GOOD, access_token_seconds=601)),
    ("--jwks", replace(MACHINE, secret=None, jwks={})),
    ("--jwks", replace(MACHINE, secret=None, jwks={"keys": []})),
    ("--jwks", replace(MACHINE, secret=None, jwks={"keys": [KEY.as_dict(private=True)]})),
    ("--jwks", replace(MACHINE, secret=None, jwks={"keys": [ECKey.generate_key("P-384").as_dict(private=False)]})),
    ("--jwks", replace(MACHINE, secret=None, jwks={"keys": [OctKey.generate_key(256).as_dict(private=True)]})),
]


@pytest.mark.parametrize(("option", "asked"), FAULTS, ids=[f"{n}-{f[0]}" for n, f in enumerate(FAULTS)])
def test_a_registration_that_breaks_a_rule_is_refused_by_the_options_name(option: str, asked: Registration) -> None:
    with pytest.raises(RegistrationError) as refusal:
        asked.client()
    assert option in str(refusal.value)
    assert SECRET not in str(refusal.value)


def test_a_short_rsa_key_is_refused() -> None:
    with pytest.warns(SecurityWarning, match="2048"):
        short = RSAKey.generate_key(1024).as_dict(private=False)
    with pytest.warns(SecurityWarning, match="2048"), pytest.raises(RegistrationError, match="--jwks"):
        replace(MACHINE, secret=None, jwks={"keys": [short]}).client()
    long = RSAKey.generate_key(2048).as_dict(private=False)
    assert replace(MACHINE, secret=None, jwks={"keys": [long]}).client().jwks


def test_what_keeps_the_rules_is_registered_with_the_scopes_of_its_roles() -> None:
    assert GOOD.client().scopes == ["openid", "profile", "read"]
    assert MACHINE.client().scopes == ["export", "read", "submit", "write"]
    assert "approve" in replace(MACHINE, secret=None, jwks=JWKS).client().scopes
    assert all(client.client().id == client.name for client in CLIENTS)


@pytest.fixture
def commands(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("HUB_DATABASE_URL", database_url)
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "400")
    return CliRunner()


ADD = ["add", "system", "--organisation", "education-bureau", "--role", "bureau", "--grant", "client_credentials"]


def add(commands: CliRunner, *more: str, given: str | None = None) -> Any:
    return commands.invoke(client_commands, [*ADD, *more], input=given)


async def stored(owner: AsyncEngine, secret: str) -> int:
    return await count(owner, "hub_client", f"id = 'system' and secret_hash = '\\x{hash_of(secret).hex()}'")


def test_a_client_is_added_with_a_secret_that_is_printed_this_once(commands: CliRunner) -> None:
    added = add(commands, "--access-token-seconds", "300")
    listed = commands.invoke(client_commands, ["list"])
    assert (added.exit_code, len(added.stdout.strip())) == (0, 43)
    assert "education-bureau" in listed.stdout
    assert added.stdout.strip() not in listed.output


async def test_a_secret_that_is_given_is_taken_and_not_printed(commands: CliRunner, owner: AsyncEngine) -> None:
    added = await anyio.to_thread.run_sync(lambda: add(commands, "--secret-stdin", given=f"{SECRET}\n"))
    assert (added.exit_code, added.stdout) == (0, "")
    assert await stored(owner, SECRET) == 1
    assert await count(owner, "hub_audit_entry", "kind = 'CLIENT_CHANGE' and target = 'system'") == 1


def test_a_name_is_given_once_and_an_organisation_must_be_known(commands: CliRunner) -> None:
    assert add(commands).exit_code == 0
    assert isinstance(add(commands).exception, RegistrationError)
    unknown = commands.invoke(client_commands, ["add", "x", "--organisation", "nobody", *ADD[4:]])
    assert "--organisation nobody" in str(unknown.exception)
    for command in ("disable", "rotate-secret"):
        assert "no such client" in str(commands.invoke(client_commands, [command, "unknown"]).exception)


def test_a_new_secret_ends_the_old_one(commands: CliRunner) -> None:
    first = add(commands).stdout.strip()
    second = commands.invoke(client_commands, ["rotate-secret", "system"])
    assert second.exit_code == 0
    assert len({first, second.stdout.strip()}) == 2
    assert "has no secret" in str(commands.invoke(client_commands, ["rotate-secret", "app"]).exception)


def test_a_client_with_keys_gets_no_secret(commands: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text(json.dumps(JWKS))
    added = add(commands, "--jwks", str(tmp_path / "keys.json"))
    assert (added.exit_code, added.stdout) == (0, "")
    for content in ("[]", "{"):
        (tmp_path / "keys.json").write_text(content)
        assert "--jwks" in str(add(commands, "--jwks", str(tmp_path / "keys.json")).exception)


def test_keys_are_rotated_listed_and_discarded(commands: CliRunner) -> None:
    assert "next" in commands.invoke(key_commands, ["list"]).stdout
    assert "sealed with another" in str(commands.invoke(key_commands, ["rotate"]).exception)
    assert commands.invoke(key_commands, ["discard"]).exit_code == 2
    assert "active" in commands.invoke(key_commands, ["list"]).stdout
    assert commands.invoke(key_commands, ["discard", "--yes"]).exit_code == 0
    assert "active" not in commands.invoke(key_commands, ["list"]).stdout
