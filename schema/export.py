"""The schema as a file: the centre, then each sector, in a stable order; compared with the one that is committed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from graphql import (
    GraphQLNamedType,
    GraphQLSchema,
    build_schema,
    is_introspection_type,
    is_specified_directive,
    is_specified_scalar_type,
    lexicographic_sort_schema,
    print_schema,
    print_type,
)
from graphql.utilities.print_schema import print_directive

from hub.contract import SectorModule
from hub.texts import Text
from schema.compose import Composition

COMMITTED = Path(__file__).parent / "hub.graphql"
HEADER = """\
# The whole graph of the hub with all sectors: the centre and what sectors share, then each sector's own types; each
# part in alphabetical order. Written by `hub schema export`: never by hand.
# 平台及全部领域的完整 GraphQL 模式：先是平台及各领域共用的部分，再是各领域自有的类型，均按字母顺序排列。
# 由 `hub schema export` 生成，请勿手工修改。
"""
CENTRE = Text("The centre, and what sectors share", "平台及各领域共用的部分")


def printed(modules: Sequence[SectorModule]) -> str:
    """The SDL of a hub with these sectors, the same whatever the order of declaration."""
    declared = print_schema(Composition(tuple(modules)).schema.graphql)
    # Read again before it is sorted: sorting makes plain enums, which don't know the Python values of defaults.
    schema = lexicographic_sort_schema(build_schema(declared))
    own = _own(modules)
    taken = frozenset[str]().union(*own.values())
    sections = [_section(CENTRE, [*_directives(schema), *_types(schema, set(schema.type_map) - taken)])]
    ordered = sorted(modules, key=lambda module: module.name)
    return "\n".join(
        [HEADER, *sections, *(_section(module.text, _types(schema, own[module.name])) for module in ordered)]
    )


def _own(modules: Sequence[SectorModule]) -> dict[str, frozenset[str]]:
    """The names of the types that each sector alone brings: neither the centre nor another sector has them."""
    centre = _names(())
    brought = {module.name: _names((module,)) - centre for module in modules}
    counted = Counter(name for names in brought.values() for name in names)
    return {sector: frozenset(name for name in names if counted[name] == 1) for sector, names in brought.items()}


def _names(modules: tuple[SectorModule, ...]) -> frozenset[str]:
    return frozenset(Composition(modules).schema.graphql.type_map)


def _section(title: Text, parts: Iterable[str]) -> str:
    rule = "#" * 100
    return "\n\n".join([f"{rule}\n# {title.en} · {title.zh}\n{rule}", *parts]) + "\n"


def _directives(schema: GraphQLSchema) -> Iterator[str]:
    return (print_directive(found) for found in schema.directives if not is_specified_directive(found))


def _types(schema: GraphQLSchema, names: Iterable[str]) -> Iterator[str]:
    """The SDL of these types, without those that every schema has."""
    return (print_type(schema.type_map[name]) for name in sorted(names) if _is_declared(schema.type_map[name]))


def _is_declared(kind: GraphQLNamedType) -> bool:
    return not (is_specified_scalar_type(kind) or is_introspection_type(kind))


def export(modules: Sequence[SectorModule], file: Path = COMMITTED) -> None:
    """Write the SDL."""
    file.write_text(printed(modules), encoding="utf-8")


def difference(modules: Sequence[SectorModule], file: Path = COMMITTED) -> str:
    """How the file differs from the sectors' SDL, as a unified diff; empty if it doesn't."""
    old = file.read_text(encoding="utf-8") if file.is_file() else ""
    lines = (old.splitlines(keepends=True), printed(modules).splitlines(keepends=True))
    return "".join(unified_diff(*lines, fromfile=file.name, tofile="the sectors as declared"))
