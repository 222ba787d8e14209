"""`hub operations`: the documents that clients may name instead of sending them, and the only ones where it says so."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hub.cli.owner import as_owner, operator
from hub.endpoint.limits import Limits
from hub.operations.checking import check
from hub.operations.manifest import PREFIX, read_manifest
from hub.operations.registry import register, registered, remove
from hub.settings import load
from schema import Composition
from schema.discovery import discover

app = typer.Typer(help="Trusted documents: register, list, remove.", no_args_is_help=True)


@app.command("register")
def register_manifest(
    manifest: Annotated[
        Path, typer.Argument(help="A JSON file of ids and documents, as client tools write it.", exists=True)
    ],
) -> None:
    """Register the documents of a manifest: all of them, or none if one doesn't fit the schema and the limits."""
    settings = load()
    core = Composition(discover(settings.modules)).schema._schema  # noqa: SLF001 - strawberry has no public name for it
    documents = read_manifest(manifest.read_bytes())
    asyncio.run(check(documents, core, Limits.of(settings)))
    added = as_owner(settings, partial(register, documents=documents, by=operator()))
    print(f"{added} registered, {len(documents) - added} known before")


@app.command("list")
def list_documents() -> None:
    """Print the registered documents, the latest first."""
    table = Table("id", "SHA-256", "registered", "by", "document")
    for one in as_owner(load(), registered):
        text = " ".join(one.text.split())
        table.add_row(
            one.id, f"{one.sha256.hex()[:12]}…", f"{one.registered_at:%Y-%m-%d %H:%M}", one.registered_by, text
        )
    Console().print(table)


@app.command("remove")
def remove_documents(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="Ids as `list` shows them.")],
) -> None:
    """Remove documents, within five seconds for every process that serves; none if one isn't registered."""
    names = {name.removeprefix(PREFIX) for name in ids}
    as_owner(load(), partial(remove, names=names, by=operator()))
    print(f"{len(names)} removed")
