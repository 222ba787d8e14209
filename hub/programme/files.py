"""Reads a programme's folder: TOML and CSV into rows, with every fault that shows in one row by itself."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hub.programme.rows import (
    AreaRow,
    CodeRow,
    DesignationRow,
    MeasureRow,
    NameRow,
    OrganisationRow,
    PairingRow,
    ProgrammeRow,
    Row,
    TargetRow,
)

R = TypeVar("R", bound=Row)


class ProgrammeError(Exception):
    """A programme that can't be loaded; the text says why and what to do."""


class InvalidProgramme(ProgrammeError):  # noqa: N818 - what it is, not that it is one
    """Faults in a programme's files: all of them, each with its place and a remedy."""

    def __init__(self, folder: Path, faults: list[str]) -> None:
        super().__init__(f"{folder.name} has {len(faults)} fault(s); nothing was loaded:\n" + "\n".join(faults))
        self.faults = faults


class Placed(NamedTuple, Generic[R]):
    """Where a row stands, such as `areas.csv line 7`, and the row."""

    place: str
    row: R


@dataclass(slots=True)
class Draft:
    """A folder's rows as read, not yet checked against each other; `faults` are those found so far."""

    folder: Path
    programme: ProgrammeRow | None = None
    areas: list[Placed[AreaRow]] = field(default_factory=list)
    names: list[Placed[NameRow]] = field(default_factory=list)
    codes: list[Placed[CodeRow]] = field(default_factory=list)
    designations: list[Placed[DesignationRow]] = field(default_factory=list)
    pairings: list[Placed[PairingRow]] = field(default_factory=list)
    organisations: list[Placed[OrganisationRow]] = field(default_factory=list)
    measures: list[Placed[MeasureRow]] = field(default_factory=list)
    targets: list[Placed[TargetRow]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def find(name: str) -> Path:
    """The folder of a programme that comes with the hub, by name, or of another one, by path.

    Raises ProgrammeError, naming the programmes there are, when there is none.
    """
    bundled = resources.files("hub").joinpath("programmes")
    for folder in (Path(str(bundled.joinpath(name))), Path(name)):
        if name.strip() and (folder / "programme.toml").is_file():
            return folder
    known = ", ".join(sorted(entry.name for entry in bundled.iterdir() if entry.is_dir()))
    raise ProgrammeError(f"no programme {name!r}: name one of {known}, or a folder that holds programme.toml")


def read(folder: Path) -> Draft:
    """Everything in a programme's folder; faults are collected in the draft, never raised."""
    draft = Draft(folder)
    whole = _toml(draft, "programme.toml")
    draft.programme = _row(draft, "programme.toml", ProgrammeRow, whole) if whole is not None else None
    draft.areas = _table(draft, "areas.csv", AreaRow)
    draft.names = _table(draft, "area-names.csv", NameRow, optional=True)
    draft.codes = _table(draft, "area-codes.csv", CodeRow, optional=True)
    draft.designations = _table(draft, "designations.csv", DesignationRow, optional=True)
    draft.pairings = _table(draft, "pairings.csv", PairingRow)
    draft.organisations = _list(draft, "organisation", OrganisationRow)
    draft.measures = _list(draft, "measure", MeasureRow)
    draft.targets = _list(draft, "target", TargetRow)
    return draft


def _row(draft: Draft, place: str, kind: type[R], values: dict[str, Any]) -> R | None:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        draft.faults += [f"{place}: {_fault(fault)}" for fault in error.errors()]
        return None


def _fault(fault: ErrorDetails) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "missing":
        return f"{where} is missing: add it"
    if fault["type"] == "extra_forbidden":
        return f"{where} is not known here: remove it, or correct its spelling"
    return f"{where} is {fault['input']!r}: {fault['msg'][0].lower()}{fault['msg'][1:]}"


def _text(draft: Draft, name: str, *, optional: bool = False) -> str | None:
    try:
        text = (draft.folder / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if not optional:
            draft.faults.append(f"{name}: the file is missing: add it, with its heading alone if it has no rows")
        return None
    except (OSError, UnicodeDecodeError) as error:
        draft.faults.append(f"{name}: can't be read as UTF-8 ({error}): save it as UTF-8 and make it readable")
        return None
    return text


def _toml(draft: Draft, name: str) -> dict[str, Any] | None:
    text = _text(draft, name)
    try:
        return None if text is None else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        draft.faults.append(f"{name}: is not TOML ({error}): correct that place")
        return None


def _list(draft: Draft, key: str, kind: type[R]) -> list[Placed[R]]:
    """The `[[key]]` tables of the TOML file named after them."""
    name = f"{key}s.toml"
    whole = _toml(draft, name)
    if whole is None:
        return []
    entries = whole.get(key, [])
    if set(whole) - {key} or not isinstance(entries, list):
        draft.faults.append(f"{name}: may hold [[{key}]] tables only: remove what else stands at its top")
        return []
    return list(_placed(draft, ((_entry(name, number, entry), entry) for number, entry in enumerate(entries, 1)), kind))


def _entry(name: str, number: int, entry: dict[str, Any]) -> str:
    label = entry.get("code") or entry.get("key") if isinstance(entry, dict) else None
    return f"{name} entry {number}" + (f" ({label})" if label else "")


def _table(draft: Draft, name: str, kind: type[R], *, optional: bool = False) -> list[Placed[R]]:
    """The rows of a CSV file: a heading, one row a line, empty cells left out; `#` begins a comment."""
    lines = [
        (number, line)
        for number, line in enumerate((_text(draft, name, optional=optional) or "").splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        return []
    heading, *rest = [(number, _cells(draft, f"{name} line {number}", line)) for number, line in lines]
    return list(_placed(draft, _filled(draft, name, heading[1], rest), kind))


def _cells(draft: Draft, place: str, line: str) -> list[str]:
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error as error:
        draft.faults.append(f"{place}: is not CSV ({error}): correct its quotes")
        return []


def _filled(
    draft: Draft, name: str, heading: list[str], rest: list[tuple[int, list[str]]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    if len(set(heading)) < len(heading):
        draft.faults.append(f"{name}: the heading names a column twice: remove one")
    for number, cells in rest:
        place = f"{name} line {number}"
        if len(cells) == len(heading):
            yield place, {column: cell for column, cell in zip(heading, cells, strict=True) if cell.strip()}
        elif cells:
            draft.faults.append(f"{place}: has {len(cells)} cells under a heading of {len(heading)}: make them agree")


def _placed(draft: Draft, entries: Iterator[tuple[str, dict[str, Any]]], kind: type[R]) -> Iterator[Placed[R]]:
    for place, values in entries:
        row = _row(draft, place, kind, values)
        if row is not None:
            yield Placed(place, row)
