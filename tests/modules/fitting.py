"""Which of a county's records a sample refers to: such as fit it, and under a natural key that is free."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import product
from typing import Any

from hub.models import ProblemCode, Record, Status
from hub.records.base import references


def fitting(model: type[Record], values: Mapping[str, Any], near: Iterable[Record]) -> dict[str, Record]:
    """The records of one county that a sample of these values may refer to, by column; LookupError if none fit."""
    tables = {column: table for column, table in references(model).items() if column in values}
    records = list(near)
    approved = [record for record in records if record.status is Status.APPROVED]
    taken = {_key(record) for record in records if type(record) is model and record.status is not Status.WITHDRAWN}
    sample = model.model_validate({**values, **dict.fromkeys(tables, 0), "created_by": "t", "updated_by": "t"})
    for found in product(*([r for r in approved if r.__tablename__ == table] for table in tables.values())):
        referred = dict(zip(tables, found, strict=True))
        for column, record in referred.items():
            setattr(sample, column, record.id)
        if _key(sample) not in taken and not list(sample.problems_beside(referred)):
            return referred
    raise LookupError(f"no records fit a {model.__name__}")


def beside(
    model: type[Record], values: Mapping[str, Any], referred: Mapping[type[Record], Mapping[str, Any]]
) -> list[tuple[str, ProblemCode]]:
    """What is wrong with a sample beside records of these values, each of a type that it refers to once."""
    whole: dict[str, Any] = {
        "starts_on": date(2016, 1, 1),
        "county_code": "451225",
        "created_by": "t",
        "updated_by": "t",
    }
    made = {str(kind.__tablename__): kind.model_construct(**(whole | dict(own))) for kind, own in referred.items()}
    sample = model.model_validate({**whole, "starts_on": date(2018, 9, 1), **values})
    found = {column: made[table] for column, table in references(model).items() if table in made}
    return [(problem.field, problem.code) for problem in sample.problems_beside(found)]


def _key(record: Record) -> tuple[Any, ...]:
    return tuple(getattr(record, column) for column in record.natural_key)
