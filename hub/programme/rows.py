"""The rows of a programme's files: which columns and keys there are, and what each may hold."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

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

NO_CONTROLS = r"^[^\x00-\x1f\x7f]+$"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Label = Annotated[str, Field(max_length=40, pattern=NO_CONTROLS)]
Name = Annotated[str, Field(max_length=200, pattern=NO_CONTROLS)]
Sentence = Annotated[str, Field(max_length=1000, pattern=NO_CONTROLS)]
Source = Annotated[str, Field(max_length=400, pattern=NO_CONTROLS)]
Slug = Annotated[str, Field(max_length=60, pattern=SLUG)]
Group = Annotated[str, Field(max_length=60, pattern=r"^(@[A-Z]+|[a-z0-9]+(-[a-z0-9]+)*)$")]
Amount = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]


class Row(BaseModel):
    """One row; a key that is not declared is refused, so that a typing error can't pass for an omission."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, validate_by_name=False)


class ProgrammeRow(Row):
    """The programme and the document that it is set out in."""

    code: Slug
    name_en: Name
    name_zh: Name
    starts_on: date
    ends_on: date
    document_number: Name
    document_en: Source
    document_zh: Source


class AreaRow(Row):
    """An area as of the plan; `parent` is a slug."""

    code: Annotated[str, Field(max_length=20, pattern=r"^[0-9A-Z]+(-[0-9A-Z]+)*$")]
    slug: Slug
    level: AreaLevel
    side: Side
    parent: Slug | None = None
    name_en: Name
    name_zh: Name
    pinyin: Name
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None


class Dated(Row):
    """Something that holds of an area from one day to another, both included; a day left out is open."""

    area: Slug
    valid_from: date | None = Field(default=None, alias="from")
    valid_until: date | None = Field(default=None, alias="until")


class NameRow(Dated):
    """What a renamed area was called for a time."""

    name_en: Name
    name_zh: Name


class CodeRow(Dated):
    """An area's GB/T 2260 code for a time."""

    gb_code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]


class DesignationRow(Dated):
    """What an area is designated as for a time."""

    kind: DesignationKind
    source: Source


class PairingRow(Row):
    """Two areas paired, by their slugs; without days, for the whole of the programme."""

    level: PairingLevel
    supporting: Slug
    supported: Slug
    starts_on: date | None = Field(default=None, alias="from")
    ends_on: date | None = Field(default=None, alias="until")


class OrganisationRow(Row):
    """A body that takes part."""

    code: Slug
    kind: OrganisationKind
    role: OrganisationRole | None = None
    name_en: Name
    name_zh: Name
    areas: tuple[Slug, ...] = ()


class MeasureRow(Row):
    """A section of the plan and who answers for it; `@ROLE` stands for every organisation with that role."""

    code: Annotated[str, Field(max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
    section: Label
    name_en: Name
    name_zh: Name
    bodies: Annotated[tuple[Group, ...], Field(min_length=1)]
    leads: tuple[Slug, ...] = ()


class UnitRow(Row):
    """What a target counts."""

    code: Annotated[str, Field(max_length=40, pattern=SLUG)]
    en: Label
    zh: Label


class TargetRow(Row):
    """A number that the plan sets; which fields a kind needs is in `hub.programme.rules`."""

    key: Annotated[str, Field(max_length=60, pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
    measure: str
    section: Label
    kind: TargetKind
    per: TargetPer
    value: Amount | None = None
    lower_bound: Amount | None = None
    upper_bound: Amount | None = None
    average_over: AreaLevel | None = None
    unit: UnitRow
    starts_on: date | None = Field(default=None, alias="from")
    ends_on: date | None = Field(default=None, alias="until")
    name_en: Name
    name_zh: Name
    wording_en: Sentence
    wording_zh: Sentence
    areas: dict[Slug, Annotated[Decimal, Field(gt=0, max_digits=18, decimal_places=2)]] = Field(default_factory=dict)
