"""`hub schema`: write the SDL to its file, or show how that file differs."""

from pathlib import Path
from typing import Annotated

import typer

from schema.discovery import discover
from schema.export import COMMITTED, difference, export

app = typer.Typer(help="The schema as a file.", no_args_is_help=True)
To = Annotated[Path, typer.Option(help="The file, by default the one that is committed.")]


@app.command("export")
def export_schema(file: To = COMMITTED) -> None:
    """Write the SDL of the hub with all installed sectors."""
    export(discover(), file)
    print(f"{file}: {file.stat().st_size:,} bytes")


@app.command("check")
def check_schema(file: To = COMMITTED) -> None:
    """Exit 1 and show the difference unless the file holds the SDL of the hub as it is."""
    found = difference(discover(), file)
    if found:
        print(found)
        typer.echo(
            f"{file} is out of date: run `hub schema export`, and look at what it changes for clients.", err=True
        )
        raise typer.Exit(1)
    print(f"{file.name} is up to date.")
