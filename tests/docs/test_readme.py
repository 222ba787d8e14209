"""What the pages show was really asked and answered: each of their queries, on a hub as the demo makes it."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, print_ast, validate

from hub.contract import SectorModule
from hub.testing.client import HubClient
from schema.compose import Composition
from tests.docs.pages import NOBODY, ROOT, TWIN, Example, agrees, examples, guides, twin

PAGES = [path for page in guides() for path in (page, twin(page)) if list(examples(page))]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_query_of_a_page_is_valid(composed: Composition, page: Path) -> None:
    for example in examples(page):
        assert validate(composed.schema.graphql, parse(example.query)) == [], example.query


@pytest.mark.parametrize("page", PAGES, ids=named)
async def test_every_answer_of_a_page_is_the_real_one(hub: HubClient, page: Path) -> None:
    language = "zh" if page.name.endswith(TWIN) else "en"
    for example in examples(page):
        if example.client is not None:
            real = await answer(hub, example, language)
            assert example.shown is not None, f"the page shows no answer to\n{example.query}\nwhich is\n{real}"
            assert agrees(example.shown, real), f"{example.query}\nis answered\n{real}"


async def answer(hub: HubClient, example: Example, language: str) -> Any:
    client = None if example.client == NOBODY else example.client
    return await hub.answer(example.query, as_=client, language=language)


def sectors_of(query: str, modules: Sequence[SectorModule]) -> int:
    """How many sectors a query asks; a sector's own examples can't ask others, as it is served alone too."""
    return sum(f" {module.name} {{" in query for module in modules)


def test_the_readme_shows_what_the_demo_asks(hub_modules: Sequence[SectorModule]) -> None:
    asked = {(each.client, print_ast(parse(each.query))) for module in hub_modules for each in module.examples}
    shown = {(each.client, print_ast(parse(each.query))) for each in examples(ROOT / "README.md")}
    assert {each for each in shown if sectors_of(each[1], hub_modules) <= 1} <= asked
    assert max(sectors_of(query, hub_modules) for _, query in shown) == len(hub_modules)
    assert {client for client, _ in shown} >= {"education-bureau", "futian-district", "lead-office", "frontend-app"}


@pytest.mark.parametrize("page", [ROOT / "README.md", twin(ROOT / "README.md")], ids=named)
def test_the_code_of_the_readme_stands_in_a_sector(page: Path) -> None:
    real = {line for path in (ROOT / "modules").rglob("*.py") for line in path.read_text().splitlines()}
    blocks = re.findall(r"^```python\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        assert set(block.splitlines()) <= real | {""}


@pytest.mark.parametrize(
    ("shown", "real", "same"),
    [
        ({"a": [1, "…"]}, {"a": [1, 2]}, True),
        ({"a": [1, "…"]}, {"a": [1]}, False),
        ({"a": [1]}, {"a": [1, 2]}, False),
        ({"a": 1, "…": "…"}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": "Sch…"}, {"a": "School"}, True),
        ({"a": "Sch…"}, {"a": "Pupil"}, False),
        ({"a": 0}, {"a": False}, False),
        ({"a": "…"}, {"a": None}, True),
    ],
)
def test_a_shown_answer_may_leave_out_only_what_it_marks(shown: object, real: object, *, same: bool) -> None:
    assert agrees(shown, real) is same
