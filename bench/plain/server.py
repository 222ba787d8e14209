"""What a team builds first with Strawberry: types with resolvers, DataLoaders, and objects of the ORM.

`python -m bench.plain.server PORT POOL_SIZE`, the database by PGHOST, PGUSER and PGDATABASE. It offers of the hub's
schema what the server with Mercurius does, and reads the same rows by as few statements: one for each relation, with a
limit inside each parent.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

import strawberry
import uvicorn
from sqlalchemy import ARRAY, String, bindparam, func, select, true
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import aliased
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

from bench.exchange import HOST
from hub.models import Status
from hub.programme.kinds import AreaLevel, PairingLevel
from hub.programme.models import Area, Pairing
from modules.education.models import EntrantGrant, PrincipalPlacement, SchoolConstruction, TeacherDispatch
from modules.education.models import School as SchoolRow

Table = Any
"""A model, whose attributes are columns, as types of models don't say."""
Row = strawberry.Parent[Any]


class Loaders:
    """What one request reads by."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.areas = self._by_key(Area, "code")
        self.schools = self._by_key(SchoolRow, "id")
        self.lists = cache(self._list)

    async def all(self, statement: Any) -> Sequence[Any]:
        """The objects that a statement selects."""
        async with AsyncSession(self._engine) as session:
            return (await session.scalars(statement)).all()

    def _by_key(self, table: Table, key: str) -> DataLoader[Any, Any]:
        async def load(keys: list[Any]) -> list[Any]:
            rows = await self.all(select(table).where(getattr(table, key).in_(keys)))
            found = {getattr(row, key): row for row in rows}
            return [found.get(key) for key in keys]

        return DataLoader(load)

    def _list(self, table: Table, first: int) -> DataLoader[str, list[Any]]:
        async def load(codes: list[str]) -> list[list[Any]]:
            asked = func.unnest(bindparam("codes", codes, type_=ARRAY(String))).table_valued("code").render_derived()
            page = aliased(table, approved(table, table.county_code == asked.c.code).limit(first).lateral())
            found: dict[str, list[Any]] = {code: [] for code in codes}
            for row in await self.all(select(page).select_from(asked).join(page, true())):
                found[row.county_code].append(row)
            return [found[code] for code in codes]

        return DataLoader(load)


Info = strawberry.Info[Loaders, None]


def approved(table: Table, *where: Any) -> Any:
    """Approved records in the usual order."""
    return select(table).where(table.status == Status.APPROVED, *where).order_by(table.starts_on, table.id)


def named(attribute: str) -> Any:
    """The name of an enumeration's value."""

    def resolve(root: Row) -> str:
        return str(getattr(root, attribute).name)

    return strawberry.field(resolver=resolve)


def fen(attribute: str) -> Any:
    """Money as it is stored, in whole fen."""

    def resolve(root: Row) -> str:
        return str(int(getattr(root, attribute) * 100))

    return strawberry.field(resolver=resolve)


def name_of_area(root: Row) -> str:
    """In Chinese."""
    return str(root.name_zh)


@strawberry.type(name="Area")
class Place:
    """A county or a district, as records point at it."""

    code: str
    name: str = strawberry.field(resolver=name_of_area)


@strawberry.type
class School:
    """A school."""

    id: strawberry.ID
    name: str
    stage: str = named("stage")
    address: str | None
    pupils: int | None
    teachers: int | None
    boarders: int | None
    starts_on: date
    status: str = named("status")
    revision: int


def pointed(attribute: str, loader: str) -> Any:
    """What a record points at."""

    async def resolve(root: Row, info: Info) -> Any:
        key = getattr(root, attribute)
        return None if key is None else await getattr(info.context, loader).load(key)

    kind = {"areas": Place, "schools": School}[loader]
    return strawberry.field(resolver=resolve, graphql_type=kind | None)


@strawberry.type
class Dispatch:
    """A teacher's service at a school."""

    id: strawberry.ID
    subject: str = named("subject")
    stage: str = named("stage")
    starts_on: date
    ends_on: date | None
    sending_school: str
    county: Place | None = pointed("county_code", "areas")
    school: School | None = pointed("school_id", "schools")
    sending_district: Place | None = pointed("sending_district_code", "areas")


@strawberry.type
class Placement:
    """A principal's time in Shenzhen."""

    position: str = named("position")
    mode: str = named("mode")
    starts_on: date
    home_school: School | None = pointed("home_school_id", "schools")


@strawberry.type
class Construction:
    """A building."""

    name: str
    state: str = named("state")
    planned_amount: str = fen("planned_amount")


@strawberry.type
class Grant:
    """A grant to a student."""

    university: str
    amount: str = fen("amount")


@strawberry.type
class SchoolConnection:
    """A page."""

    nodes: list[School]


@strawberry.type
class DispatchConnection:
    """A page."""

    nodes: list[Dispatch]


@strawberry.type
class PlacementConnection:
    """A page."""

    nodes: list[Placement]


@strawberry.type
class ConstructionConnection:
    """A page."""

    nodes: list[Construction]


@strawberry.type
class GrantConnection:
    """A page."""

    nodes: list[Grant]


def page(table: Table, kind: Callable[..., Any]) -> Any:
    """The first records of a county."""

    async def resolve(root: Row, info: Info, first: int) -> Any:
        return kind(nodes=await info.context.lists(table, first).load(root.code))

    return strawberry.field(resolver=resolve, graphql_type=kind)


@strawberry.type
class County:
    """A county with its records."""

    code: str
    name: str = strawberry.field(resolver=name_of_area)
    schools: SchoolConnection = page(SchoolRow, SchoolConnection)
    teacher_dispatches: DispatchConnection = page(TeacherDispatch, DispatchConnection)
    principal_placements: PlacementConnection = page(PrincipalPlacement, PlacementConnection)
    school_constructions: ConstructionConnection = page(SchoolConstruction, ConstructionConnection)
    entrant_grants: GrantConnection = page(EntrantGrant, GrantConnection)


async def counties_of(root: Row, info: Info) -> list[County]:
    """The counties that are paired with a district."""
    area: Table = Area
    pairing: Table = Pairing
    paired = select(pairing.supported_code).where(
        pairing.supporting_code == root.code, pairing.level == PairingLevel.DISTRICT_COUNTY
    )
    return list(await info.context.all(select(area).where(area.code.in_(paired)).order_by(area.code)))


@strawberry.type
class District:
    """A district with its counties."""

    code: str
    name: str = strawberry.field(resolver=name_of_area)
    counties: list[County] = strawberry.field(resolver=counties_of)


@strawberry.type
class Query:
    """The questions."""

    @strawberry.field
    async def school(self, info: Info, id: strawberry.ID) -> School | None:  # noqa: A002 - the schema's name
        """A school by its key."""
        found: School | None = await info.context.schools.load(int(id))
        return found

    @strawberry.field
    async def district(self, info: Info, code: str) -> District | None:
        """A district by its code."""
        area: Table = Area
        found = await info.context.all(select(area).where(area.code == code, area.level == AreaLevel.DISTRICT))
        return found[0] if found else None

    @strawberry.field
    async def teacher_dispatches(self, info: Info, county: str, first: int) -> DispatchConnection:
        """The first dispatches to a county."""
        table: Table = TeacherDispatch
        return DispatchConnection(
            nodes=list(await info.context.all(approved(table, table.county_code == county).limit(first)))
        )


class App(GraphQL[Loaders, None]):
    """The endpoint, with loaders for each request."""

    engine: AsyncEngine

    async def get_context(self, request: Any, response: Any) -> Loaders:  # noqa: ARG002 - asked for by its base
        """What the resolvers of one request read by."""
        return Loaders(self.engine)


def main() -> None:
    """Serve until the process is ended."""
    port, size = map(int, sys.argv[1:])
    app = App(strawberry.Schema(Query))
    app.engine = create_async_engine("postgresql+asyncpg://", pool_size=size, max_overflow=0)
    uvicorn.run(app, host=HOST, port=port, loop="uvloop", http="httptools", access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
