"""A hub to try: migrated, with the programme, demo clients and synthetic records. Never in production."""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg
from sqlalchemy.ext.asyncio import create_async_engine

from hub.auth.demo import provision
from hub.auth.keys import ensure_keys
from hub.auth.people.demo import provide
from hub.auth.vault import open_vault
from hub.contract import DemoContext, SectorModule
from hub.database.address import driver_url
from hub.database.migrate import Branch, pending, upgrade
from hub.programme.demo import pair_below
from hub.programme.files import find
from hub.programme.load import load
from hub.records.bulk import insert_all
from hub.settings import Settings

SEED = 2016
"""The seed of the demo records: the same for everybody, so that answers in the docs stay true."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What preparing did: the clients' secrets by name, the people's password, and how many records it added."""

    clients: dict[str, str]
    password: str
    added: int


async def prepare(
    url: str, modules: Sequence[SectorModule], branches: Sequence[Branch], settings: Settings, scale: int = 1
) -> Prepared:
    """Bring a database to where the demo begins; what is there already is kept, so repeating it is quick."""
    if await pending(url, branches):
        await upgrade(url, branches)
    await load(url, find(settings.programme))
    secrets = settings.data_dir / "secrets"
    owner = create_async_engine(driver_url(url))
    try:
        await ensure_keys(owner, open_vault(secrets, settings.key_encryption_key))
        clients = await provision(owner, secrets, settings.environment)
        password = await provide(owner, secrets, settings.environment)
    finally:
        await owner.dispose()
    return Prepared(clients, password, await add_records(url, modules, scale))


async def add_records(url: str, modules: Sequence[SectorModule], scale: int) -> int:
    """Add the demo records of each sector that has none yet; how many were added."""
    context = await _context(url, scale)
    await pair_below(url)
    added = 0
    for module in modules:
        if module.demo is not None and not await _has_records(url, module):
            added += await insert_all(url, module.demo(context), module.measures)
    return added


_COUNTIES = """
select code, name_zh, array(
  select distinct supporting_code from hub_pairing
  where level = 'DISTRICT_COUNTY' and supported_code = code order by supporting_code
) as districts
from hub_area where level = 'COUNTY' order by code
"""


async def _context(url: str, scale: int) -> DemoContext:
    connection = await asyncpg.connect(url)
    try:
        starts_on, ends_on = (await connection.fetch("select starts_on, ends_on from hub_programme"))[0]
        counties = await connection.fetch(_COUNTIES)
    finally:
        await connection.close()
    return DemoContext(
        seed=SEED,
        scale=scale,
        starts_on=starts_on,
        ends_on=ends_on,
        counties={row["code"]: row["name_zh"] for row in counties},
        districts={row["code"]: tuple(row["districts"]) for row in counties},
    )


async def _has_records(url: str, module: SectorModule) -> bool:
    """Whether any table of the sector has a row; the sector's records are added all together or not at all."""
    tables = [vars(declared)["__hub_record__"].table.name for declared in module.records]
    connection = await asyncpg.connect(url)
    try:
        for name in (f"hub.{part}_{measure}" for measure in module.measures for part in ("read", "work")):
            await connection.execute("select set_config($1, '*', false)", name)
        found = [await connection.fetchval(f"select exists (select from {table})") for table in tables]  # noqa: S608
    finally:
        await connection.close()
    return any(found)
