"""`hub explain`: how an operation is answered: its levels, its SQL, and what PostgreSQL makes of that."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from graphql import GraphQLError
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.syntax import Syntax

from hub.asgi import installed_hub
from hub.assembly import Hub
from hub.auth.access import Access, Act
from hub.auth.errors import AuthError
from hub.auth.policy import RULES, Reader, resolve
from hub.auth.purposes import BY_CODE
from hub.auth.standing import read_named
from hub.cli.explaining.analyze import analyzed
from hub.cli.explaining.levels import tree_of
from hub.cli.explaining.sql import indented
from hub.context import HubContext
from hub.database.running import running
from hub.endpoint.documents import Document
from hub.endpoint.errors import Refusal
from hub.endpoint.limits import Limits, refuse_large
from hub.errors import HubError
from hub.query.plan.levels import Unplannable
from hub.query.plan.planner import Bound, Planner
from hub.settings import Settings, load
from hub.texts import Text

app = typer.Typer()


class ExplainError(AuthError):
    """The operation can't be run, or there is no such reader; the message says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be explained, and to whom it would be answered."""

    text: str
    variables: dict[str, Any]
    operation: str | None
    reader: str
    purpose: str | None


@app.command("explain")
def explain(
    file: Annotated[Path, typer.Argument(help="A file that holds a GraphQL document.", exists=True, dir_okay=False)],
    name: Annotated[str, typer.Option("--as", help="Who asks: a client, or a person who signs in.")] = "lead-office",
    variables: Annotated[str, typer.Option(help="The variables, as a JSON object.")] = "{}",
    operation: Annotated[str | None, typer.Option(help="The operation, where the document has several.")] = None,
    purpose: Annotated[str | None, typer.Option(help="The purpose that is declared.")] = None,
) -> None:
    """Show how an operation is answered, by running its statement under the reader's rules and row-level security."""
    if purpose not in {None, *BY_CODE}:
        raise typer.BadParameter(f"there are the purposes {', '.join(BY_CODE)}")
    try:
        given = msgspec.json.decode(variables, type=dict[str, Any])
    except msgspec.MsgspecError:
        raise typer.BadParameter("the variables must be a JSON object") from None
    settings = load(pool_size=1)  # one connection, so that it can be spoken to more than once
    asked = Asked(file.read_text(encoding="utf-8"), given, operation, name, purpose)
    with running(settings) as url:
        found = asyncio.run(_explained(installed_hub(url, settings), settings, asked))
    Console().print(found, soft_wrap=True)


async def _explained(hub: Hub, settings: Settings, asked: Asked) -> RenderableType:
    await hub.open()
    try:
        context = hub.context_for(await _access(hub, asked), "en", datetime.now(UTC).date())
        return await _told(hub, await _document(hub, settings, asked), asked, context)
    except Refusal as refusal:
        raise ExplainError("\n".join(fault.text.en for fault in refusal.faults)) from None
    except HubError as error:
        raise ExplainError(error.text.en) from None
    except GraphQLError as error:
        raise ExplainError(error.message) from None
    finally:
        await hub.close()


async def _access(hub: Hub, asked: Asked) -> Access:
    async with hub.database.engine.connect() as connection:
        member = await read_named(connection, asked.reader)
    if member is None:
        raise ExplainError(f"there is no client or person {asked.reader!r}, or it is disabled")
    reader = Reader(asked.reader, asked.reader, member.organisation, member.roles, frozenset(Act), asked.purpose)
    return resolve(reader, RULES, member.standing)


async def _document(hub: Hub, settings: Settings, asked: Asked) -> Document:
    """The document, when the endpoint would run it."""
    limits = Limits.of(settings)
    document = Document(hub.composed.schema._schema, limits, asked.text, hints=True)  # noqa: SLF001 - no public name
    await document.check()
    refuse_large(document.size(document.operation(asked.operation), asked.variables), limits)
    return document


async def _told(hub: Hub, document: Document, asked: Asked, context: HubContext) -> RenderableType:
    planner = Planner(hub.composed.schema._schema)  # noqa: SLF001 - no public name
    prepared = planner.prepare(document.ast, document.operation(asked.operation))
    try:
        bound = planner.bound(prepared, asked.variables, context)
    except Unplannable as found:
        return f"{_ORDINARY.en}: {found.text.en}.\n{_ORDINARY.zh}：{found.text.zh}。"
    if not bound.compiled.sql:
        return f"{_TOLD.en}. {_TOLD.zh}。"
    account = await analyzed(context.loaders, bound.compiled.sql, bound.args)
    return Group(
        _path(bound),
        tree_of(bound.outline.tree, bound.places),
        Rule("SQL"),
        Syntax(indented(bound.compiled.sql), "sql", background_color="default", word_wrap=True),
        Rule("EXPLAIN (ANALYZE, BUFFERS)"),
        account,
        *_totals(bound),
    )


def _totals(bound: Bound) -> Iterator[RenderableType]:
    """The statement of the programme's totals, where the reader sees a part of their records only."""
    if bound.request.totals is not None:
        yield Rule("SQL, under the hub's own rules  平台规则下")
        yield Syntax(indented(bound.request.totals[0]), "sql", background_color="default", word_wrap=True)


_ORDINARY = Text("The ordinary path answers, field by field", "由普通路径逐字段作答")
_TOLD = Text(
    "It is told from the reader's rules and the plan, without a statement", "由读者的权限和规划直接给出，无需 SQL"
)
_COMPILED = Text("One statement answers", "由一条 SQL 语句作答")


def _path(bound: Bound) -> str:
    root = bound.outline.root
    if root.reason is None:
        return f"{_COMPILED.en}. {_COMPILED.zh}。\n"
    planned, left = ", ".join(root.planned), ", ".join(name for name in root.names if name not in root.planned)
    return (
        f"{_COMPILED.en} {planned}; the ordinary path {left}: {root.reason.en}.\n"
        f"{_COMPILED.zh} {planned}；普通路径作答 {left}：{root.reason.zh}。\n"
    )
