"""`hub policy`: the rules of access, and why somebody can or can't see a record."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from hub.auth.access import Act
from hub.auth.errors import AuthError
from hub.auth.explain import Explanation, Facts, explain
from hub.auth.policy import RULES, Reader, Rule
from hub.auth.purposes import BY_CODE
from hub.auth.standing import read_named
from hub.database.address import driver_url
from hub.database.running import running
from hub.errors import BadInput
from hub.query import ids
from hub.settings import load
from schema import Composition
from schema.discovery import discover

app = typer.Typer(help="Who may do what, and why somebody sees a record or doesn't.", no_args_is_help=True)


class UnknownError(AuthError):
    """There is no such reader or record."""


@app.command()
def show() -> None:
    """Print the rules, and the purposes for which personal data may be asked."""
    console = Console()
    console.print(rules_table(RULES))
    purposes = Table("purpose", "meaning", "含义")
    for code, purpose in BY_CODE.items():
        purposes.add_row(code, purpose.text.en, purpose.text.zh)
    console.print(purposes)


def rules_table(rules: Sequence[Rule]) -> Table:
    """The rules as a table: a line each, in the order of the policy."""
    table = Table("role", "measures", "area", "acts", "purpose")
    for rule in rules:
        measures = rule.measures if isinstance(rule.measures, str) else ", ".join(rule.measures)
        acts = ", ".join(act for act in Act if act in rule.acts)
        table.add_row(rule.role, str(measures), str(rule.area), acts, rule.purpose or "")
    return table


@app.command("explain")
def explain_record(
    name: Annotated[str, typer.Option("--as", help="A client or a person, such as futian-district.")],
    record: Annotated[str, typer.Option(help="The record's id, as the endpoint gives it.")],
    purpose: Annotated[str | None, typer.Option(help="The purpose that is declared.")] = None,
) -> None:
    """Say in words why somebody can or can't see a record; exit 1 if they can't."""
    if purpose not in {None, *BY_CODE}:
        raise typer.BadParameter(f"there are the purposes {', '.join(BY_CODE)}")
    composition = Composition(discover(load().modules))
    with running(load()) as url:
        found = asyncio.run(_explained(url, composition, name, record, purpose))
    for line in told(name, found):
        print(line)
    if not found.seen:
        raise typer.Exit(1)


def told(name: str, found: Explanation) -> list[str]:
    """The verdict and its reasons, Chinese below English."""
    verdict = (
        (f"{name} sees this record.", f"{name} 可以查看该记录。")
        if found.seen
        else (f"{name} does not see this record.", f"{name} 不能查看该记录。")
    )
    lines = [verdict, *((reason.en, reason.zh) for reason in found.reasons)]
    return [line for pair in lines for line in pair]


async def _explained(url: str, composition: Composition, name: str, record: str, purpose: str | None) -> Explanation:
    engine = create_async_engine(driver_url(url))
    try:
        async with engine.connect() as connection:
            facts = await read_facts(connection, composition, record)
            member = await read_named(connection, name)
    finally:
        await engine.dispose()
    if member is None:
        raise UnknownError(f"there is no client or person {name!r}, or it is disabled")
    reader = Reader(name, name, member.organisation, member.roles, frozenset(Act), purpose)
    return explain(reader, RULES, member.standing, facts)


async def read_facts(connection: AsyncConnection, composition: Composition, record: str) -> Facts:
    """The facts of a record by its global id, as the owner of the tables; UnknownError if there is none."""
    row: Any = None
    try:
        type_name, _ = ids.decode(record)
        info = next(info for info in composition.records if info.name == type_name)
        columns = (info.column(c) for c in ("county_code", "starts_on", "ends_on", "status"))
        key = ids.row_key(record, type_name, "record")
        row = (await connection.execute(select(*columns).where(info.column("id") == key))).first()
    except (BadInput, StopIteration):
        pass
    if row is None:
        raise UnknownError(f"there is no record {record!r}")
    return Facts(info.measure or "", row.county_code, row.starts_on, row.ends_on, row.status)
