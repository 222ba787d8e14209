"""`hub migrate` and `hub db`: bring the database in step, start and stop it, back it up."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from hub.database import backup, migrate
from hub.database.address import without_password
from hub.database.branches import installed_branches
from hub.database.running import running
from hub.database.server import Server
from hub.settings import Settings, load

migrations = typer.Typer()
app = typer.Typer(help="The database: start, stop, address, backup and restore.", no_args_is_help=True)


@migrations.command("migrate")
def migrate_database(
    check: Annotated[
        bool, typer.Option(help="Change nothing; exit 1 unless database, migrations and models agree.")
    ] = False,
    message: Annotated[str | None, typer.Option(help="Write a new revision with this message instead.")] = None,
    branch: Annotated[str, typer.Option(help="The branch of the new revision: hub or a sector.")] = "hub",
) -> None:
    """Apply every migration that is missing, of the hub and of all sectors installed."""
    branches = installed_branches()
    with running(load()) as url:
        if message:
            asyncio.run(migrate.revision(url, branches, _named(branches, branch), message))
        elif check:
            _report(asyncio.run(_faults(url, branches)))
        else:
            todo = asyncio.run(migrate.pending(url, branches))
            asyncio.run(migrate.upgrade(url, branches))
            print("\n".join(todo) or "Nothing to do: the database is in step.")


def _named(branches: list[migrate.Branch], label: str) -> migrate.Branch:
    for branch in branches:
        if branch.label == label:
            return branch
    raise typer.BadParameter(f"there is no branch {label!r}; there are {', '.join(b.label for b in branches)}")


async def _faults(url: str, branches: list[migrate.Branch]) -> list[str]:
    missing = [f"not applied: {revision}" for revision in await migrate.pending(url, branches)]
    return missing or [f"differs from the models: {text}" for text in await migrate.differences(url, branches)]


def _report(faults: list[str]) -> None:
    print("\n".join(faults) or "Database, migrations and models agree.")
    if faults:
        raise typer.Exit(1)


@app.command()
def start() -> None:
    """Start the embedded server and leave it running until `hub db stop`."""
    print(_embedded(load()).start(keep=True))


@app.command()
def stop() -> None:
    """Stop the embedded server, whoever uses it."""
    print("stopped" if _embedded(load()).stop(force=True) else "not running")


@app.command()
def url(password: Annotated[bool, typer.Option(help="Show the password too.")] = False) -> None:
    """Print the address of the database; an embedded one must be running."""
    settings = load()
    address = settings.database_url or _embedded(settings).url
    print(address if password or not settings.database_url else without_password(address))


@app.command()
def dump(file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Back up the whole database into one file, while it is in use."""
    with running(load()) as address:
        backup.dump(address, file)
    print(f"{file}: {file.stat().st_size:,} bytes")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `hub db dump` wrote.", exists=True, dir_okay=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Replace the present data without asking.")] = False,
) -> None:
    """Replace the database's contents by a backup's; the hub must be stopped."""
    if not yes:
        typer.confirm("The present contents of the database will be replaced. Go on?", abort=True)
    with running(load()) as address:
        asyncio.run(backup.restore(address, file))
    print(f"restored from {file}; run `hub migrate` if the backup is of an earlier version")


def _embedded(settings: Settings) -> Server:
    if settings.database_url:
        typer.echo("HUB_DATABASE_URL is set: that server is started and stopped by who runs it.", err=True)
        raise typer.Exit(1)
    return Server(settings.data_dir)
