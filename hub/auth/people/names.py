"""The names that people sign in with."""

import re

NAME = re.compile("^[a-z0-9][a-z0-9._-]{1,59}$")
"""Two to sixty characters that every keyboard has; PostgreSQL reads the same pattern."""


def known_form(given: str) -> str:
    """The name as it is kept: without capitals, and without the blanks that come with a paste."""
    return given.strip().lower()
