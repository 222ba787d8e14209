"""Brings a database's tables in step with the code: Alembic, with a branch for the hub and one for each sector."""

import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

import hub
from hub.database.address import driver_url
from hub.database.binaries import DatabaseError
from hub.database.branch import HOME, HUB, Branch
from hub.database.migrations.options import options

__all__ = ["HUB", "Branch", "differences", "downgrade", "pending", "revision", "upgrade"]

LOCK = 0x4855_4220
"""The advisory lock that lets one process migrate a database at a time."""
NUMBER = re.compile(r"(?:^|_)(\d{4})_")

ID_LENGTH = 32
"""What Alembic's own table holds of a revision's id."""


async def upgrade(url: str, branches: Sequence[Branch] = (HUB,), target: str = "heads") -> None:
    """Apply every migration that is missing, all in one transaction; two processes take turns."""
    await _run(url, branches, lambda config: command.upgrade(config, target))


async def downgrade(url: str, branches: Sequence[Branch], target: str) -> None:
    """Take migrations back: `education@base` removes all of a branch, `hub@0001_roles` what came after."""
    await _run(url, branches, lambda config: command.downgrade(config, target))


async def revision(url: str, branches: Sequence[Branch], branch: Branch, message: str) -> None:
    """Write a revision of the branch that brings the database, already migrated, in step with its models."""
    import_models()
    script = ScriptDirectory.from_config(_config(branches))
    numbers = [int(found[1]) for path in branch.folder.glob("*.py") if (found := NUMBER.search(path.name))]
    name = f"{max(numbers, default=0) + 1:04d}_{re.sub(r'[^a-z0-9]+', '_', message.lower()).strip('_')}"
    branch.folder.mkdir(parents=True, exist_ok=True)
    first = not numbers
    arguments: dict[str, Any] = {
        "message": message,
        "autogenerate": True,
        "rev_id": (name if branch.label == HUB.label else f"{branch.label}_{name}")[:ID_LENGTH].rstrip("_"),
        "version_path": str(branch.folder),
        "head": "base" if first else f"{branch.label}@head",
        "branch_label": branch.label if first else None,
        "depends_on": script.get_current_head()
        if first and branch.label != HUB.label and len(script.get_heads()) == 1
        else None,
    }
    await _run(url, branches, lambda config: command.revision(config, **arguments), own=(branch,))


async def pending(url: str, branches: Sequence[Branch] = (HUB,)) -> list[str]:
    """The revisions that `upgrade` would apply, in order; what a server asks before it starts."""
    found: list[str] = []

    def note(config: Config) -> None:
        def steps(current: Any, _: MigrationContext) -> list[Any]:
            plan = script._upgrade_revs("heads", current)  # noqa: SLF001 - what `command.upgrade` itself asks
            found.extend(step.revision.revision for step in plan)
            return []

        script = ScriptDirectory.from_config(config)
        with EnvironmentContext(config, script, fn=steps, destination_rev="heads"):
            script.run_env()

    await _run(url, branches, note)
    return found


async def differences(url: str, branches: Sequence[Branch] = (HUB,)) -> list[str]:
    """What the migrated database and the models disagree on, one line each; the models must be imported."""
    import_models()
    found: list[str] = []

    def compare(config: Config) -> None:
        connection = config.attributes["connection"]
        context = MigrationContext.configure(connection, opts=options(connection, config.attributes["prefixes"]))
        found.extend(_told(difference) for difference in compare_metadata(context, SQLModel.metadata))

    await _run(url, branches, compare)
    return found


def _told(difference: Any) -> str:
    """A difference in short, such as `add_column hub_measure forgotten`."""
    if isinstance(difference, list):  # the changes of one column
        return "; ".join(map(_told, difference))
    parts = (part for part in difference if part is not None and not isinstance(part, dict))
    return " ".join(str(getattr(part, "name", None) or part) for part in parts)


def import_models() -> None:
    """Import every `models` module of the hub, so that the metadata knows all of its tables."""
    for root in map(Path, hub.__path__):
        for path in sorted(root.rglob("models.py")):
            importlib.import_module(".".join(("hub", *path.relative_to(root).with_suffix("").parts)))


async def _run(
    url: str, branches: Sequence[Branch], act: Callable[[Config], object], own: Sequence[Branch] | None = None
) -> None:
    def locked(connection: sa.Connection) -> None:
        connection.execute(sa.text("select pg_advisory_xact_lock(:key)"), {"key": LOCK})
        config = _config(branches)
        config.attributes["connection"] = connection
        config.attributes["prefixes"] = tuple(branch.prefix for branch in own or branches)
        with _explained():
            act(config)

    engine = create_async_engine(driver_url(url), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(locked)
    finally:
        await engine.dispose()


def _config(branches: Sequence[Branch]) -> Config:
    config = Config()
    folders = "\n".join(str(branch.folder) for branch in branches)
    for key, value in {
        "script_location": str(HOME),
        "version_locations": folders,
        "path_separator": "newline",
        "file_template": "%(rev)s",
    }.items():
        config.set_main_option(key, value.replace("%", "%%"))
    return config


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise DatabaseError(
            f"{error}. If the database holds migrations of a sector that isn't installed, install it, "
            "or remove its tables first by `hub module remove`."
        ) from error
