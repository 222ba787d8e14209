"""How `<record>Aggregate` is read: its rows are groups, whose values the statement makes."""

from hub.query.plan.levels import Unplannable, Values
from hub.query.plan.reading import Reader, Selected


def read_groups(reader: Reader, selected: Selected) -> Values:  # noqa: ARG001
    """The groups of a record type."""
    raise Unplannable("aggregates")
