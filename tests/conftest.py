"""Fixtures for every test."""

pytest_plugins = ["hub.testing.plugin"]
