"""The hub's own migrations, and how Alembic compares and writes those of every branch."""
