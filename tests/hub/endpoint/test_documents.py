"""The store of documents: parsed once, forgotten in order, within its bound."""

import pytest
from graphql import build_schema

from hub.endpoint.documents import Documents
from hub.endpoint.errors import Refusal
from hub.endpoint.limits import Limits

SCHEMA = build_schema("type Query { hello: String page(first: Int): ThingConnection } type ThingConnection { n: Int }")


def documents(memory: int = 1_000_000) -> Documents:
    return Documents(SCHEMA, Limits(), memory)


def test_a_document_is_parsed_once() -> None:
    store = documents()
    assert store.get("{ hello }", hints=True) is store.get("{ hello }", hints=True)
    assert (store.hits, store.misses) == (1, 1)


def test_a_refused_document_is_remembered_without_its_traceback() -> None:
    store = documents()
    refusals = []
    for _ in range(2):
        with pytest.raises(Refusal) as caught:
            store.get("{", hints=True)
        refusals.append(caught.value)
    assert (store.hits, store.misses) == (1, 1)
    assert refusals[0] is not refusals[1]
    assert refusals[0].faults == refusals[1].faults


async def test_an_invalid_document_is_validated_once() -> None:
    document = documents().get("{ nothing }", hints=True)
    faults = []
    for _ in range(2):
        with pytest.raises(Refusal) as caught:
            await document.check()
        faults.append(caught.value.faults)
    assert faults[0] == faults[1]
    assert faults[0][0] is faults[1][0]


def test_the_oldest_documents_go_when_memory_is_used_up() -> None:
    store = documents(memory=20_000)
    for number in range(50):
        store.get(f"query Q{number} {{ hello }}", hints=True)
        store.get("{ hello }", hints=True)
        assert store.weight <= 20_000
    assert 2 <= len(store) < 10
    assert store.misses == 51


def test_refused_texts_are_bounded_too() -> None:
    store = documents(memory=100_000)
    for number in range(100):
        with pytest.raises(Refusal):
            store.get("{" + " " * 10_000 + str(number), hints=True)
    assert len(store) == 2


def test_a_size_is_measured_once_for_each_set_of_pages() -> None:
    document = documents().get("query ($n: Int = 5, $m: Int) { page(first: $n) { n } }", hints=True)
    operation = document.operation(None)
    assert document.size(operation, {"n": 7}) is document.size(operation, {"n": 7, "m": 1})
    assert [document.size(operation, given).cost for given in ({}, {"n": None}, {"n": 7})] == [6, 51, 8]
