"""The levels of an operation as a tree for a terminal."""

from collections.abc import Sequence

from rich.tree import Tree as Branch

from hub.query.plan.levels import Level, Sums, Tree
from hub.query.plan.parts import Asked


def tree_of(tree: Tree, asked: Sequence[Asked]) -> Branch:
    """Each level below the one that its rows hang on, with what is counted beside it."""
    branches = {0: Branch("operation  查询")}
    _beside(branches[0], tree.top)
    for level in tree.levels:
        branches[level.number] = branches[_above(level)].add(_told(level, asked))
        _beside(branches[level.number], level)
    return branches[0]


def _above(level: Level) -> int:
    """The number of the level that this one's rows belong to, or are pointed at from."""
    if level.points is not None:
        return level.points.row.level.number
    return 0 if level.parent is None else level.parent.level.number


def _told(level: Level, asked: Sequence[Asked]) -> str:
    if level.points is not None:
        return f"l{level.number} → {level.info.name} by {level.points.name}, each row once"
    return f"l{level.number} [bold]{_name(level)}[/]: {_rows(level, asked[level.place.number])} of {level.info.name}"


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
    for sums in level.sums:
        branch.add(_summed(sums))


def _summed(sums: Sums) -> str:
    values = ", ".join(f"sum of {name}" if name else "count" for name in sums.values)
    return f"Σ {values} of {sums.info.name}"
