"""The `hub` command: one file for each group of commands."""

import gc
import sys

import typer

from hub.auth.errors import AuthError
from hub.cli import database, demo, module, programme, schema, serve, token
from hub.database.binaries import DatabaseError
from hub.installed import SectorError
from hub.settings import SettingsError

app = typer.Typer(
    name="hub",
    help="The data hub of the paired assistance between Shenzhen, Baise and Hechi.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(serve.app)
app.add_typer(demo.app)
app.add_typer(database.migrations)
app.add_typer(database.app, name="db")
app.add_typer(programme.app, name="programme")
app.add_typer(schema.app, name="schema")
app.add_typer(module.app, name="module")
app.add_typer(token.app)


def main() -> None:
    """Run a command; what the operator can mend ends it with a message and no traceback."""
    gc.disable()  # what is composed lives to the end; a server turns it on again when it has started
    try:
        app()
    except SettingsError as error:
        sys.exit(_said(error, 2))
    except (AuthError, DatabaseError, SectorError) as error:
        sys.exit(_said(error, 1))


def _said(error: Exception, code: int) -> int:
    typer.echo(str(error), err=True)
    return code
