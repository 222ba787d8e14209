"""What a sector's `models.py` is written with; nothing here knows GraphQL."""

from hub.records.base import Record
from hub.records.columns import Personal, References, choice, money, text
from hub.records.problems import Problem, ProblemCode
from hub.records.status import Status
from hub.texts import Choice, Text

__all__ = [
    "Choice",
    "Personal",
    "Problem",
    "ProblemCode",
    "Record",
    "References",
    "Status",
    "Text",
    "choice",
    "money",
    "text",
]
