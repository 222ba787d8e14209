"""The contract, in demo records: synthetic, the same each time, sound, and enough to try every type with."""

from collections import Counter
from collections.abc import Callable

import pytest

from hub.contract import SectorModule
from hub.models import Record, Status
from hub.programme.files import find, read
from hub.programme.spans import Span
from hub.records.base import references
from hub.records.validation import validated
from hub.settings import DEFAULT_PROGRAMME

Made = Callable[[], list[Record]]


@pytest.fixture(scope="session")
def records(module: SectorModule, hub_records: Made) -> list[Record]:
    if module.demo is None:
        pytest.fail(f"{module.name} has no demo records: give demo= a function")
    return hub_records()


def test_two_makings_are_equal(hub_records: Made, records: list[Record]) -> None:
    assert [record.model_dump() for record in hub_records()] == [record.model_dump() for record in records]


def test_every_record_says_that_it_is_synthetic(records: list[Record]) -> None:
    assert all(record.synthetic for record in records)


def test_every_record_type_has_approved_records(module: SectorModule, records: list[Record]) -> None:
    approved = Counter(type(record) for record in records if record.status is Status.APPROVED)
    assert set(approved) == {vars(declared)["__hub_record__"].model for declared in module.records}


def test_every_record_would_be_accepted_from_a_writer(records: list[Record]) -> None:
    programme = read(find(DEFAULT_PROGRAMME)).programme
    assert programme is not None
    span = Span(programme.starts_on, programme.ends_on)
    stored = {(record.__tablename__, record.id): record for record in records}
    for record in records:
        sound = validated(type(record), record.model_dump(exclude=set(record.derived)), span)
        named = {name: (table, getattr(record, name)) for name, table in references(type(record)).items()}
        referred = {name: stored[place] for name, place in named.items() if place[1] is not None}
        assert list(sound.problems_beside(referred)) == []


def test_a_rejected_or_withdrawn_record_says_why(records: list[Record]) -> None:
    for record in records:
        assert bool(record.status_reason) is (record.status in (Status.REJECTED, Status.WITHDRAWN))
