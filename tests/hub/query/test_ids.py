"""Global ids: a column of keys is encoded as each of them is, and an id is read back as it was given."""

from hypothesis import given
from hypothesis import strategies as st

from hub.query import ids

NAMES = st.sampled_from(["School", "County", "Ferry", "TeacherDispatch", "A"])
"""Of lengths that begin each place of a group of three."""
KEYS = st.one_of(st.integers(1, 120), st.integers(9_990, 10_010), st.integers(1, 2**63 - 1))


@given(NAMES, st.lists(st.one_of(KEYS, st.integers(-2, 2)), max_size=30), st.booleans())
async def test_a_column_is_encoded_as_its_keys_are(name: str, keys: list[int | None], missing: bool) -> None:  # noqa: FBT001 - drawn
    column = [*keys, None] if missing else keys
    assert ids.encode_all(name, column) == [None if key is None else ids.encode(name, key) for key in column]


@given(NAMES, st.lists(KEYS, min_size=1, max_size=30))
async def test_ids_of_a_column_are_read_back(name: str, keys: list[int]) -> None:
    encoded = ids.encode_all(name, keys)
    assert [ids.decode(one) for one in encoded if one is not None] == [(name, str(key)) for key in keys]
