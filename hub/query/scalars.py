"""The scalars that GraphQL itself lacks."""

from typing import Any, NewType

import strawberry
from strawberry.scalars import JSON

from hub.texts import Text

BigInt = NewType("BigInt", int)
"""A whole number beyond GraphQL's 32 bits, as a JSON number."""
BIG_INT = strawberry.scalar(
    name="BigInt",
    description=str(Text("A whole number of up to 53 bits, as a JSON number", "不超过 53 位的整数")),
    serialize=int,
    parse_value=int,
)
JSON_VALUE = strawberry.scalar(
    name="JSON",
    description=str(Text("Any JSON value, such as the variables of an operation", "任意 JSON 值，例如操作的变量")),
    specified_by_url="https://ecma-international.org/publications-and-standards/standards/ecma-404/",
    serialize=lambda value: value,
    parse_value=lambda value: value,
)
SCALARS: dict[object, Any] = {BigInt: BIG_INT, JSON: JSON_VALUE}
"""What composition is to take these types for."""
