"""`hub token` against a hub that listens on the loopback."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from typer.testing import CliRunner, Result

from hub.auth.demo import FILE
from hub.cli.token import app as command
from tests.hub.auth.conftest import bearer


@pytest.fixture
def data_dir(tmp_path: Path, secrets: dict[str, str]) -> Path:
    assert secrets
    (tmp_path / "secrets").mkdir()
    (tmp_path / FILE).rename(tmp_path / "secrets" / FILE)
    return tmp_path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
async def url(app: Starlette) -> AsyncIterator[str]:
    async def other(_: object) -> PlainTextResponse:
        return PlainTextResponse("hello")

    app.router.routes.append(Route("/elsewhere/oauth/token", other, methods=["POST"]))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    await serving
    listener.close()


def environment(data_dir: Path, public_url: str = "") -> dict[str, str]:
    return {"HUB_DATA_DIR": str(data_dir), "HUB_PUBLIC_URL": public_url, "HUB_ENVIRONMENT": ""}


async def run(data_dir: Path, *arguments: str) -> Result:
    runner = CliRunner(env=environment(data_dir))
    return await asyncio.to_thread(lambda: runner.invoke(command, arguments))


async def printed(data_dir: Path, *arguments: str, public_url: str = "") -> str:
    """What the command prints as a process of its own, beside the hub that logs in this one."""
    words = [sys.executable, "-m", "hub.cli", "token", *arguments]
    process = await asyncio.create_subprocess_exec(
        *words, env=os.environ | environment(data_dir, public_url), stdout=PIPE, stderr=PIPE
    )
    out, err = await process.communicate()
    assert (process.returncode, err) == (0, b"")
    return out.decode()


async def test_the_command_prints_a_token_that_the_hub_believes(url: str, data_dir: Path) -> None:
    token = (await printed(data_dir, "--as", "futian-district", "--url", url)).removesuffix("\n")
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{url}/who", headers=bearer(token))
    assert answer.json()["counties"] == ["451225", "451226"]


async def test_the_hubs_configured_address_is_asked_by_default(url: str, data_dir: Path) -> None:
    token = await printed(data_dir, "--as", "lead-office", public_url=url)
    assert token.count(".") == 2


async def test_an_unknown_name_lists_those_near_to_it(data_dir: Path) -> None:
    done = await run(data_dir, "--as", "futian")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no demo client 'futian'" in done.stderr
    assert "futian-district" in done.stderr


async def test_a_hub_that_does_not_run_is_named(data_dir: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    done = await run(data_dir, "--as", "auditor", "--url", address)
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"no hub answers at {address}" in done.stderr
    assert "hub demo" in done.stderr


async def test_a_refusal_is_told_without_the_secret(url: str, data_dir: Path) -> None:
    (data_dir / "secrets" / FILE).write_text('{"auditor": "another-secret"}')
    done = await run(data_dir, "--as", "auditor", "--url", url)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "the hub refused auditor" in done.stderr
    assert "another-secret" not in done.stderr


async def test_an_address_of_something_else_is_told(url: str, data_dir: Path) -> None:
    done = await run(data_dir, "--as", "auditor", "--url", f"{url}/elsewhere")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "not a hub's token endpoint" in done.stderr


async def test_a_secret_is_not_sent_in_the_clear_over_a_network(data_dir: Path) -> None:
    done = await run(data_dir, "--as", "auditor", "--url", "http://hub.example.org")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "use https" in done.stderr


async def test_without_a_demo_the_command_says_how_to_get_one(tmp_path: Path) -> None:
    done = await run(tmp_path, "--as", "auditor")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "start the demo once" in done.stderr
