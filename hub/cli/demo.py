"""`hub demo`: from nothing to a served hub with synthetic records, and the first answers."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from threading import Thread
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console

from hub.asgi import installed_hub
from hub.auth.errors import NoHubError
from hub.cli.serve import run
from hub.cli.token import request_token
from hub.contract import Example
from hub.database.branches import installed_branches
from hub.database.running import running
from hub.database.server import Server
from hub.demo.prepare import Prepared, prepare
from hub.endpoint.logs import configure
from hub.endpoint.serve import Listening
from hub.settings import Environment, Settings, load
from schema.discovery import discover

app = typer.Typer()
SHOWN = 200
"""Characters of an answer that are shown."""


@app.command("demo")
def demo(
    port: Annotated[int | None, typer.Option(help="Where to serve; by default HUB_PORT, 8000.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Delete what is there and start over.")] = False,
    scale: Annotated[int, typer.Option(min=1, max=100, help="How many times the usual number of records.")] = 1,
) -> None:
    """Serve a hub with demo records; repeating it is quick and loses nothing."""
    settings = load(demo=True, log_level="WARNING", **({} if port is None else {"port": port}))
    if settings.environment is Environment.PRODUCTION:
        raise typer.BadParameter("the demo is refused with HUB_ENVIRONMENT=production; run `hub serve`")
    configure(settings.log_level)
    if fresh:
        _start_over(settings)
    with running(settings) as url:
        modules = discover(settings.modules)
        prepared = asyncio.run(prepare(url, modules, installed_branches(), settings, scale))
        examples = [example for module in modules for example in module.examples]
        run(installed_hub(url, settings), settings, lambda at: _guide(at, settings, prepared, examples))


def _start_over(settings: Settings) -> None:
    if settings.database_url:
        raise typer.BadParameter("--fresh deletes the embedded database only; HUB_DATABASE_URL names another one")
    Server(settings.data_dir).destroy()


def _guide(at: Listening, settings: Settings, prepared: Prepared, examples: Sequence[Example]) -> None:
    """Show a newcomer the way, in a thread of its own: the hub that it asks is this process."""
    address = f"http://{settings.host}:{at.port}"
    Thread(target=_show, args=(address, prepared, examples), daemon=True).start()


def _show(address: str, prepared: Prepared, examples: Sequence[Example]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(
        f"\n[bold]The hub answers at {address}/graphql[/] ({prepared.added:,} demo records added). Ctrl-C stops it."
    )
    console.print(
        "Ask as any organisation: [bold].venv/bin/hub token --as education-bureau[/] prints an access token.\n"
        f"Sign in at [bold]{address}/example/[/], as futian-district or any other organisation; "
        f"the password of all demo people is [bold]{prepared.password}[/]."
    )
    for example in _one_of_each_kind(examples):
        console.print(f"\n[bold]{example.client}[/] — {example.text}\n{example.query.strip()}", markup=True)
        try:
            console.print(_answer(address, prepared, example), markup=False)
        except (httpx.TransportError, NoHubError):
            return  # the hub was stopped meanwhile


def _one_of_each_kind(examples: Sequence[Example]) -> Iterable[Example]:
    """The first example of each kind of client: a bureau, a district, the lead office, an app."""
    kinds: dict[str, Example] = {}
    for example in examples:
        kinds.setdefault(example.client.rpartition("-")[2], example)
    return kinds.values()


def _answer(address: str, prepared: Prepared, example: Example) -> str:
    token = request_token(address, example.client, prepared.clients[example.client])
    headers = {"authorization": f"Bearer {token}"}
    answer = httpx.post(
        f"{address}/graphql", json={"query": example.query}, headers=headers, trust_env=False, timeout=10
    )
    text = json.dumps(_shortened(answer.json()), ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"


def _shortened(value: Any) -> Any:
    """The data alone when nothing went wrong."""
    return value["data"] if isinstance(value, dict) and "errors" not in value else value
