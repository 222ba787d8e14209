"""The scalars that GraphQL itself lacks."""

from typing import NewType

import strawberry

from hub.texts import Text

BigInt = NewType("BigInt", int)
"""A whole number beyond GraphQL's 32 bits, as a JSON number."""
BIG_INT = strawberry.scalar(
    name="BigInt",
    description=str(Text("A whole number of up to 53 bits, as a JSON number", "不超过 53 位的整数")),
    serialize=int,
    parse_value=int,
)
