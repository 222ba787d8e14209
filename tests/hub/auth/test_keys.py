"""Signing keys: made once, rotated without a failed request, sealed at rest."""

import asyncio
import logging
import stat
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.errors import KeysError, VaultError
from hub.auth.keys import FRESH, KEPT, PUBLISHED_AHEAD, Keyring, ensure_keys, rotate_keys
from hub.auth.vault import FILE, Vault, open_vault
from hub.settings import Settings
from tests.hub.auth.conftest import KEY, Clock, bearer, token_of

AHEAD = PUBLISHED_AHEAD.total_seconds()


async def kids(engine: AsyncEngine) -> dict[str, str]:
    async with engine.connect() as connection:
        rows = await connection.execute(text("select state, kid from hub_signing_key"))
        return {str(row.state): str(row.kid) for row in rows}


async def test_processes_that_start_together_make_one_pair_of_keys(
    owner: AsyncEngine, vault: Vault, clock: Clock
) -> None:
    await asyncio.gather(*(ensure_keys(owner, vault, clock.date()) for _ in range(4)))
    made = await kids(owner)
    await ensure_keys(owner, vault)
    assert set(made) == {"ACTIVE", "NEXT"}
    assert await kids(owner) == made


async def test_a_hub_without_keys_says_so(service: AsyncEngine, vault: Vault, clock: Clock) -> None:
    with pytest.raises(KeysError, match="no active signing key"):
        await Keyring(service, vault, clock).ring()


async def test_rotation_moves_each_key_on(owner: AsyncEngine, vault: Vault, clock: Clock) -> None:
    await ensure_keys(owner, vault, clock.date())
    before = await kids(owner)
    clock.now += AHEAD
    await rotate_keys(owner, vault, clock.date())
    after = await kids(owner)
    assert (after["RETIRED"], after["ACTIVE"]) == (before["ACTIVE"], before["NEXT"])
    assert after["NEXT"] not in before.values()


async def test_a_key_signs_only_after_others_could_learn_of_it(owner: AsyncEngine, vault: Vault, clock: Clock) -> None:
    with pytest.raises(KeysError, match="no signing keys"):
        await rotate_keys(owner, vault, clock.date())
    await ensure_keys(owner, vault, clock.date())
    clock.now += AHEAD - 1
    with pytest.raises(KeysError, match="in five minutes"):
        await rotate_keys(owner, vault, clock.date())


@pytest.mark.acceptance(21)
async def test_no_request_fails_while_keys_rotate_and_old_tokens_verify_until_they_expire(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine, vault: Vault, clock: Clock
) -> None:
    clock.now += AHEAD
    old = await token_of(http, "lead-office", secrets)
    await rotate_keys(owner, vault, clock.date())
    at_once = await token_of(http, "lead-office", secrets)
    clock.now += FRESH
    new = await token_of(http, "lead-office", secrets)
    assert [(await http.get("/who", headers=bearer(token))).status_code for token in (old, at_once, new)] == [200] * 3
    assert len({token.split(".")[0] for token in (old, at_once, new)}) == 2
    clock.now += 600 - FRESH - 1
    assert (await http.get("/who", headers=bearer(old))).status_code == 200
    clock.now += 1
    assert (await http.get("/who", headers=bearer(old))).status_code == 401
    keys = (await http.get("/oauth/jwks")).json()["keys"]
    assert len(keys) == 3
    assert not any({"d", "p", "q", "k"} & set(key) for key in keys)


@pytest.mark.acceptance(22)
async def test_a_private_key_is_sealed_at_rest_and_in_no_log_error_or_setting(  # noqa: PLR0917 - fixtures
    http: httpx.AsyncClient,
    secrets: dict[str, str],
    owner: AsyncEngine,
    service: AsyncEngine,
    vault: Vault,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    clock.now += AHEAD
    await rotate_keys(owner, vault, clock.date())
    await token_of(http, "lead-office", secrets)
    with pytest.raises(VaultError) as refusal:
        await Keyring(service, Vault(bytes(32)), clock).ring()
    private = [vault.open(kid, jwe)["d"] for kid, jwe in await sealed(owner)]
    given = urlsafe_b64encode(KEY).decode()
    told = [
        caplog.text,
        *capfd.readouterr(),
        str(refusal.value),
        repr(Settings(key_encryption_key=given)),
        *await everything(owner),
    ]
    assert len(private) == 3
    assert "token_issued" in "".join(told)
    assert not [text for text in told for secret in (*private, given, given.rstrip("=")) if secret in text]


async def sealed(owner: AsyncEngine) -> list[tuple[str, str]]:
    async with owner.connect() as connection:
        return [tuple(row) for row in await connection.execute(text("select kid, private_jwe from hub_signing_key"))]


async def everything(owner: AsyncEngine) -> list[str]:
    """Every row that a backup of the database would hold."""
    found: list[str] = []
    async with owner.connect() as connection:
        tables = await connection.scalars(text("select relname from pg_class where relname ~ '^hub_' and relkind='r'"))
        for table in tables.all():
            found += (await connection.scalars(text(f"select row_to_json(t)::text from {table} t"))).all()
    return found


async def test_a_retired_key_is_published_until_its_last_token_has_expired_and_then_forgotten(
    http: httpx.AsyncClient, owner: AsyncEngine, vault: Vault, clock: Clock
) -> None:
    clock.now += AHEAD
    retired = (await kids(owner))["ACTIVE"]
    await rotate_keys(owner, vault, clock.date())

    async def published() -> set[str]:
        return {key["kid"] for key in (await http.get("/oauth/jwks")).json()["keys"]}

    clock.now += KEPT.total_seconds() - 1
    assert retired in await published()
    clock.now += FRESH
    assert retired not in await published()
    await rotate_keys(owner, vault, clock.date())
    assert retired not in (await kids(owner)).values()


async def test_a_key_that_is_removed_ends_its_tokens_within_seconds(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine, clock: Clock
) -> None:
    token = await token_of(http, "lead-office", secrets)
    assert (await http.get("/who", headers=bearer(token))).status_code == 200
    async with owner.begin() as connection:
        await connection.execute(text("delete from hub_signing_key where state = 'ACTIVE'"))
        await connection.execute(text("update hub_signing_key set state = 'ACTIVE'"))
    clock.now += FRESH
    assert (await http.get("/who", headers=bearer(token))).status_code == 401


async def test_the_ring_is_the_same_object_until_a_key_changes(
    owner: AsyncEngine, service: AsyncEngine, vault: Vault, clock: Clock
) -> None:
    await ensure_keys(owner, vault, clock.date())
    keys = Keyring(service, vault, clock)
    first = await keys.ring()
    clock.now += AHEAD
    assert await keys.ring() is first
    await rotate_keys(owner, vault, clock.date())
    clock.now += FRESH
    assert await keys.ring() is not first


async def test_keys_sealed_with_another_key_are_refused_by_name(
    owner: AsyncEngine, service: AsyncEngine, vault: Vault, clock: Clock
) -> None:
    await ensure_keys(owner, vault, clock.date())
    with pytest.raises(VaultError, match="sealed with another key") as refusal:
        await Keyring(service, Vault(bytes(32)), clock).ring()
    assert (await kids(owner))["ACTIVE"] in str(refusal.value)


def test_a_sealed_key_is_bound_to_its_id() -> None:
    vault = Vault(bytes(32))
    sealed = vault.seal("one", {"d": "secret"})
    assert vault.open("one", sealed) == {"d": "secret"}
    with pytest.raises(VaultError, match="another key's"):
        vault.open("two", sealed)


def test_the_key_file_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    with ThreadPoolExecutor(8) as pool:
        vaults = list(pool.map(lambda _: open_vault(folder), range(8)))
    sealed = vaults[0].seal("kid", {"d": "x"})
    assert all(vault.open("kid", sealed) == {"d": "x"} for vault in vaults)
    assert [path.name for path in folder.iterdir()] == [FILE]
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_key_that_is_given_wins_over_the_file(tmp_path: Path) -> None:
    vault = open_vault(tmp_path, urlsafe_b64encode(bytes(32)).decode())
    assert vault.open("kid", Vault(bytes(32)).seal("kid", {})) == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("given", ["", "short", "é" * 44, urlsafe_b64encode(bytes(31)).decode(), "$" * 44])
def test_a_malformed_key_is_refused_and_not_shown(tmp_path: Path, given: str) -> None:
    with pytest.raises(VaultError, match="HUB_KEY_ENCRYPTION_KEY must be 32 random bytes") as refusal:
        open_vault(tmp_path, given)
    assert not given or given not in str(refusal.value)


def test_a_damaged_key_file_is_refused_by_its_path(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(VaultError, match=FILE):
        open_vault(tmp_path)
