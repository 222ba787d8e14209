"""`hub module`: which sectors are installed, a new one to begin with, and one taken out."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hub.cli.scaffold import NewSector, scaffold
from hub.contract import SectorModule
from hub.database.branches import installed_branches
from hub.database.migrate import HUB, downgrade
from hub.database.running import running
from hub.installed import SectorError, installed
from hub.programme.files import find, read
from hub.settings import load, project_folder
from schema.compose import Composition
from schema.discovery import discover

app = typer.Typer(help="Sectors: those installed, a new one, and one taken out.", no_args_is_help=True)


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
    _check_measure(measure or name)
    said = title or name.replace("_", " ").capitalize()
    folder = project_folder()
    for path in scaffold(folder, NewSector(name, measure or name, said, zh, owner)):
        print(path.relative_to(folder))
    print(
        "Next: `hub migrate` makes its tables, `hub schema export` writes the schema with it, and `python3 dev.py test`"
        " tests it. Then replace its record type by your own: docs/writing-a-module.md."
    )


@app.command("remove")
def remove_module(
    name: Annotated[str, typer.Argument(help="The sector, which must still be installed.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Delete a sector's tables with all their records, so that the sector can be taken out of the hub."""
    branches = installed_branches()
    if name not in [branch.label for branch in branches if branch is not HUB]:
        raise SectorError(f"there is no sector {name!r}; installed: {', '.join(installed())}")
    if not yes:
        typer.confirm(f"All records of {name} will be deleted; `hub db dump` saves them. Go on?", abort=True)
    with running(load()) as url:
        asyncio.run(downgrade(url, branches, f"{name}@base"))
    print(f"The tables of {name} are gone. Now delete its line in pyproject.toml, or uninstall its distribution.")


def _check_measure(measure: str) -> None:
    known = [placed.row.code for placed in read(find(load().programme)).measures]
    if measure not in known:
        raise SectorError(f"the programme has no measure {measure!r}: give --measure one of {', '.join(known)}")


def _row(module: SectorModule) -> tuple[str, ...]:
    records = ", ".join(record.__name__ for record in module.records)
    return module.name, str(module.text), module.owner, ", ".join(module.measures), records, module.package
