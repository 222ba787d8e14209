"""Columns of education that point at a school."""

from typing import Annotated

from hub.models import References

SchoolId = Annotated[int, References("education_school")]
OptionalSchoolId = Annotated[int | None, References("education_school")]
