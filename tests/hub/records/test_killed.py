"""Server and database are killed in the middle of writes: what was acknowledged is there, whole and once."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import psutil
import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from hub.auth.demo import provision
from hub.auth.keys import ensure_keys
from hub.auth.vault import open_vault
from hub.cli.token import request_token
from hub.database import cluster
from hub.database.address import driver_url
from hub.database.place import find_place
from hub.database.server import Server
from hub.settings import Environment
from hub.testing.state import state
from tests.hub.database.counties import until
from tests.hub.records.office import COUNTY
from tests.river.module import module
from tests.river.sample import LUOCHENG

WRITERS, ENOUGH = 6, 60
CREATE = """mutation($input: RiverCreateInput!) {
  payload: riverCreate(input: $input) { river { id revision } userErrors { code } } }"""
SUBMIT = """mutation($input: RecordStepInput!) {
  payload: riverSubmit(input: $input) { river { id revision } userErrors { code } } }"""
UNEVEN = """
select count(*) from river_river r where revision <> 1 + (
  select count(*) from hub_history h where h.relation = 'river_river' and h.row_id = r.id)
"""
UNANSWERED = "select count(*) from hub_request q where not exists (select from river_river r where r.id = q.record_id)"


@dataclass
class Write:
    """One mutation as it is sent, the first time and again; `saved` is the record's id if it was acknowledged."""

    query: str
    given: Mapping[str, Any]
    saved: str | None = None


@dataclass
class Clerk:
    """Sends writes to one hub until it is gone, and remembers every one of them."""

    address: str
    token: str
    writes: list[Write] = field(default_factory=list)

    @property
    def acknowledged(self) -> list[Write]:
        return [write for write in self.writes if write.saved]

    async def send(self, http: httpx.AsyncClient, write: Write) -> Any:
        """The river of the answer; raises an error of httpx where there is no answer."""
        answer = await http.post(
            f"{self.address}/graphql",
            json={"query": write.query, "variables": {"input": write.given}},
            headers={"authorization": f"Bearer {self.token}"},
        )
        payload = answer.json()["data"]["payload"]
        assert payload["userErrors"] == []
        return payload["river"]

    async def work(self, numbers: Iterator[int]) -> None:
        """Create and submit rivers, one after another."""
        async with httpx.AsyncClient(trust_env=False, timeout=20) as http:
            try:
                for number in numbers:
                    river = await self._write(http, CREATE, f"create-{number:06}", sound(number))
                    target = {"id": river["id"], "revision": river["revision"]}
                    await self._write(http, SUBMIT, f"submit-{number:06}", target)
            except httpx.HTTPError:
                return

    async def _write(self, http: httpx.AsyncClient, query: str, request_id: str, given: Mapping[str, Any]) -> Any:
        write = Write(query, {"requestId": request_id, **given})
        self.writes.append(write)
        river = await self.send(http, write)
        write.saved = river["id"]
        return river

    async def repeat(self) -> list[str]:
        """Send every write again, one after another; the ids of the records that they wrote."""
        async with httpx.AsyncClient(trust_env=False, timeout=20) as http:
            return [(await self.send(http, write))["id"] for write in self.writes]


def sound(number: int) -> dict[str, Any]:
    return {"county": LUOCHENG, "startsOn": "2017-01-01", "name": f"River {number}", "flow": "BROOK", "budget": "10.00"}


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that the database's account reaches, which pytest's own is not."""
    with tempfile.TemporaryDirectory(prefix="hub-killed-") as scratch:
        Path(scratch).chmod(0o755)
        data_dir = Path(scratch) / ".data"
        yield data_dir
        Server(data_dir).destroy()


@pytest.fixture
def secrets(folder: Path, hub_programme: Path) -> Mapping[str, str]:
    """The secrets of the demo clients of a hub that is prepared in the folder and doesn't run."""
    server = Server(folder)
    try:
        return asyncio.run(prepared(server.start(), folder, hub_programme))
    finally:
        server.stop()


async def prepared(url: str, folder: Path, programme: Path) -> Mapping[str, str]:
    await state((module,), programme, list).prepare(url)
    owner = create_async_engine(driver_url(url))
    try:
        await ensure_keys(owner, open_vault(folder / "secrets"))
        return await provision(owner, folder / "secrets", Environment.TEST)
    finally:
        await owner.dispose()


@pytest.fixture
def serve(folder: Path) -> Iterator[Callable[[], tuple[psutil.Process, str]]]:
    """Serves the folder in a process of its own, and gives that and its address."""
    running: list[subprocess.Popen[str]] = []

    def start() -> tuple[psutil.Process, str]:
        usual = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
        environment = usual | {"HUB_DATA_DIR": str(folder), "HUB_PORT": "0", "HUB_METRICS_PORT": "0"}
        environment |= {"HUB_PUBLIC_URL": "http://127.0.0.1:8000", "HUB_LOG_LEVEL": "ERROR"}
        command = [sys.executable, "-m", "tests.river.serve"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        running.append(process)
        assert process.stdout
        port = process.stdout.readline().strip()
        return psutil.Process(process.pid), f"http://127.0.0.1:{port}"

    yield start
    for process in running:
        process.terminate()
        process.communicate(timeout=30)


def kill(served: psutil.Process, folder: Path) -> None:
    """Server, postmaster and its children, before any of them can tell another."""
    postmaster = psutil.Process(cluster.process(find_place(folder).cluster))
    victims = [served, postmaster, *postmaster.children()]
    for victim in victims:
        victim.suspend()
    for victim in victims:
        victim.kill()
    psutil.wait_procs([postmaster], timeout=10)


async def write_until_killed(clerk: Clerk, served: psutil.Process, folder: Path) -> None:
    numbers = count(1)

    async def killer() -> None:
        await until(lambda: len(clerk.acknowledged) >= ENOUGH)
        kill(served, folder)

    await asyncio.gather(killer(), *(clerk.work(numbers) for _ in range(WRITERS)))


def test_every_acknowledged_write_is_there_whole_and_is_answered_again(
    folder: Path, secrets: Mapping[str, str], serve: Callable[[], tuple[psutil.Process, str]]
) -> None:
    served, address = serve()
    clerk = Clerk(address, request_token(address, COUNTY, secrets[COUNTY]))
    asyncio.run(write_until_killed(clerk, served, folder))
    acknowledged = {write.given["requestId"]: write.saved for write in clerk.acknowledged}
    assert ENOUGH <= len(acknowledged) < len(clerk.writes), "some were under way"

    _, clerk.address = serve()
    stored = asyncio.run(asked("select count(*) from river_river", folder))
    assert stored >= len(set(acknowledged.values()))
    assert asyncio.run(asked(UNEVEN, folder)) == asyncio.run(asked(UNANSWERED, folder)) == 0

    again = dict(zip((write.given["requestId"] for write in clerk.writes), asyncio.run(clerk.repeat()), strict=True))
    assert {name: again[name] for name in acknowledged} == acknowledged
    created = {key for name, key in again.items() if name.startswith("create")}
    assert len(created) == sum(name.startswith("create") for name in again)
    assert asyncio.run(asked("select count(*) from river_river", folder)) == len(created)
    assert asyncio.run(asked(UNEVEN, folder)) == asyncio.run(asked(UNANSWERED, folder)) == 0


async def asked(sql: str, folder: Path) -> int:
    """A number, as the tables' owner reads it."""
    connection = await asyncpg.connect(Server(folder).url)
    try:
        return int(await connection.fetchval(sql))
    finally:
        await connection.close()
