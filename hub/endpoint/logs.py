"""The log: one JSON object a line, on standard output, without anything secret or personal."""

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import partial
from time import time
from types import MappingProxyType
from typing import TextIO

import msgspec

SPEAKING = (AttributeError, ImportError, NameError, TypeError)
"""Errors whose texts name parts of the program. Others may quote a value, so only their type is told."""
TALKATIVE = ("httpx", "httpcore")
"""Libraries that log addresses with their parameters at INFO."""
FRAMES = 30
"""Innermost frames told of a traceback."""
SECRET = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*")
"""An Authorization value, or a JSON web token: a net below the rule that nobody logs one."""
SIGNS = ("bearer", "basic", "eyj")
"""Without one of these no line has what SECRET finds; to look for them is much cheaper."""


_bound: ContextVar[Mapping[str, object]] = ContextVar("bound", default=MappingProxyType({}))
"""What every line says while a request runs."""


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send the log of the hub and of every library to `stream` as JSON; libraries never below INFO."""
    handler = _Output(stream or sys.stdout)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(_number(level), logging.INFO))  # at DEBUG drivers log values and tokens
    logging.getLogger("hub").setLevel(_number(level))
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True


class Bound:
    """Puts fields on every line that is written within."""

    __slots__ = ("_fields", "_token")

    def __init__(self, **fields: object) -> None:
        self._fields = fields

    def __enter__(self) -> None:
        """From here on."""
        self._token = _bound.set({**_bound.get(), **self._fields})

    def __exit__(self, *_: object) -> None:
        """To here."""
        _bound.reset(self._token)


class Logger:
    """A logger that takes fields beside the event; `exc_info` is told without values, before `configure` too."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)
        self.debug = partial(self._write, logging.DEBUG)
        self.info = partial(self._write, logging.INFO)
        self.warning = partial(self._write, logging.WARNING)
        self.error = self.exception = partial(self._write, logging.ERROR)

    def _write(self, level: int, event: str, *, exc_info: BaseException | None = None, **fields: object) -> None:
        if not self._logger.isEnabledFor(level):
            return
        if exc_info is not None:
            fields["exception"] = explained(exc_info)
        match _ROOT.handlers:
            case [_Output() as output]:
                output.put(_line(fields, event, level, self._logger.name, time()))
            case _:
                record = logging.LogRecord(self._logger.name, level, "", 0, event, None, None)
                setattr(record, _FIELDS, fields)
                self._logger.handle(record)


def logger(name: str) -> Logger:
    """The logger of this name."""
    return Logger(name)


_ROOT = logging.getLogger()
_FIELDS = "hub_fields"
"""Under which attribute a record of `logging` has the fields."""
_encoded = msgspec.json.Encoder(enc_hook=repr, order="deterministic").encode


class _Output(logging.StreamHandler[TextIO]):
    """Where lines go. The hub's own come by `put`: `logging` takes longer with each than all else that a line costs."""

    def put(self, line: str) -> None:
        """Write a line; one that can't be written fails nobody's request."""
        try:
            self.stream.write(line + "\n")
            self.stream.flush()
        except (OSError, ValueError):
            return


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The line of a library's record, or of the hub's where others listen too."""
        fields = dict(getattr(record, _FIELDS, {}))
        if record.exc_info and record.exc_info[1]:
            fields["exception"] = explained(record.exc_info[1])
        return _line(fields, record.getMessage(), record.levelno, record.name, record.created)


def _line(fields: Mapping[str, object], event: str, level: int, name: str, at: float) -> str:
    told: dict[str, object] = {
        **_bound.get(),
        **fields,
        "event": event,
        "level": logging.getLevelName(level).lower(),
        "logger": name,
        "timestamp": datetime.fromtimestamp(at, UTC),
    }
    line = _encoded(told).decode()
    small = line.lower()
    return SECRET.sub("[secret]", line) if any(map(small.__contains__, SIGNS)) else line


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level.upper()]


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
