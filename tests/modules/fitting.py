"""Which of a county's records a sample refers to: such as fit it, and under a natural key that is free."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from hub.models import Record, Status
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


def _key(record: Record) -> tuple[Any, ...]:
    return tuple(getattr(record, column) for column in record.natural_key)
