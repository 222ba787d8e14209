"""Pairings with the district and the county on either side, also of streets and villages: what the centre counts."""

from typing import ClassVar

from sqlalchemy import Case, ColumnElement, Label, Select, String, Subquery, case, literal_column, select

from hub.programme.kinds import AreaLevel, PairingLevel
from hub.programme.models import Area, Pairing
from hub.records.status import Status

_AREA = Area.__table__  # type: ignore[attr-defined]
_PAIRING = Pairing.__table__  # type: ignore[attr-defined]


def _above(code: ColumnElement[str], level: AreaLevel, name: str) -> ColumnElement[str]:
    """The code of the area at this level in which another lies, itself included; no area lies deeper than two below."""
    own, first, second = (_AREA.alias(f"{name}_{n}") for n in range(3))
    found: Case[str] = case(
        (own.c.level == level.name, own.c.code),
        (first.c.level == level.name, first.c.code),
        else_=second.c.code,
    )
    up = own.outerjoin(first, first.c.code == own.c.parent_code)
    up = up.outerjoin(second, second.c.code == first.c.parent_code)
    return select(found).select_from(up).where(own.c.code == code).scalar_subquery()


DISTRICT_CODE = _above(_PAIRING.c.supporting_code, AreaLevel.DISTRICT, "supporting")
"""The district that a pairing's supporting area is, or lies in; part of a SELECT from pairings."""
COUNTY_CODE = _above(_PAIRING.c.supported_code, AreaLevel.COUNTY, "supported")
"""The county that its supported area is, or lies in."""


def _pairs(level: PairingLevel) -> Subquery:
    """The pairings of a level in the form of records; the programme's files are approved by what they are."""
    columns: list[Label[str]] = [DISTRICT_CODE.label("district_code"), COUNTY_CODE.label("county_code")]
    approved = literal_column(f"'{Status.APPROVED.name}'", String()).label("status")
    rows: Select[tuple[str, ...]] = select(_PAIRING, *columns, approved).where(_PAIRING.c.level == level.name)
    return rows.subquery(f"pairs_{level.name.lower()}")


class StreetPairs:
    """Streets paired with townships."""

    measure: ClassVar[str] = "street_pairing"
    level: ClassVar[PairingLevel] = PairingLevel.STREET_TOWNSHIP
    __table__: ClassVar[Subquery] = _pairs(PairingLevel.STREET_TOWNSHIP)


class CommunityPairs:
    """Communities paired with villages."""

    measure: ClassVar[str] = "street_pairing"
    level: ClassVar[PairingLevel] = PairingLevel.COMMUNITY_VILLAGE
    __table__: ClassVar[Subquery] = _pairs(PairingLevel.COMMUNITY_VILLAGE)
