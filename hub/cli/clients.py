"""`hub client`: register the programs that may ask for tokens, list and disable them, give them new secrets."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from hub.auth.clients.register import Clients, new_secret
from hub.auth.clients.registration import Registration, read_key_set
from hub.auth.errors import Fault, RegistrationError
from hub.auth.models import LONGEST_LIFE, Client
from hub.cli.owner import first_line, in_transaction, operator
from hub.settings import load
from hub.texts import Text

T = TypeVar("T")
app = typer.Typer(help="The programs that may ask for tokens.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The client's name, which is its client_id.")]
SecretStdin = Annotated[bool, typer.Option("--secret-stdin", help="Read the secret from standard input.")]


def _many(help_: str) -> Any:
    return typer.Option(default_factory=list, help=f"{help_} May be repeated.")


@app.command("add")
def add(  # noqa: PLR0917 - as many options as a registration has parts
    name: Name,
    organisation: Annotated[str, typer.Option(help="The organisation that answers for it, such as education-bureau.")],
    grant: list[str] = _many("authorization_code, refresh_token or client_credentials."),
    role: list[str] = _many("A role in which it acts for itself."),
    scope: list[str] = _many("A scope that it may ask for; by default what its roles or a plain sign-in need."),
    redirect_uri: list[str] = _many("Where codes are sent: https, or http on 127.0.0.1 with any port."),
    post_logout_uri: list[str] = _many("Where people may be sent after signing out."),
    origin: list[str] = _many("Where its pages come from, so that a browser lets them call the hub."),
    public: Annotated[bool, typer.Option("--public", help="It can keep no secret: an app in a browser.")] = False,
    jwks: Annotated[Path | None, typer.Option(help="File of its public keys (JWK set), instead of a secret.")] = None,
    secret_stdin: SecretStdin = False,
    access_token_seconds: Annotated[int, typer.Option(help="Life of its access tokens.")] = LONGEST_LIFE,
) -> None:
    """Register a client. A secret that isn't given is made, and printed this once."""
    given = first_line() if secret_stdin else None
    secret = given if secret_stdin or public or jwks else new_secret()
    asked = Registration(
        name,
        organisation,
        grant,
        role,
        scope,
        redirect_uri,
        post_logout_uri,
        origin,
        public=public,
        secret=secret,
        jwks=_key_set(jwks) if jwks else None,
        access_token_seconds=access_token_seconds,
    )
    _run(lambda clients: clients.add(asked))
    typer.echo(f"{name} is registered", err=True)
    if secret and not secret_stdin:
        print(secret)


@app.command("list")
def show() -> None:
    """Print every client, without secrets."""
    table = Table("client", "organisation", "proof", "grants", "roles", "scopes", "addresses and origins", "disabled")
    for client in _run(Clients.registered):
        table.add_row(*_row(client))
    Console().print(table)


@app.command("disable")
def end(name: Name) -> None:
    """Let a client get no more tokens; those that it has end within seconds."""
    _run(lambda clients: clients.disable(name))
    typer.echo(f"{name} is disabled", err=True)


@app.command("rotate-secret")
def rotate(name: Name, secret_stdin: SecretStdin = False) -> None:
    """Give a client a new secret; the old one ends at once. One that isn't given is made, and printed this once."""
    secret = first_line() if secret_stdin else new_secret()
    _run(lambda clients: clients.rotate_secret(name, secret))
    typer.echo(f"{name} has a new secret", err=True)
    if not secret_stdin:
        print(secret)


def _key_set(path: Path) -> dict[str, Any]:
    try:
        return read_key_set(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        wrong = Text(f"can't be read ({error})", f"无法读取（{error}）")
        raise RegistrationError(Fault("--jwks", str(path), wrong)) from None


def _run(change: Callable[[Clients], Awaitable[T]]) -> T:
    """Make one change in a transaction of its own; who runs the command is in the audit trail."""
    return in_transaction(load(), lambda db: change(Clients(db, operator())))


def _row(client: Client) -> tuple[str, ...]:
    lists = (client.grants, client.roles, client.scopes, [*client.redirect_uris, *client.origins])
    told = [", ".join(values) for values in lists]
    disabled = f"{client.disabled_at:%Y-%m-%d %H:%M}" if client.disabled_at else ""
    return (client.id, client.organisation_code, client.auth_method.name.lower(), *told, disabled)
