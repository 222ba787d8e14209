"""How a to-one is read: as a level of its own, in which each row that is pointed at comes once."""

from hub.query.fields import KeyField
from hub.query.plan import shaping
from hub.query.plan.levels import Output, Row, Values
from hub.query.plan.reading import Reader, Selected
from hub.query.record import RecordInfo


def read_to_one(reader: Reader, selected: Selected, points: Output, info: RecordInfo) -> Values:
    """The object that a column points at: null where there is none, and where the reader may not see it."""
    if info.measure is None and _asks_keys_only(reader, selected):
        return _by_key(reader, selected, points, info)
    row = reader.look_up(points, info)
    values = reader.object(selected, selected.kind, row)
    return shaping.looked_up(points, reader.returned(row.key()), values, required=selected.required)


def _asks_keys_only(reader: Reader, selected: Selected) -> bool:
    """Whether nothing but keys and names of types is asked of the object."""
    return all(one.field is None or isinstance(one.declared, KeyField) for one in reader.selections(selected).values())


def _by_key(reader: Reader, selected: Selected, points: Output, info: RecordInfo) -> Values:
    """The object of an entity, which is seen wherever it is pointed at: made of its key, there is nothing to read."""
    row = Row(points.row.level, info, points.row.alias, reader.returned(points))
    values = reader.object(selected, selected.kind, row)
    return shaping.never_null(values, points) if selected.required else shaping.unless_null(values, points)
