"""How these tests write rivers, and how they see that nothing was written."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

import asyncpg

from hub.query import ids
from hub.testing.client import HubClient
from tests.river.sample import LUOCHENG

COUNTY, BUREAU, LEAD, WORK_GROUP = "luocheng-county", "health-commission", "lead-office", "work-group"
RIVER = "river { id name status statusReason revision startsOn endsOn createdBy updatedBy budget remark length }"
SURVEY = "survey { id fee deviationReason river { id } district { code } }"
TABLES = ("river_river", "river_survey", "river_ferry", "hub_history", "hub_request")
SOMEBODY = "somebody-else"


@dataclass
class Office:
    """Writes for one test: `name` is that of its rivers."""

    hub: HubClient
    owner: asyncpg.Connection
    name: str
    _numbers: Any = field(default_factory=lambda: count(1))

    def river(self, **given: Any) -> dict[str, Any]:
        """A river that is sound, but for what is given."""
        name = f"{self.name} no. {next(self._numbers)}"
        return {"county": LUOCHENG, "startsOn": "2017-01-01", "name": name, "flow": "BROOK", "budget": "10.00"} | given

    async def create(self, as_: str = COUNTY, **given: Any) -> Any:
        """The payload of a create."""
        return await self.hub.write("riverCreate", self.river(**given), RIVER, as_=as_)

    async def step(self, step: str, record: Any, as_: str = COUNTY, **given: Any) -> Any:
        """The payload of a step of a river; `record` is it as it was read."""
        target = {"id": record["id"], "revision": record["revision"]}
        return await self.hub.write(f"river{step.capitalize()}", target | given, RIVER, as_=as_)

    async def done(self, payload: Any) -> Any:
        """The river of a payload that has no errors."""
        assert payload["userErrors"] == []
        return payload["river"]

    async def place(self, status: str, author: str = SOMEBODY, **columns: Any) -> Any:
        """A river put into the table in a state; what a reader of it would send back with a step."""
        river = {"flow": "BROOK", "budget": 1000, "discharge": 0, "navigable": False}
        key = await self._insert("river_river", status=status, author=author, **river | columns)
        return {"id": ids.encode("River", key), "revision": 1}

    async def place_ferry(self, **columns: Any) -> int:
        """An approved ferry, put into the table; its key."""
        return await self._insert("river_ferry", status="APPROVED", author=SOMEBODY, **columns)

    async def _insert(self, table: str, *, status: str, author: str, **columns: Any) -> int:
        values = {
            "county_code": LUOCHENG,
            "name": f"{self.name} no. {next(self._numbers)}",
            "starts_on": date(2017, 1, 1),
            "status": status,
            "authors": [author],
            "created_by": author,
            "updated_by": author,
            "synthetic": False,
            **columns,
        }
        names, places = ", ".join(values), ", ".join(f"${number}" for number in range(1, len(values) + 1))
        statement = f"insert into {table} ({names}) values ({places}) returning id"
        return int(await self.owner.fetchval(statement, *values.values()))

    async def stored(self, record: Any) -> asyncpg.Record:
        """The river's row."""
        row = await self.owner.fetchrow("select * from river_river where id = $1", key_of(record))
        assert row is not None
        return row

    async def history(self, record: Any) -> list[tuple[str, str, dict[str, Any]]]:
        """Who changed the river by what act, and its version before, the oldest first."""
        rows = await self.owner.fetch(
            "select who, act, old from hub_history where relation = 'river_river' and row_id = $1 order by at, id",
            key_of(record),
        )
        return [(row["who"], row["act"], json.loads(row["old"])) for row in rows]

    @asynccontextmanager
    async def unchanged(self) -> AsyncIterator[None]:
        """Nothing is written within: no record, no history, no request."""
        before = await self._state()
        yield
        assert await self._state() == before

    async def _state(self) -> list[str]:
        rows = [
            await self.owner.fetchval(f"select md5(string_agg(t::text, '|' order by t::text)) from {table} t")
            for table in TABLES
        ]
        return list(map(str, rows))


def key_of(record: Any) -> int:
    """The row's key in a global id."""
    return int(ids.decode(record["id"])[1])


def problems(payload: Any) -> list[tuple[str, str]]:
    """Field and code of each error of a payload that wrote nothing."""
    (record,) = (value for name, value in payload.items() if name != "userErrors")
    assert record is None
    assert all(error["field"][0] == "input" and error["message"] for error in payload["userErrors"])
    return [(".".join(error["field"][1:]), error["code"]) for error in payload["userErrors"]]
