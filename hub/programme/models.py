"""The tables of the programme, public facts: areas, pairings, organisations, measures and targets."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index, Numeric, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import Field

from hub.database.tables import Table
from hub.programme.kinds import (
    AreaLevel,
    DesignationKind,
    OrganisationKind,
    OrganisationRole,
    PairingLevel,
    Side,
    TargetKind,
    TargetPer,
)
from hub.records.columns import choice, text

CODE = 60
"""The most characters in a code, slug or key."""


def _valid() -> CheckConstraint:
    return CheckConstraint("valid_until >= valid_from", name="valid")


def _never_twice_at_a_time() -> ExcludeConstraint:
    """A range on either side of `&&`, of the pair too: core GiST knows ranges, but no equality of texts."""
    pair = "supporting_code || '>' || supported_code"
    return ExcludeConstraint(
        (sql(f"hub_text_range({pair}, {pair}, '[]')"), "&&"),
        (sql("daterange(starts_on, ends_on, '[]')"), "&&"),
        name="ex_hub_pairing_period",
        deferrable=True,
        initially="IMMEDIATE",
    )


def _identity() -> Any:
    return Field(default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity(always=False)])


class Programme(Table, table=True):
    """The one programme of this database; its period bounds every target and, by default, every pairing."""

    code: str = Field(primary_key=True, max_length=CODE)
    name_en: str = text()
    name_zh: str = text()
    starts_on: date
    ends_on: date
    document_number: str = text()
    document_en: str = text(length=400)
    document_zh: str = text(length=400)

    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="period"),)


class Area(Table, table=True):
    """A place on either side; `code`, `slug` and the plan's name never change, dated facts stand beside them.

    Longitude and latitude are degrees in GCJ-02 (the datum of Chinese maps), of the seat of government.
    """

    code: str = Field(primary_key=True, max_length=20)
    slug: str = Field(unique=True, max_length=CODE)
    level: AreaLevel = choice(AreaLevel)
    side: Side = choice(Side)
    parent_code: str | None = Field(default=None, foreign_key="hub_area.code", index=True, max_length=20)
    name_en: str = text()
    name_zh: str = text()
    pinyin: str = text()
    longitude: float | None = Field(default=None, ge=-180, le=180)
    latitude: float | None = Field(default=None, ge=-90, le=90)

    __table_args__ = (
        CheckConstraint("(longitude is null) = (latitude is null)", name="place"),
        Index(None, "level", "side", "pinyin"),
    )


class AreaName(Table, table=True):
    """What an area was called for a time; null bounds are open. Only areas that were renamed have any."""

    id: int | None = _identity()
    area_code: str = Field(foreign_key="hub_area.code", index=True, max_length=20)
    valid_from: date | None = None
    valid_until: date | None = None
    name_en: str = text()
    name_zh: str = text()

    __table_args__ = (_valid(), UniqueConstraint("area_code", "valid_from", postgresql_nulls_not_distinct=True))


class AreaCode(Table, table=True):
    """An area's GB/T 2260 code for a time; null bounds are open. A functional zone has none."""

    id: int | None = _identity()
    area_code: str = Field(foreign_key="hub_area.code", index=True, max_length=20)
    valid_from: date | None = None
    valid_until: date | None = None
    gb_code: str = Field(index=True, max_length=6)

    __table_args__ = (
        _valid(),
        CheckConstraint("gb_code ~ '^[0-9]{6}$'", name="gb_code"),
        UniqueConstraint("area_code", "valid_from", postgresql_nulls_not_distinct=True),
    )


class Designation(Table, table=True):
    """What a supported area is designated as for a time, and by which source."""

    id: int | None = _identity()
    area_code: str = Field(foreign_key="hub_area.code", index=True, max_length=20)
    kind: DesignationKind = choice(DesignationKind)
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = text(length=400)

    __table_args__ = (_valid(), UniqueConstraint("area_code", "kind", "valid_from", postgresql_nulls_not_distinct=True))


class Pairing(Table, table=True):
    """Two areas paired from one day to another, both included; the same two never twice at a time."""

    id: int | None = _identity()
    level: PairingLevel = choice(PairingLevel)
    supporting_code: str = Field(foreign_key="hub_area.code", max_length=20)
    supported_code: str = Field(foreign_key="hub_area.code", max_length=20)
    starts_on: date
    ends_on: date

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="period"),
        CheckConstraint("supporting_code <> supported_code", name="two_areas"),
        Index(None, "supporting_code", "level", "starts_on"),
        Index(None, "supported_code", "level", "starts_on"),
        _never_twice_at_a_time(),
    )


class Organisation(Table, table=True):
    """A body that takes part; `role` is null for one that the plan names without a task of its own."""

    code: str = Field(primary_key=True, max_length=CODE)
    kind: OrganisationKind = choice(OrganisationKind)
    role: OrganisationRole | None = choice(OrganisationRole, None)
    name_en: str = text()
    name_zh: str = text()


class OrganisationArea(Table, table=True):
    """An area that an organisation governs or is posted to: a district, a county, the work group's two cities."""

    organisation_code: str = Field(primary_key=True, foreign_key="hub_organisation.code", max_length=CODE)
    area_code: str = Field(primary_key=True, foreign_key="hub_area.code", index=True, max_length=20)


class Measure(Table, table=True):
    """A section of the plan for which bodies answer; rules of access are by measure. `position`: the plan's order."""

    code: str = Field(primary_key=True, max_length=CODE)
    section: str = text(length=40)
    position: int
    name_en: str = text()
    name_zh: str = text()


class MeasureBody(Table, table=True):
    """An organisation that answers for a measure; `lead` only where the plan says that it leads (牵头)."""

    measure_code: str = Field(primary_key=True, foreign_key="hub_measure.code", max_length=CODE)
    organisation_code: str = Field(primary_key=True, foreign_key="hub_organisation.code", index=True, max_length=CODE)
    position: int
    lead: bool = False


class Target(Table, table=True):
    """A number (or a bound) that the plan sets; progress towards it is computed, never typed in.

    `value` is in `unit` (CNY for money): of one year for the kinds per year, else of the whole; null where the plan
    gives none. STANDARD has bounds instead. `average_over`: the level at which supported areas count for an average.
    """

    key: str = Field(primary_key=True, max_length=CODE)
    measure_code: str = Field(foreign_key="hub_measure.code", index=True, max_length=CODE)
    position: int
    kind: TargetKind = choice(TargetKind)
    per: TargetPer = choice(TargetPer)
    value: Decimal | None = Field(default=None, sa_column=Column(Numeric(18, 2)), ge=0)
    lower_bound: Decimal | None = Field(default=None, sa_column=Column(Numeric(18, 2)))
    upper_bound: Decimal | None = Field(default=None, sa_column=Column(Numeric(18, 2)))
    average_over: AreaLevel | None = choice(AreaLevel, None)
    unit: str = text(length=40)
    unit_en: str = text(length=40)
    unit_zh: str = text(length=40)
    starts_on: date
    ends_on: date
    section: str = text(length=40)
    name_en: str = text()
    name_zh: str = text()
    wording_en: str = text(length=1000)
    wording_zh: str = text(length=1000)

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="period"),
        CheckConstraint("upper_bound >= lower_bound", name="bounds"),
        CheckConstraint("(kind = 'STANDARD') = (lower_bound is not null or upper_bound is not null)", name="standard"),
        CheckConstraint("(kind = 'AVERAGE_PER_YEAR') = (average_over is not null)", name="average"),
    )


class TargetArea(Table, table=True):
    """The part of a target that falls to one area, such as two streets of Futian; in the target's unit."""

    target_key: str = Field(primary_key=True, foreign_key="hub_target.key", max_length=CODE)
    area_code: str = Field(primary_key=True, foreign_key="hub_area.code", index=True, max_length=20)
    value: Decimal = Field(sa_column=Column(Numeric(18, 2), nullable=False), gt=0)
