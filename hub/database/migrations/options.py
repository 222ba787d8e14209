"""How Alembic compares the models with a database: only tables of known prefixes, types as they are stored."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import AutoString, SQLModel

VERSIONS = "hub_migration"
"""The table in which Alembic notes what has been applied."""


def options(connection: sa.Connection, prefixes: tuple[str, ...]) -> dict[str, Any]:
    """The options of a migration context; a table of another prefix is neither compared nor dropped."""
    partitions = set(connection.scalars(sa.text("select relname from pg_class where relispartition")))

    def ours(name: str | None) -> bool:
        return (name or "").startswith(prefixes) and name not in partitions

    def asked(name: str | None, kind: str, _: Mapping[str, str | None]) -> bool:
        return kind != "table" or ours(name)

    def compared(_: object, name: str | None, kind: str, *_others: object) -> bool:
        return kind != "table" or ours(name)

    return {
        "target_metadata": SQLModel.metadata,
        "version_table": VERSIONS,
        "include_name": asked,
        "include_object": compared,
        "render_item": render_item,
        "compare_type": True,
    }


def render_item(kind: str, thing: Any, _: Any) -> str | bool:
    """A column's type as stored, so that a migration never imports the hub's own types."""
    if kind != "type":
        return False
    if isinstance(thing, AutoString):
        return f"sa.String({thing.length or ''})"
    if isinstance(thing, sa.Enum) and not thing.native_enum:
        names = ", ".join(map(repr, thing.enums))
        return (
            f"sa.Enum({names}, name={thing.name!r}, native_enum=False, create_constraint=True, length={thing.length})"
        )
    if isinstance(thing, sa.TypeDecorator) and not type(thing).__module__.startswith("sqlalchemy"):
        return f"sa.{thing.impl_instance!r}"
    return False
