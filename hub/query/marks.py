"""What the schema says of access: `@measure` names the rules that a type or field is under, `@personal` its mask."""

import strawberry
from strawberry.schema_directive import Location

from hub.texts import Text


@strawberry.schema_directive(
    locations=[Location.OBJECT, Location.FIELD_DEFINITION],
    name="measure",
    description=str(
        Text("Under the rules of this measure: refused to, and limited for, who has none.", "按该措施的授权规则访问")
    ),
)
class MeasureMark:
    """The measure of the plan whose rules apply."""

    code: str


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="personal",
    description=str(
        Text("Personal data: masked unless role, measure and a declared purpose allow more.", "个人信息，默认脱敏")
    ),
)
class PersonalMark:
    """A column that holds personal data."""


PERSONAL = PersonalMark()


def under(measure: str | None) -> list[object]:
    """The mark of a measure's rules; none for what is public."""
    return [] if measure is None else [MeasureMark(code=measure)]
