"""The `hub` command: one file for each group of commands, imported when one of them is called."""

import gc
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from hub.auth.errors import AuthError
from hub.database.binaries import DatabaseError
from hub.installed import SectorError
from hub.operations.manifest import ManifestError
from hub.settings import SettingsError

COMMANDS = {
    "serve": "serve:app",
    "demo": "demo:app",
    "migrate": "database:migrations",
    "db": "database:app",
    "programme": "programme:app",
    "schema": "schema:app",
    "module": "module:app",
    "token": "token:app",
    "user": "users:app",
    "role": "users:roles",
    "client": "clients:app",
    "keys": "keys:app",
    "policy": "policy:app",
    "audit": "audit:app",
    "operations": "operations:app",
    "explain": "explain:app",
}
"""Where each command is: a file of this folder, and its app there."""


class Commands(TyperGroup):
    """The commands by name; a server doesn't hold what only another command needs."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """All names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        file, _, name = COMMANDS[cmd_name].partition(":")
        command = get_command(getattr(import_module(f"hub.cli.{file}"), name))
        command.name = cmd_name
        return command


app = typer.Typer(name="hub", cls=Commands, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def hub() -> None:
    """The data hub of the paired assistance between Shenzhen, Baise and Hechi."""


def main() -> None:
    """Run a command; what the operator can mend ends it with a message and no traceback."""
    gc.disable()  # what is composed lives to the end; a server turns it on again when it has started
    try:
        app()
    except SettingsError as error:
        sys.exit(_said(error, 2))
    except (AuthError, DatabaseError, ManifestError, SectorError) as error:
        sys.exit(_said(error, 1))


def _said(error: Exception, code: int) -> int:
    typer.echo(str(error), err=True)
    return code
