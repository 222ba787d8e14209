"""`hub user` and `hub role`: people's accounts, and what they may do."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from hub.auth.people.accounts import Accounts, NewPerson
from hub.auth.people.assurance import needs_second_factor
from hub.auth.people.models import Person
from hub.auth.people.passwords import Passwords
from hub.auth.policy import ROLES, RULES, Rule
from hub.cli.owner import first_line, in_transaction, operator
from hub.settings import load

T = TypeVar("T")
app = typer.Typer(help="People who sign in: add, list, close, new password, new second factor.", no_args_is_help=True)
roles = typer.Typer(help="What people may do: the roles, and who holds them.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The name that the person signs in with.")]
RoleName = Annotated[str, typer.Argument(help="The role, one of those of `hub role list`.")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from the standard input.")]


@app.command()
def add(
    name: Name,
    organisation: Annotated[str, typer.Option(help="The organisation for which the person acts.")],
    role: Annotated[list[str], typer.Option(help="What the person may do; repeat for several.")],
    display_name: Annotated[str, typer.Option(help="The person's name as others read it.")] = "",
    password_stdin: FromStdin = False,
) -> None:
    """Give somebody an account; a second factor is set up at the first sign-in where the roles ask for one."""
    new = NewPerson(name, display_name, organisation, role, _password(password_stdin))
    person = _run(lambda accounts: accounts.add(new))
    print(f"{person.name}: {', '.join(person.roles)} of {person.organisation_code}")


@app.command("list")
def list_people() -> None:
    """Show every account."""
    table = Table("name", "person", "organisation", "roles", "second factor", "state")
    for person in _people():
        factor = "set up" if person.totp_confirmed_at else "due" if needs_second_factor(person.roles) else "not needed"
        state = "disabled" if person.disabled_at else "demo" if person.demo else "open"
        table.add_row(
            person.name, person.display_name, person.organisation_code, ", ".join(person.roles), factor, state
        )
    Console().print(table)


@app.command()
def disable(name: Name) -> None:
    """Close an account: the person is signed out everywhere, and every token ends within five seconds."""
    print(f"{_run(lambda accounts: accounts.disable(name)).name}: disabled")


@app.command()
def enable(name: Name) -> None:
    """Open a closed account again."""
    print(f"{_run(lambda accounts: accounts.enable(name)).name}: open")


@app.command()
def password(name: Name, password_stdin: FromStdin = False) -> None:
    """Give somebody another password; every session and token of theirs ends."""
    given = _password(password_stdin)
    print(f"{_run(lambda accounts: accounts.set_password(name, given)).name}: password changed")


@app.command("totp-reset")
def reset_second_factor(name: Name) -> None:
    """Forget somebody's second factor, as after a lost phone; a new one is set up at the next sign-in."""
    print(f"{_run(lambda accounts: accounts.reset_second_factor(name)).name}: second factor forgotten")


@roles.command("list")
def list_roles() -> None:
    """Show the roles and their rules."""
    table = Table("role", "measures", "area", "acts", "purpose")
    for rule in RULES:
        table.add_row(rule.role, _measures(rule), rule.area, ", ".join(sorted(rule.acts)), rule.purpose or "")
    for role in sorted(ROLES - {rule.role for rule in RULES}):
        table.add_row(role, "none", "none", "keeps accounts", "")
    Console().print(table)


@roles.command()
def grant(name: Name, role: RoleName) -> None:
    """Give a person a role beside those that they hold; they sign in anew."""
    _print_roles(_run(lambda accounts: accounts.grant(name, role)))


@roles.command()
def revoke(name: Name, role: RoleName) -> None:
    """Take a role from a person; they sign in anew."""
    _print_roles(_run(lambda accounts: accounts.revoke(name, role)))


def _print_roles(person: Person) -> None:
    print(f"{person.name}: {', '.join(person.roles) or 'no role'}")


def _measures(rule: Rule) -> str:
    return rule.measures if isinstance(rule.measures, str) else ", ".join(rule.measures)


def _password(from_stdin: bool) -> str:
    """A password that no list of processes and no history of commands shows."""
    if from_stdin:
        return first_line()
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _run(change: Callable[[Accounts], Awaitable[T]]) -> T:
    """Make one change in a transaction of its own; who runs the command is in the audit trail."""
    return in_transaction(load(), lambda db: change(Accounts(db, Passwords(), operator())))


def _people() -> list[Person]:
    async def read(db: AsyncSession) -> list[Person]:
        return list(await db.scalars(select(Person).order_by(col(Person.name))))

    return in_transaction(load(), read)
