"""Columns that several culture records have: what points at an institution."""

from typing import Annotated

from hub.models import References

InstitutionId = Annotated[int, References("culture_institution")]
OptionalInstitutionId = Annotated[int | None, References("culture_institution")]
