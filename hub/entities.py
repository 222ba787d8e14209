"""The types that every sector shares: a key, and the fields that the centre itself knows of."""

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, and_, exists, or_, select

from hub.auth.access import Access
from hub.fields import One, bilingual, entity, entity_column, key, many, one
from hub.programme import models as rows
from hub.programme.kinds import AreaLevel, DesignationKind, PairingLevel, Side
from hub.query.scope import area_scope
from hub.query.select import Link

_PAIRING = rows.Pairing.__table__  # type: ignore[attr-defined]


def _level(level: AreaLevel) -> Any:
    def only(table: FromClause) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = table.c.level == level.name
        return condition

    return only


def _county_scope(table: FromClause, access: Access) -> ColumnElement[bool]:
    return area_scope(table.c.code, access)


def _district_scope(table: FromClause, access: Access) -> ColumnElement[bool]:
    """The districts paired with a county of which the reader may read something."""
    pairing = _PAIRING.alias("scope_pairing")
    paired = and_(pairing.c.supporting_code == table.c.code, pairing.c.level == PairingLevel.DISTRICT_COUNTY.name)
    return exists(select(1).where(paired, area_scope(pairing.c.supported_code, access)))


def _pairing_scope(table: FromClause, access: Access) -> ColumnElement[bool]:
    """Pairings of the reader's counties; those of towns and villages through the county in which they lie."""
    area = rows.Area.__table__.alias("supported")  # type: ignore[attr-defined]
    above = rows.Area.__table__.alias("above_supported")  # type: ignore[attr-defined]
    up = area.outerjoin(above, above.c.code == area.c.parent_code)
    reached = or_(area_scope(area.c.parent_code, access), area_scope(above.c.parent_code, access))
    below = exists(select(1).select_from(up).where(area.c.code == table.c.supported_code, reached))
    return or_(area_scope(table.c.supported_code, access), below)


def _of_district(column: str) -> Link:
    """Records belong to a district through its pairings: same county, and at least one day in common."""

    def link(table: FromClause, parent: ColumnElement[Any]) -> ColumnElement[bool]:
        if "ends_on" not in table.c or "county_code" not in table.c:
            condition: ColumnElement[bool] = table.c[column] == parent
            return condition
        pairing = _PAIRING.alias("of_district")
        shared = and_(
            pairing.c.level == PairingLevel.DISTRICT_COUNTY.name,
            pairing.c.supporting_code == parent,
            pairing.c.supported_code == table.c[column],
            table.c.starts_on <= pairing.c.ends_on,
            or_(table.c.ends_on.is_(None), table.c.ends_on >= pairing.c.starts_on),
        )
        return exists(select(1).where(shared))

    return link


def _paired(parent_side: str, child_side: str) -> Link:
    """Areas tied to the parent by a pairing between a district and a county."""

    def link(table: FromClause, parent: ColumnElement[Any]) -> ColumnElement[bool]:
        pairing = _PAIRING.alias("paired")
        tied = and_(pairing.c[parent_side] == parent, pairing.c[child_side] == table.c.code)
        return exists(select(1).where(tied, pairing.c.level == PairingLevel.DISTRICT_COUNTY.name))

    return link


_COUNTIES = _paired("supporting_code", "supported_code")
_DISTRICTS = _paired("supported_code", "supporting_code")


@entity(rows.Designation, "designations", "What an area is officially designated as.", zh="认定", key="id", order=())
class Designation:
    """A designation of a supported area, for a time."""

    kind: DesignationKind = entity_column(rows.Designation.kind, "The designation.", zh="认定类别")
    valid_from: date | None = entity_column(rows.Designation.valid_from, "First day; null: open.", zh="起始日期")
    valid_until: date | None = entity_column(rows.Designation.valid_until, "Last day; null: open.", zh="截止日期")
    source: str = entity_column(rows.Designation.source, "Which source says so.", zh="来源")


@entity(
    rows.AreaName, "area_names", "What an area was called for a time.", zh="曾用名", key="id", order=("valid_from",)
)
class AreaName:
    """A dated name."""

    name: str = bilingual(rows.AreaName.name_zh, "The name.", zh="名称")
    valid_from: date | None = entity_column(rows.AreaName.valid_from, "First day; null: open.", zh="起始日期")
    valid_until: date | None = entity_column(rows.AreaName.valid_until, "Last day; null: open.", zh="截止日期")


@entity(
    rows.AreaCode,
    "area_codes",
    "An area's GB/T 2260 code for a time.",
    zh="行政区划代码",
    key="id",
    order=("valid_from",),
)
class AreaCode:
    """A dated code."""

    gb_code: str = entity_column(rows.AreaCode.gb_code, "Six digits, GB/T 2260.", zh="国标代码")
    valid_from: date | None = entity_column(rows.AreaCode.valid_from, "First day; null: open.", zh="起始日期")
    valid_until: date | None = entity_column(rows.AreaCode.valid_until, "Last day; null: open.", zh="截止日期")


@entity(
    rows.Area, "areas", "A place on either side of the assistance.", zh="区域", key="code", order=("level", "pinyin")
)
class Area:
    """A public fact: any area of the programme."""

    code: strawberry.ID = key(rows.Area.code, "The code that never changes, GB/T 2260 as of the plan.", zh="代码")
    slug: str = entity_column(rows.Area.slug, "The readable name in addresses.", zh="英文简称")
    name: str = bilingual(rows.Area.name_zh, "The name as of the plan.", zh="名称")
    level: AreaLevel = entity_column(rows.Area.level, "The level of administration.", zh="行政层级")
    side: Side = entity_column(rows.Area.side, "Which side of the assistance.", zh="支援方或受援方")
    parent: One["Area | None"] = one(rows.Area.parent_code, "The area above.", zh="上级区域")
    longitude: float | None = entity_column(rows.Area.longitude, "Degrees east, GCJ-02.", zh="经度")
    latitude: float | None = entity_column(rows.Area.latitude, "Degrees north, GCJ-02.", zh="纬度")
    names: list[AreaName] = many(rows.AreaName.area_code, "Its names over time, if it was renamed.", zh="历史名称")
    codes: list[AreaCode] = many(rows.AreaCode.area_code, "Its GB/T 2260 codes over time.", zh="历史代码")
    designations: list[Designation] = many(rows.Designation.area_code, "What it is designated as.", zh="官方认定")


@entity(
    rows.Area,
    "cities",
    "A city whose counties are supported.",
    zh="受援市",
    key="code",
    order=("pinyin",),
    only=_level(AreaLevel.CITY),
)
class City:
    """A prefecture-level city."""

    code: strawberry.ID = key(rows.Area.code, "The code that never changes, GB/T 2260 as of the plan.", zh="代码")
    slug: str = entity_column(rows.Area.slug, "The readable name in addresses.", zh="英文简称")
    name: str = bilingual(rows.Area.name_zh, "The name as of the plan.", zh="名称")


@entity(
    rows.Area,
    "districts",
    "A Shenzhen district, which supports the counties paired with it.",
    zh="支援区",
    key="code",
    order=("pinyin",),
    only=_level(AreaLevel.DISTRICT),
    scope=_district_scope,
    link=_of_district,
)
class District:
    """A supporting district."""

    code: strawberry.ID = key(rows.Area.code, "The code that never changes, GB/T 2260 as of the plan.", zh="代码")
    slug: str = entity_column(rows.Area.slug, "The readable name in addresses.", zh="英文简称")
    name: str = bilingual(rows.Area.name_zh, "The name as of the plan.", zh="名称")
    longitude: float | None = entity_column(rows.Area.longitude, "Degrees east, GCJ-02.", zh="经度")
    latitude: float | None = entity_column(rows.Area.latitude, "Degrees north, GCJ-02.", zh="纬度")
    names: list[AreaName] = many(rows.AreaName.area_code, "Its names over time, if it was renamed.", zh="历史名称")
    codes: list[AreaCode] = many(rows.AreaCode.area_code, "Its GB/T 2260 codes over time.", zh="历史代码")
    pairings: list["Pairing"] = many(rows.Pairing.supporting_code, "Its pairings.", zh="结对关系")
    counties: list["County"] = many(rows.Area.code, "The counties paired with it.", zh="结对县", via=_COUNTIES)


@entity(
    rows.Area,
    "counties",
    "A supported county.",
    zh="受援县",
    key="code",
    order=("pinyin",),
    only=_level(AreaLevel.COUNTY),
    scope=_county_scope,
)
class County:
    """A supported county."""

    code: strawberry.ID = key(rows.Area.code, "The code that never changes, GB/T 2260 as of the plan.", zh="代码")
    slug: str = entity_column(rows.Area.slug, "The readable name in addresses.", zh="英文简称")
    name: str = bilingual(rows.Area.name_zh, "The name as of the plan.", zh="名称")
    city: One[City] = one(rows.Area.parent_code, "The city that it belongs to.", zh="所属市")
    longitude: float | None = entity_column(rows.Area.longitude, "Degrees east, GCJ-02.", zh="经度")
    latitude: float | None = entity_column(rows.Area.latitude, "Degrees north, GCJ-02.", zh="纬度")
    names: list[AreaName] = many(rows.AreaName.area_code, "Its names over time, if it was renamed.", zh="历史名称")
    codes: list[AreaCode] = many(rows.AreaCode.area_code, "Its GB/T 2260 codes over time.", zh="历史代码")
    designations: list[Designation] = many(rows.Designation.area_code, "What it is designated as.", zh="官方认定")
    pairings: list["Pairing"] = many(rows.Pairing.supported_code, "Its pairings.", zh="结对关系")
    districts: list[District] = many(rows.Area.code, "The districts paired with it.", zh="结对区", via=_DISTRICTS)


@entity(
    rows.Pairing,
    "pairings",
    "Two areas paired for a time.",
    zh="结对关系",
    key="id",
    order=("supporting_code", "supported_code", "starts_on"),
    scope=_pairing_scope,
)
class Pairing:
    """A pairing; both days are included."""

    level: PairingLevel = entity_column(rows.Pairing.level, "Between which levels.", zh="结对层级")
    supporting: One[Area] = one(rows.Pairing.supporting_code, "The area that supports.", zh="支援方")
    supported: One[Area] = one(rows.Pairing.supported_code, "The area that is supported.", zh="受援方")
    starts_on: date = entity_column(rows.Pairing.starts_on, "First day.", zh="起始日期")
    ends_on: date = entity_column(rows.Pairing.ends_on, "Last day.", zh="截止日期")
