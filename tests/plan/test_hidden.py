"""What a reader may not see shows nowhere in a planned answer: not as a row, a number or a cursor, at no level."""

from base64 import urlsafe_b64decode
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import pytest
from sqlalchemy import false

from hub.query.record import RecordInfo, info_of
from hub.records.base import Record
from tests.plan.asking import path_of
from tests.plan.comparing import Pair, Question
from tests.plan.comparing import Reader as Asks
from tests.river import types
from tests.river.oracle import LEAD, READERS, Reader, id_of, ids_of
from tests.river.sample import ferries, records, rivers, surveys

PAGE = "totalCount pageInfo { startCursor endCursor } edges { cursor } nodes"
LEVELS = f"""{{ rivers(first: 200) {{ {PAGE} {{ __typename id name surveyCount
    surveys(first: 20) {{ {PAGE} {{ __typename id fee river {{ __typename id name }} }} }} }} }}
  surveys(first: 20) {{ {PAGE} {{ __typename id river {{ __typename id
    surveys(first: 5) {{ {PAGE} {{ __typename id }} }} }} }} }}
  counties {{ rivers {{ surveyCount rivers(first: 20) {{ {PAGE} {{ __typename id }} }}
    surveys(first: 20) {{ {PAGE} {{ __typename id river {{ __typename id }} }} }} }} }}
  districts {{ rivers {{ surveyCount rivers(first: 20) {{ {PAGE} {{ __typename id }} }} }} }}
  riverAggregate {{ count }} surveyAggregate {{ count }} %s }}"""
"""Every level at which rivers and surveys stand."""
FERRIES = f"""ferries(first: 100) {{ {PAGE} {{ __typename id river {{ __typename id name }} }} }}
  ferryAggregate {{ count }}
  there: counties {{ rivers {{ ferries(first: 20) {{ {PAGE} {{ __typename id }} }} }} }}"""
HEALTH_READERS = [reader for reader in READERS if "health" in reader.measures]


def objects(answer: Any) -> Iterator[dict[str, Any]]:
    """Every object of an answer."""
    if isinstance(answer, dict):
        yield answer
    for inner in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
        yield from objects(inner)


def keys_of_cursors(answer: Any) -> set[tuple[str, int]]:
    """Table and key of each row that a cursor stands for."""
    texts = {one[name] for one in objects(answer) for name in ("cursor", "startCursor", "endCursor") if one.get(name)}
    packed = [msgspec.json.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4))) for text in texts]
    return {(parts[0].partition(":")[0], parts[-1]) for parts in packed}


@pytest.mark.parametrize("reader", HEALTH_READERS, ids=str)
async def test_rows_and_cursors_and_numbers_are_of_what_the_reader_sees(pair: Pair, reader: Reader) -> None:
    query = LEVELS % (FERRIES if "culture" in reader.measures else "")
    assert await path_of(pair.planned, query, reader.client) == "compiled"
    data = await pair.planned.ask(query, as_=reader.client)
    seen = reader.among(records())
    shown = {one["id"] for one in objects(data) if "id" in one}
    assert shown <= set(ids_of(seen))
    assert shown >= {id_of(record) for record in reader.among(rivers())}
    assert keys_of_cursors(data) <= {(record.__tablename__, record.id) for record in seen}
    assert data["rivers"]["totalCount"] == data["riverAggregate"][0]["count"] == len(reader.among(rivers()))
    assert data["surveys"]["totalCount"] == data["surveyAggregate"][0]["count"] == len(reader.among(surveys()))


@pytest.fixture
def blind_to(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The record type whose predicate lets no row through, while row-level security lets all."""
    blind, rows = info_of(request.param), RecordInfo.rows
    monkeypatch.setattr(RecordInfo, "rows", lambda i, access: false() if i.original is blind else rows(i, access))
    return blind.name


@pytest.mark.parametrize("blind_to", [types.River, types.Survey, types.Ferry], indirect=True, ids=lambda t: t.__name__)
async def test_a_predicate_that_lets_nothing_through_empties_every_level(blind_to: str, own_pair: Pair) -> None:
    query = LEVELS % FERRIES
    assert await path_of(own_pair.planned, query, LEAD.client) == "compiled"
    planned, ordinary = await own_pair.ask(Question(query, {}, Asks(LEAD.client)))
    assert planned == ordinary
    data = msgspec.json.decode(planned)["data"]
    kinds = {one["__typename"] for one in objects(data) if "__typename" in one}
    assert kinds == {"River", "Survey", "Ferry"} - {blind_to}
    everything: dict[str, Sequence[Record]] = {"River": rivers(), "Survey": surveys(), "Ferry": ferries()}
    for kind, all_of_it in everything.items():
        count = 0 if kind == blind_to else len(all_of_it)
        assert data[f"{kind.lower()}Aggregate"] == [{"count": count}]
        assert data["ferries" if kind == "Ferry" else f"{kind.lower()}s"]["totalCount"] == count
