"""Where an organisation stands: its own counties and those paired with it, as a reach of access."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from hub.auth.access import Reach
from hub.auth.access import Span as CountySpan
from hub.programme.kinds import AreaLevel, PairingLevel
from hub.programme.models import Area, OrganisationArea, Pairing, Programme
from hub.programme.spans import Span, joined


@dataclass(frozen=True, slots=True)
class Place:
    """An area's level and the area that it lies in."""

    level: AreaLevel
    parent: str | None


@dataclass(frozen=True, slots=True)
class Paired:
    """A county paired with a district for some days."""

    district: str
    county: str
    span: Span


def own(area_codes: Collection[str], places: Mapping[str, Place]) -> Reach:
    """The counties among these areas and below them: a county is itself, a city all its counties."""
    counties = (code for code, place in places.items() if place.level is AreaLevel.COUNTY)
    return Reach(
        counties=frozenset(county for county in counties if not set(area_codes).isdisjoint(up(county, places)))
    )


def paired(area_codes: Collection[str], pairings: Iterable[Paired], programme: Span) -> Reach:
    """The counties paired with these districts: whole where the pairing lasts all the programme, else for its days."""
    mine = sorted((pairing.county, pairing.span) for pairing in pairings if pairing.district in area_codes)
    spans = [(county, span) for county, group in groupby(mine, lambda p: p[0]) for span in joined(s for _, s in group)]
    whole = frozenset(county for county, span in spans if span.holds(programme))
    dated = (CountySpan(county, span.start, span.end) for county, span in spans if county not in whole)
    return Reach(counties=whole, dated=frozenset(dated))


def up(code: str, places: Mapping[str, Place]) -> Iterator[str]:
    """An area, then what it lies in, up to its city."""
    here: str | None = code
    while here is not None:
        yield here
        here = places[here].parent


async def load_span(connection: AsyncConnection) -> Span | None:
    """The programme's first and last day; None while no programme is loaded."""
    row = (await connection.execute(select(col(Programme.starts_on), col(Programme.ends_on)))).first()
    return Span(*row) if row else None


async def load_places(connection: AsyncConnection) -> dict[str, Place]:
    """Every area by its code."""
    rows = await connection.execute(select(col(Area.code), col(Area.level), col(Area.parent_code)))
    return {code: Place(level, parent) for code, level, parent in rows}


async def load_pairings(connection: AsyncConnection) -> tuple[Paired, ...]:
    """The pairings of districts with counties, past and present; those of streets and communities grant nothing."""
    query = select(
        col(Pairing.supporting_code), col(Pairing.supported_code), col(Pairing.starts_on), col(Pairing.ends_on)
    ).where(col(Pairing.level) == PairingLevel.DISTRICT_COUNTY)
    rows = await connection.execute(query)
    return tuple(Paired(district, county, Span(start, end)) for district, county, start, end in rows)


async def load_reach(connection: AsyncConnection, organisation: str) -> tuple[Reach, Reach]:
    """The organisation's own counties and those paired with it; nowhere for one that has no area of its own."""
    query = select(col(OrganisationArea.area_code)).where(col(OrganisationArea.organisation_code) == organisation)
    areas = (await connection.scalars(query)).all()
    programme = await load_span(connection)
    if not areas or programme is None:
        return Reach(), Reach()
    return own(areas, await load_places(connection)), paired(areas, await load_pairings(connection), programme)
