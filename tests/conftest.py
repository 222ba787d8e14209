"""Fixtures for every test, and what is asked of a test that shows a promise of the hub's."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

pytest_plugins = ["hub.testing.plugin", "pytester"]

thorough = "HUB_TEST_OPERATIONS" in os.environ
# How fast an example is says nothing on a machine that is shared; and what passed once passes again, but in a long run.
settings.register_profile("hub", deadline=None, derandomize=not thorough)
settings.load_profile("hub")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long ones, so that no worker is left alone with them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a promise fail where it would be left out."""
    report = yield
    if report.skipped and item.get_closest_marker("acceptance"):
        report.outcome, report.longrepr = "failed", f"{item.name} shows a promise of the hub's and was skipped"
    return report
