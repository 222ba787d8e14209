"""The schema as a file: printed in a stable order, and compared with the one that is committed."""

from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from graphql import build_schema, lexicographic_sort_schema, print_schema

from hub.contract import SectorModule
from schema.compose import Composition

COMMITTED = Path(__file__).parent / "hub.graphql"
HEADER = """\
# The whole graph of the hub with all sectors, in alphabetical order. Written by `hub schema export`: never by hand.
# 平台及全部领域的完整 GraphQL 模式，按字母顺序排列，由 `hub schema export` 生成，请勿手工修改。

"""


def printed(modules: Sequence[SectorModule]) -> str:
    """The SDL of a hub with these sectors, the same whatever the order of declaration."""
    declared = print_schema(Composition(tuple(modules)).schema.graphql)
    # Read again before it is sorted: sorting makes plain enums, which don't know the Python values of defaults.
    return f"{HEADER}{print_schema(lexicographic_sort_schema(build_schema(declared)))}\n"


def export(modules: Sequence[SectorModule], file: Path = COMMITTED) -> None:
    """Write the SDL."""
    file.write_text(printed(modules), encoding="utf-8")


def difference(modules: Sequence[SectorModule], file: Path = COMMITTED) -> str:
    """How the file differs from the sectors' SDL, as a unified diff; empty if it doesn't."""
    old = file.read_text(encoding="utf-8") if file.is_file() else ""
    lines = (old.splitlines(keepends=True), printed(modules).splitlines(keepends=True))
    return "".join(unified_diff(*lines, fromfile=file.name, tofile="the sectors as declared"))
