"""Fixtures for every test."""

from hypothesis import settings

pytest_plugins = ["hub.testing.plugin"]

settings.register_profile("hub", deadline=None)  # how fast an example is says nothing on a machine that is shared
settings.load_profile("hub")
