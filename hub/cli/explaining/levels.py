"""The levels of an operation as a tree for a terminal."""

from collections.abc import Sequence

from rich.tree import Tree as Branch

from hub.query.plan.levels import Level, Row, Sums, Tree
from hub.query.plan.parts import Asked


def tree_of(tree: Tree, asked: Sequence[Asked]) -> Branch:
    """Each level below the one that its rows hang on, with what is joined to it and counted beside it."""
    branches = {0: Branch("operation  查询")}
    _beside(branches[0], tree.top)
    for level in tree.levels:
        above = branches[0 if level.parent is None else level.parent.level.number]
        branches[level.number] = above.add(_told(level, asked[level.place.number]))
        _beside(branches[level.number], level)
    return branches[0]


def _told(level: Level, asked: Asked) -> str:
    return f"l{level.number} [bold]{_name(level)}[/]: {_rows(level, asked)} of {level.info.name}"


def _name(level: Level) -> str:
    node = level.place.node
    return (node.alias or node.name).value


def _rows(level: Level, asked: Asked) -> str:
    if level.single:
        return "one row"
    if level.groups is not None:
        return f"groups by {', '.join(level.groups) or 'nothing'}"
    each = "" if level.parent is None else " each"
    end = "last" if asked.page.backward else "first"
    return f"the {end} {asked.page.size:,} rows{each}"


def _beside(branch: Branch, level: Level) -> None:
    for row in level.rows[1:]:
        branch.add(_joined(row))
    for sums in level.sums:
        branch.add(_summed(sums))


def _joined(row: Row) -> str:
    assert row.points is not None
    how = "joined" if row.joined else "its key alone"
    return f"→ {row.info.name} by {row.points.name} ({how})"


def _summed(sums: Sums) -> str:
    values = ", ".join(f"sum of {name}" if name else "count" for name in sums.values)
    return f"Σ {values} of {sums.info.name}"
