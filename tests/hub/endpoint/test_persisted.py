"""The store of automatic persisted queries: within its bound, the one met longest ago goes first."""

import pytest

from hub.endpoint.asked import Operation
from hub.endpoint.errors import Refusal
from hub.endpoint.persisted import Persisted
from hub.operations.manifest import hash_of


def sent(number: int) -> Operation:
    text = f"query Q{number} {{ hello }}"
    return Operation(text, sha256=hash_of(text))


async def test_memory_is_bounded() -> None:
    store = Persisted(memory=1_000)
    for number in range(50):
        store.keep(await store.found(sent(number)))
        store.keep(sent(number))
        assert store.numbers()["persisted_bytes"] <= 1_000
    assert store.numbers()["persisted"] == 3
    assert (await store.found(Operation(sha256=sent(49).sha256))).query == sent(49).query
    with pytest.raises(Refusal):
        await store.found(Operation(sha256=sent(0).sha256))


async def test_what_is_asked_for_stays() -> None:
    store = Persisted(memory=1_000)
    for number in range(20):
        store.keep(sent(number))
        assert (await store.found(Operation(sha256=sent(0).sha256))).query == sent(0).query
