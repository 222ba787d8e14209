"""Columns that several tourism records have: what points at other records, and bounds."""

from typing import Annotated, Any

from sqlmodel import Field

from hub.models import References

DestinationId = Annotated[int, References("tourism_destination")]
OptionalDestinationId = Annotated[int | None, References("tourism_destination")]
RouteId = Annotated[int, References("tourism_tour_route")]
OptionalRouteId = Annotated[int | None, References("tourism_tour_route")]
OptionalOperatorId = Annotated[int | None, References("tourism_operator")]
OptionalChannelId = Annotated[int | None, References("tourism_smart_promotion_channel")]

MOST_VISITORS = 10_000_000
"""The most visitors that one record can count."""


def degrees(least: int, most: int) -> Any:
    """A column of a coordinate, which may be unknown."""
    return Field(default=None, ge=least, le=most)
