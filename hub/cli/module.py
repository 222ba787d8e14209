"""`hub module`: which sectors are installed, and a new one to begin with."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hub.cli.scaffold import NewSector, scaffold
from hub.contract import SectorModule
from hub.settings import project_folder
from schema.compose import Composition
from schema.discovery import discover

app = typer.Typer(help="Sectors: those installed, and a new one.", no_args_is_help=True)


@app.command("list")
def list_modules() -> None:
    """Print the installed sectors, after checking that they fit together."""
    modules = discover()
    Composition(modules)
    table = Table("sector", "title", "owner", "measures", "records", "package")
    for module in modules:
        table.add_row(*_row(module))
    Console().print(table)


@app.command("new")
def new_module(
    name: Annotated[str, typer.Argument(help="Lower-case words joined by _, such as e_commerce.")],
    measure: Annotated[str | None, typer.Option(help="The measure of its records; by default the name.")] = None,
    title: Annotated[str | None, typer.Option(help="What people call it, in English.")] = None,
    zh: Annotated[str, typer.Option(help="What people call it, in Chinese.")] = "新领域",
    owner: Annotated[str, typer.Option(help="The organisation that answers for it.")] = "lead-office",
) -> None:
    """Write a new sector into this checkout; it composes, migrates and passes the contract test as it is."""
    said = title or name.replace("_", " ").capitalize()
    folder = project_folder()
    for path in scaffold(folder, NewSector(name, measure or name, said, zh, owner)):
        print(path.relative_to(folder))
    print(
        "Next: `hub migrate` makes its tables, `hub schema export` writes the schema with it, and `python3 dev.py test`"
        " tests it. Then replace its record type by your own: docs/writing-a-module.md."
    )


def _row(module: SectorModule) -> tuple[str, ...]:
    records = ", ".join(record.__name__ for record in module.records)
    return module.name, str(module.text), module.owner, ", ".join(module.measures), records, module.package
