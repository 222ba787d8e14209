"""`hub keys`: rotate the keys that sign tokens, list them, and begin anew when they can't be opened."""

from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hub.auth.keys import discard_keys, list_keys, rotate_keys
from hub.auth.vault import open_vault
from hub.cli.owner import as_owner, operator
from hub.settings import load

app = typer.Typer(help="The keys that sign access and id tokens.", no_args_is_help=True)


@app.command("rotate")
def rotate() -> None:
    """Let the next key sign and publish a new next one; running hubs follow within seconds, and no request fails."""
    settings = load()
    vault = open_vault(settings.data_dir / "secrets", settings.key_encryption_key)
    as_owner(settings, partial(rotate_keys, vault=vault, by=operator()))
    typer.echo("the keys are rotated", err=True)


@app.command("list")
def show() -> None:
    """Print the keys' ids, states and times."""
    table = Table("key", "state", "made", "signs since", "retired")
    for key in as_owner(load(), list_keys):
        times = (key.created_at, key.activated_at, key.retired_at)
        table.add_row(key.kid, key.state.name.lower(), *(f"{time:%Y-%m-%d %H:%M:%S}" if time else "" for time in times))
    Console().print(table)


@app.command("discard")
def discard(
    yes: Annotated[bool, typer.Option("--yes", help="Do it: every token that is out ends.")] = False,
) -> None:
    """Delete all signing keys, for when the key that encrypts them is lost for good; the next start makes new ones."""
    if not yes:
        typer.echo("every token that is out would end: repeat with --yes, then start the hub again", err=True)
        raise typer.Exit(2)
    as_owner(load(), partial(discard_keys, by=operator()))
    typer.echo("the keys are deleted; start the hub again", err=True)
