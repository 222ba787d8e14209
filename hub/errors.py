"""The errors that the hub answers with: a code for programs, a text in both languages for people."""

from enum import Enum
from typing import ClassVar

from hub.texts import Language, Text


class ErrorCode(Enum):
    """`extensions.code` of a top-level error."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    CONFLICT = "CONFLICT"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    RATE_LIMITED = "RATE_LIMITED"
    INTERNAL = "INTERNAL"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    """What clients of automatic persisted queries look for: send the text."""


class HubError(Exception):
    """A refusal that may be shown: what is wrong, where, and what to do."""

    code: ClassVar[ErrorCode]

    def __init__(self, en: str, zh: str, field: str | None = None, *, measure: str | None = None) -> None:
        super().__init__(en)
        self.text = Text(en, zh)
        self.field = field
        self.measure = measure
        """The measure under whose rules something was refused."""

    def say(self, language: Language) -> str:
        """The message in the reader's language."""
        return self.text.say(language)


class Unauthenticated(HubError):  # noqa: N818 - a refusal, named as the code that the client reads
    """No token, or one that does not hold (RFC 6750 section 3.1, invalid_token)."""

    code = ErrorCode.UNAUTHENTICATED


class Forbidden(HubError):  # noqa: N818
    """The reader is known and may not do this."""

    code = ErrorCode.FORBIDDEN


class BadInput(HubError):  # noqa: N818
    """A value that the client sent can't be used; `field` names it."""

    code = ErrorCode.BAD_USER_INPUT


class Conflict(HubError):  # noqa: N818
    """The record changed meanwhile, or a request id was used for something else."""

    code = ErrorCode.CONFLICT


class LimitExceeded(HubError):  # noqa: N818
    """The operation is larger than the hub runs; the message names the limit."""

    code = ErrorCode.LIMIT_EXCEEDED


class TooSlow(LimitExceeded):
    """The database ended a statement at its time limit; asking for it again, in another way, would be no better."""
