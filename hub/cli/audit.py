"""`hub audit`: check the audit trail's chain, and remove what is past its time."""

import asyncio
import getpass
from datetime import datetime
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import create_async_engine

from hub.auth.audit.prune import prune as prune_entries
from hub.auth.audit.verify import Finding, Link
from hub.auth.audit.verify import verify as verify_chain
from hub.database.address import driver_url
from hub.database.running import running
from hub.settings import load

app = typer.Typer(help="The audit trail: check its chain, remove what is past its time.", no_args_is_help=True)


def read_link(text: str) -> Link:
    """The head that an earlier check printed, `POSITION:HASH`."""
    position, _, digest = text.partition(":")
    try:
        return Link(int(position), bytes.fromhex(digest))
    except ValueError:
        raise typer.BadParameter("give it as POSITION:HASH, as an earlier check printed it") from None


@app.command()
def verify(
    head: Annotated[
        Link | None, typer.Option(parser=read_link, metavar="POSITION:HASH", help="A head that was noted earlier.")
    ] = None,
) -> None:
    """Find entries that were changed or are missing; exit 1 if there are any. Note the head outside the database."""
    with running(load()) as url:
        finding = asyncio.run(_verify(url, head))
    print("\n".join(_report(finding)))
    if finding.faults:
        raise typer.Exit(1)


def _report(finding: Finding) -> list[str]:
    waiting = finding.unsealed
    tail = f"; not sealed yet: {len(waiting)}, from entry {waiting[0]} to {waiting[-1]}" if waiting else ""
    return [
        *finding.faults,
        f"{finding.sealed:,} entries, {len(finding.faults) or 'no'} faults; head {finding.head}{tail}",
    ]


async def _verify(url: str, head: Link | None) -> Finding:
    engine = create_async_engine(driver_url(url))
    try:
        async with engine.begin() as connection:
            return await verify_chain(connection, head)
    finally:
        await engine.dispose()


@app.command()
def prune(
    before: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day that is kept, six months ago or earlier.")
    ],
) -> None:
    """Remove the entries of earlier days; the chain goes on from there, and the removal is an entry itself."""
    with running(load()) as url:
        print(f"{asyncio.run(_prune(url, before)):,} entries removed")


async def _prune(url: str, before: datetime) -> int:
    engine = create_async_engine(driver_url(url))
    try:
        async with engine.begin() as connection:
            return await prune_entries(connection, before.date(), f"operator {getpass.getuser()}")
    finally:
        await engine.dispose()
