"""Fixtures for tests of composition."""

from collections.abc import Iterator

import pytest

from tests.schema.planting import Nursery, nursery


@pytest.fixture
def plant() -> Iterator[Nursery]:
    """Makes small sectors, sound or with a fault."""
    with nursery() as made:
        yield made
