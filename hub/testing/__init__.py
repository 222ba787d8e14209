"""What a module's author tests with: public, and loaded by `pytest_plugins = ["hub.testing.plugin"]`."""
