"""What production is never started with: settings and contents of the database that are only safe elsewhere."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.errors import AuthError
from hub.auth.seam import make_ready
from hub.auth.vault import Vault
from hub.settings import Settings, SettingsError, load

SAFE: dict[str, Any] = {
    "environment": "production",
    "public_url": "https://hub.example.org",
    "database_url": "postgresql://hub:secret@db/hub",
}
SETTINGS: dict[str, dict[str, Any]] = {
    "an http issuer": {"public_url": "http://hub.example.org"},
    "no issuer": {"public_url": ""},
    "debugging": {"debug": True},
    "the demo's clients": {"demo": True},
    "the demo's database": {"database_url": None},
}
CLIENT = """
  insert into hub_client (id, organisation_code, roles, scopes, grants, auth_method, secret_hash, access_token_seconds,
    origins, demo)
  values ('x', 'lead-office', '{}', '{read}', '{client_credentials}', 'CLIENT_SECRET', sha256('x'), 600, """
TABLES = {
    "a secret of the demo's": (CLIENT + "'{}', true)", "holds demo clients"),
    "a wildcard for CORS": (CLIENT + "'{*}', false)", "origins of the client x"),
    "tables of the service's own": (
        "alter table hub_trusted_document owner to hub_app",
        "the service owns hub_trusted_document",
    ),
}


@pytest.mark.acceptance(55)
@pytest.mark.parametrize("unsafe", [*SETTINGS, *TABLES])
async def test_production_is_not_started_with(owner: AsyncEngine, vault: Vault, unsafe: str) -> None:
    assert load(**SAFE).environment == Settings(**SAFE).environment
    await make_ready(owner, vault, "production")
    if unsafe in SETTINGS:
        with pytest.raises(SettingsError, match=f"HUB_{next(iter(SETTINGS[unsafe])).upper()}: "):
            load(**SAFE | SETTINGS[unsafe])
        return
    change, words = TABLES[unsafe]
    async with owner.begin() as connection:
        await connection.execute(text(change))
    await make_ready(owner, vault, "development")
    with pytest.raises(AuthError, match=words):
        await make_ready(owner, vault, "production")
