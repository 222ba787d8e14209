"""Columns that several health records have: people's data, and what points at an institution or a Shenzhen district."""

from typing import Annotated, Any

from pydantic import StringConstraints
from sqlalchemy import BigInteger
from sqlmodel import Field

from hub.models import Personal, References

PersonName = Annotated[str, Personal("name")]
IdentityNumber = Annotated[str, Personal("identity"), StringConstraints(pattern=r"^[0-9]{17}[0-9X]$")]
"""GB 11643. The check character isn't verified, for demo records carry a wrong one on purpose."""
Phone = Annotated[str | None, Personal("phone"), StringConstraints(pattern=r"^1[0-9]{10}$")]
InstitutionId = Annotated[int, References("health_medical_institution")]
OptionalInstitutionId = Annotated[int | None, References("health_medical_institution")]


def identity() -> Any:
    """A column of an identity number."""
    return Field(max_length=18)


def mobile() -> Any:
    """A column of a mobile phone number, which may be unknown."""
    return Field(default=None, max_length=11)


def record_id(default: Any = ...) -> Any:
    """A column of the id of another record, as wide as ids are."""
    return Field(default=default, sa_type=BigInteger)


def district() -> Any:
    """A column of a Shenzhen district's code; none for a hospital or body directly under the city."""
    return Field(default=None, foreign_key="hub_area.code", max_length=20)


def number(default: Any = ..., *, ge: int = 0, le: int = 100_000) -> Any:
    """A column of a whole number within bounds that catch a slip of the hand."""
    return Field(default=default, ge=ge, le=le)
