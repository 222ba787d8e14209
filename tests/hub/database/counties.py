"""For the tests of the pool: a small table under row-level security in which county n of `COUNTIES` has n rows."""

import asyncio
from collections.abc import Callable
from typing import Any

import asyncpg

from hub.auth.access import setting_names
from hub.database.migrate import HUB, upgrade
from hub.database.pool import Held, Readers, Rules
from hub.testing.database import Template

COUNTIES = "ABCDEFGH"
NAMES = setting_names(("education",))
"""The settings of the reader, of which the table below asks the first."""
TABLE = """
create table pooled (id bigint generated always as identity, county_code text not null);
insert into pooled (county_code) select chr(64 + n) from generate_series(1, 8) n, generate_series(1, n);
alter table pooled enable row level security;
create policy read on pooled for select to hub_app using (
  case when (select current_setting('hub.read_education', true)) = '*' then true
       else county_code = any((select string_to_array(current_setting('hub.read_education', true), ','))::text[]) end);
grant select on pooled to hub_app;
"""


async def _prepare(url: str) -> None:
    await upgrade(url, (HUB,), "0001_roles")
    owner = await asyncpg.connect(url)
    await owner.execute(TABLE)
    await owner.close()


TEMPLATE = Template(TABLE, _prepare)


def rules(*counties: str) -> Rules:
    """Of a reader of these counties, of all by `*`, or of none."""
    return (",".join(counties), *("" for _ in NAMES[1:]))


class Impatient(Readers):
    """A pool some of whose readers go away in the very moment in which they are handed a connection."""

    def __init__(self, dsn: str, size: int) -> None:
        super().__init__(dsn, NAMES, size, statement_seconds=0.15)
        self.leaving: dict[object, asyncio.Task[Any]] = {}

    def _hand_over(self, what: Held | None) -> bool:
        first = self._waiters[0] if self._waiters else None
        handed = super()._hand_over(what)
        if leaver := self.leaving.pop(first, None):
            leaver.cancel()
        return handed


async def until(condition: Callable[[], bool]) -> None:
    """Let the other tasks run until something holds; TimeoutError after a minute."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0)
