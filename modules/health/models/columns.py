"""Columns of health that point at an institution."""

from typing import Annotated

from hub.models import References

InstitutionId = Annotated[int, References("health_medical_institution")]
OptionalInstitutionId = Annotated[int | None, References("health_medical_institution")]
