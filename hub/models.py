"""What a sector's `models.py` is written with; nothing here knows GraphQL."""

from hub.records.base import Record
from hub.records.beside import within
from hub.records.columns import Personal, References, choice, district, money, number, record_id, text
from hub.records.people import (
    BODY_NUMBER,
    PERSON_NUMBER,
    Gender,
    IdentityNumber,
    OptionalPersonName,
    PersonName,
    Phone,
    RegistrationNumber,
    identity,
    mobile,
)
from hub.records.problems import Problem, ProblemCode
from hub.records.status import Status
from hub.texts import Choice, Text

__all__ = [
    "BODY_NUMBER",
    "PERSON_NUMBER",
    "Choice",
    "Gender",
    "IdentityNumber",
    "OptionalPersonName",
    "PersonName",
    "Personal",
    "Phone",
    "Problem",
    "ProblemCode",
    "Record",
    "References",
    "RegistrationNumber",
    "Status",
    "Text",
    "choice",
    "district",
    "identity",
    "mobile",
    "money",
    "number",
    "record_id",
    "text",
    "within",
]
