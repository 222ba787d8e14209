"""The pages that people read, in both languages, and what can be taken out of them: headings, links, examples."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TWIN = ".zh-CN.md"
REST = "…"
"""What stands in a shown answer for whatever was left out."""
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```graphql\n(.*?)^```$(?:\n+```json\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
_CLIENT = re.compile(r"# as: ([a-z-]+)\n")
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Example:
    """A query of a page: who asks it, None for one that is only shown, and the answer that the page gives."""

    client: str | None
    query: str
    shown: Any


def all_pages() -> list[Path]:
    """Every page of the project, but those of its dependencies and data."""
    found = (path for path in ROOT.rglob("*.md") if not any(part.startswith(".") for part in path.parts))
    return sorted(path for path in found if "node_modules" not in path.parts)


def guides() -> list[Path]:
    """The pages for people who use the hub, in English."""
    return [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if TWIN not in path.name]


def twin(page: Path) -> Path:
    """The same page in Chinese."""
    return page.with_name(page.name.removesuffix(".md") + TWIN)


def examples(page: Path) -> Iterator[Example]:
    """The queries of a page, in order."""
    for query, answer in _EXAMPLE.findall(page.read_text()):
        client = _CLIENT.match(query)
        yield Example(client and client[1], _CLIENT.sub("", query), json.loads(answer) if answer else None)


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", page.read_text())


def headings(page: Path) -> list[tuple[int, str]]:
    """Depth and text of each heading."""
    return [(len(marks), text) for marks, text in re.findall(r"^(#+) (.+)$", prose(page), re.MULTILINE)]


def anchors(page: Path) -> set[str]:
    """What a link into the page may name, as hosts of repositories make it from headings."""
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for _, text in headings(page)}


def links(page: Path) -> list[str]:
    """Where the page's links lead, those to other sites left out."""
    found = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", prose(page)))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def agrees(shown: Any, real: Any) -> bool:
    """Whether a shown answer is the real one, where `…` may stand for a value, further fields, items or letters."""
    match shown:
        case dict():
            wanted = shown.keys() - {REST}
            fits = isinstance(real, dict) and (wanted < real.keys() if REST in shown else wanted == real.keys())
            return fits and all(agrees(shown[name], real[name]) for name in wanted)
        case [*first, last] if last == REST:
            return isinstance(real, list) and len(real) > len(first) and agrees(first, real[: len(first)])
        case list():
            fits = isinstance(real, list) and len(real) == len(shown)
            return fits and all(agrees(one, other) for one, other in zip(shown, real, strict=True))
        case str() if shown.endswith(REST):
            return shown == REST or (isinstance(real, str) and real.startswith(shown.removesuffix(REST)))
    return type(shown) is type(real) and bool(shown == real)
