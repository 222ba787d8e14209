"""Columns that several tourism records have: what points at other records or a Shenzhen district, and numbers."""

from typing import Annotated, Any

from pydantic import StringConstraints
from sqlalchemy import BigInteger
from sqlmodel import Field

from hub.models import Personal, References

PersonName = Annotated[str | None, Personal("name")]
Phone = Annotated[str | None, Personal("phone"), StringConstraints(pattern=r"^1[0-9]{10}$")]
DestinationId = Annotated[int, References("tourism_destination")]
OptionalDestinationId = Annotated[int | None, References("tourism_destination")]
RouteId = Annotated[int, References("tourism_tour_route")]
OptionalRouteId = Annotated[int | None, References("tourism_tour_route")]
OptionalOperatorId = Annotated[int | None, References("tourism_operator")]
OptionalChannelId = Annotated[int | None, References("tourism_smart_promotion_channel")]


def mobile() -> Any:
    """A column of a mobile phone number, which may be unknown."""
    return Field(default=None, max_length=11)


def record_id(default: Any = ...) -> Any:
    """A column of the id of another record, as wide as ids are."""
    return Field(default=default, sa_type=BigInteger)


def district() -> Any:
    """A column of a Shenzhen district's code; none for what is directly under the city."""
    return Field(default=None, foreign_key="hub_area.code", max_length=20)


def number(default: Any = ..., *, ge: int = 0, le: int = 10_000_000) -> Any:
    """A column of a whole number within bounds that catch a slip of the hand."""
    return Field(default=default, ge=ge, le=le)


def degrees(least: int, most: int) -> Any:
    """A column of a coordinate, which may be unknown."""
    return Field(default=None, ge=least, le=most)
