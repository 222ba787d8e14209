"""`hub explain`: how an operation is answered: its levels, its SQL, and what PostgreSQL makes of that."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console, Group
from rich.rule import Rule
from rich.syntax import Syntax
from rich.text import Text as Line

from hub.asgi import installed_hub
from hub.assembly import Hub
from hub.auth.access import Access, Act
from hub.auth.errors import AuthError
from hub.auth.policy import RULES, Reader, resolve
from hub.auth.purposes import BY_CODE
from hub.auth.standing import read_named
from hub.cli.levels import tree_of
from hub.database.running import running
from hub.endpoint.documents import Document
from hub.endpoint.errors import Refusal
from hub.endpoint.limits import Limits
from hub.errors import HubError
from hub.query.plan.levels import Unplannable
from hub.query.plan.planner import Bound, Planner
from hub.settings import Settings, load
from hub.texts import Text

app = typer.Typer()
ANALYZE = "explain (analyze, buffers, costs off) "


class ExplainError(AuthError):
    """What is to be explained can't be run by this reader, or there is no such reader."""


@app.command("explain")
def explain(
    file: Annotated[Path, typer.Argument(help="A file that holds one GraphQL document.", exists=True, dir_okay=False)],
    name: Annotated[str, typer.Option("--as", help="Who asks: a client, or a person who signs in.")] = "lead-office",
    variables: Annotated[str, typer.Option(help="The variables, as a JSON object.")] = "{}",
    operation: Annotated[str | None, typer.Option(help="The operation to explain, where there are several.")] = None,
    purpose: Annotated[str | None, typer.Option(help="The purpose that is declared.")] = None,
) -> None:
    """Print how an operation is answered, under the reader's rules and row-level security; its statement is run."""
    if purpose not in {None, *BY_CODE}:
        raise typer.BadParameter(f"there are the purposes {', '.join(BY_CODE)}")
    settings = load()
    asked = Asked(file.read_text(encoding="utf-8"), name, _object(variables), operation, purpose)
    with running(settings) as url:
        Console().print(asyncio.run(_explained(installed_hub(url, settings), settings, asked)))
