"""`hub programme`: load a programme's files into the database, and show what it holds."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from hub.database.binaries import DatabaseError
from hub.database.server import Server
from hub.programme import load as loading
from hub.programme.files import ProgrammeError, find
from hub.programme.show import show as tables
from hub.settings import Settings, load

T = TypeVar("T")

app = typer.Typer(help="The programme: areas, pairings, organisations, measures and targets.", no_args_is_help=True)


@app.command("load")
def load_programme(
    programme: Annotated[
        str | None, typer.Argument(help="A programme that comes with the hub, or a folder; by default HUB_PROGRAMME.")
    ] = None,
) -> None:
    """Make the database hold what a programme's files say; to repeat it changes nothing."""
    settings = load()
    summary = _run(settings, lambda url: loading.load(url, find(programme or settings.programme)))
    console = Console()
    console.print(
        f"[bold]{summary.code}[/] {'was loaded already' if summary.unchanged else 'is loaded'}", highlight=False
    )
    if not summary.unchanged or any(change.kept for change in summary.changes.values()):
        console.print(_changes(summary))


@app.command("show")
def show_programme() -> None:
    """Print the programme that the database holds."""
    console = Console()
    for table in _run(load(), tables):
        console.print(table)


def _changes(summary: loading.Summary) -> Table:
    table = Table("table", "added", "changed", "removed", "kept, though not in the files")
    for name, change in summary.changes.items():
        kept = f"{len(change.kept)} {', '.join(change.kept[:3])}" if change.kept else "0"
        table.add_row(name, str(change.added), str(change.changed), str(change.removed), kept)
    return table


def _run(settings: Settings, act: Callable[[str], Awaitable[T]]) -> T:
    """Do something with the database as its owner; an embedded server is started for it, and left as it was found."""
    server = None if settings.database_url else Server(settings.data_dir)
    try:
        url = server.start() if server else str(settings.database_url)
        return asyncio.run(_await(act, url))
    except (DatabaseError, ProgrammeError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    finally:
        if server:
            server.stop()


async def _await(act: Callable[[str], Awaitable[T]], url: str) -> T:
    return await act(url)
