"""What `hub module new` writes: a sector that composes, migrates and passes the contract test as it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

from hub.contract import ENTRY_POINTS
from hub.installed import SectorError, installed
from schema.checks.sectors import is_name

TEMPLATES = Path(__file__).parent / "sector"
_TABLE = f'[project.entry-points."{ENTRY_POINTS}"]'


@dataclass(frozen=True, slots=True)
class NewSector:
    """What a new sector is called, and under which measure its records are."""

    name: str
    measure: str
    title: str
    zh: str
    owner: str

    @property
    def words(self) -> dict[str, str]:
        """What the templates are filled with."""
        pascal = "".join(part.capitalize() for part in self.name.split("_"))
        return {
            "name": self.name,
            "Name": pascal,
            "measure": self.measure,
            "title": self.title,
            "zh": self.zh,
            "owner": self.owner,
        }


def scaffold(project: Path, sector: NewSector) -> list[Path]:
    """Write the sector into a checkout and name it in the project file; the files that were written.

    Raises SectorError, before anything is written, for a name that can't be used or is taken.
    """
    _check(project, sector)
    files = dict(_files(project, sector))
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    _enter(project / "pyproject.toml", sector.name)
    return [*files, project / "pyproject.toml"]


def _check(project: Path, sector: NewSector) -> None:
    for name in (sector.name, sector.measure):
        if not is_name(name):
            raise SectorError(f"{name!r} can't be used: write lower-case words joined by _, at most 30 characters")
    if not (project / "modules" / "__init__.py").is_file():
        raise SectorError(f"{project} holds no folder of modules: run this in a checkout of the hub")
    if sector.name in installed(project) or (project / "modules" / sector.name).exists():
        raise SectorError(f"there is a sector {sector.name} already: choose another name")
    if '"' in sector.title + sector.zh + sector.owner:
        raise SectorError("a title or an owner can't hold a quotation mark (\"): leave it out")


def _files(project: Path, sector: NewSector) -> Iterator[tuple[Path, str]]:
    package, tests = project / "modules" / sector.name, project / "tests" / "modules" / sector.name
    for template in sorted(TEMPLATES.rglob("*.tmpl")):
        place = template.relative_to(TEMPLATES).with_suffix("")
        name = place.with_name(Template(place.name).substitute(sector.words))
        text = Template(template.read_text(encoding="utf-8")).substitute(sector.words)
        yield (tests if place.name.startswith("test_") else package) / name, text


def _enter(file: Path, name: str) -> None:
    """Add the entry point under its heading, which is made if there is none."""
    text = file.read_text(encoding="utf-8")
    line = f'{name} = "modules.{name}.module:module"\n'
    if _TABLE in text:
        head = re.escape(f"{_TABLE}\n")
        text = re.sub(rf"({head}(?:[^\[\n].*\n)*)", lambda found: found[1] + line, text, count=1)
    else:
        text = f"{text.rstrip()}\n\n{_TABLE}\n{line}"
    file.write_text(text, encoding="utf-8")
