"""The log: one JSON object a line, on standard output, without anything secret or personal."""

import logging
import re
import sys
import traceback
from typing import Any, TextIO

import msgspec
import structlog
from structlog.types import EventDict, Processor

SPEAKING = (AttributeError, ImportError, NameError, TypeError)
"""Errors whose texts name parts of the program. Others may quote a value, so only their type is told."""
TALKATIVE = ("httpx", "httpcore")
"""Libraries that log addresses with their parameters at INFO."""
FRAMES = 30
"""Innermost frames told of a traceback."""
SECRET = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*")
"""An Authorization value, or a JSON web token: a net below the rule that nobody logs one."""


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send the log of the hub and of every library to `stream` as JSON; libraries never below INFO."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(),
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _render],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(_number(level), logging.INFO))  # at DEBUG drivers log values and tokens
    logging.getLogger("hub").setLevel(_number(level))
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger of this name that takes fields; before `configure` too it tells no values of what failed."""
    processors = [structlog.stdlib.filter_by_level, *_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter]
    bound: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(name), processors, wrapper_class=structlog.stdlib.BoundLogger
    )
    return bound


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _explain,
    ]


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level.upper()]


def _explain(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Replace `exc_info` by where it happened."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["exception"] = explained(error)
    return event


def explained(error: BaseException) -> list[str]:
    """A traceback without values: types, places, and the texts of SPEAKING errors; causes first."""
    told: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and cause is not error:
        told = explained(cause)[-FRAMES:]
    for frame in traceback.extract_tb(error.__traceback__)[-FRAMES:]:
        told.append(f"{frame.filename}:{frame.lineno} in {frame.name}: {frame.line}")
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions[:3]:
            told += explained(inner)
    return [*told, _named(error)]


def _named(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    state = getattr(error, "sqlstate", None)
    if isinstance(error, SPEAKING):
        return f"{name}: {error}"
    return f"{name} (SQLSTATE {state})" if state else name


def _render(_logger: Any, _method: str, event: EventDict) -> str:
    line = msgspec.json.encode(event, enc_hook=repr, order="deterministic").decode()
    return SECRET.sub("[secret]", line)
