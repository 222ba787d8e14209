"""Columns that hold what is known of people, each with its mask; and their gender, which isn't masked."""

from typing import Annotated, Any

from pydantic import StringConstraints
from sqlmodel import Field

from hub.records.columns import Personal
from hub.texts import Choice, Text

PERSON_NUMBER = r"^[0-9]{17}[0-9X]$"
"""GB 11643, of a person. Check characters aren't verified, for demo records carry a wrong one on purpose."""
BODY_NUMBER = r"^[0-9A-HJ-NPQRTUWXY]{18}$"
"""GB 32100, of a body; a person's number has this form too."""

PersonName = Annotated[str, Personal("name")]
OptionalPersonName = Annotated[str | None, Personal("name")]
IdentityNumber = Annotated[str, Personal("identity"), StringConstraints(pattern=PERSON_NUMBER)]
RegistrationNumber = Annotated[str, Personal("identity"), StringConstraints(pattern=BODY_NUMBER)]
"""Of a body or a person, where either can be meant."""
Phone = Annotated[str | None, Personal("phone"), StringConstraints(pattern=r"^1[0-9]{10}$")]


class Gender(Choice):
    """The gender on the identity card. (性别)"""

    FEMALE = Text("Female", "女")
    MALE = Text("Male", "男")


def identity() -> Any:
    """A column of a number of 18 characters that identifies a person or a body."""
    return Field(max_length=18)


def mobile() -> Any:
    """A column of a mobile phone number, which may be unknown."""
    return Field(default=None, max_length=11)
