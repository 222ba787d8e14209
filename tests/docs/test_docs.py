"""The pages keep up with the code: links lead somewhere, settings, commands and codes are told, in both languages."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from graphql import parse, print_ast

from hub.cli import app
from hub.errors import ErrorCode
from hub.records.problems import ProblemCode
from hub.texts import Language
from tests.docs.pages import ROOT, TWIN, all_pages, anchors, examples, guides, headings, links, prose, twin
from tests.docs.tables import DOCS, PAGES, written


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", all_pages(), ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", guides(), ids=named)
def test_a_guide_has_a_twin_in_chinese_of_the_same_outline(page: Path) -> None:
    assert [depth for depth, _ in headings(twin(page))] == [depth for depth, _ in headings(page)]
    assert twin(page).name in links(page)
    assert page.name in links(twin(page))


@pytest.mark.parametrize("page", guides(), ids=named)
def test_both_languages_show_the_same_queries(page: Path) -> None:
    pairs = [[(each.client, print_ast(parse(each.query))) for each in examples(path)] for path in (page, twin(page))]
    assert pairs[0] == pairs[1]


def test_there_is_no_chinese_page_without_an_english_one() -> None:
    assert {twin(page) for page in guides()} == {page for page in all_pages() if page.name.endswith(TWIN)}


@pytest.mark.parametrize(("name", "language"), [(name, each) for name, pages in PAGES.items() for each in pages])
def test_a_table_says_what_the_code_says(name: str, language: Language) -> None:
    page = (DOCS / PAGES[name][language]).read_text()
    assert page == written(page, name, language), "run tests/docs/tables.py"


@pytest.mark.parametrize("language", Language)
def test_every_code_is_explained_to_frontend_teams(language: Language) -> None:
    rows = re.findall(r"^\| `([A-Z_]{3,})` \|", (DOCS / PAGES["limits"][language]).read_text(), re.MULTILINE)
    assert sorted(rows) == sorted([code.name for code in (*ErrorCode, *ProblemCode)])


def commands(command: Any, path: str) -> Iterator[str]:
    """The commands below this one; Typer's own classes have no public names."""
    names = command.list_commands(None) if hasattr(command, "list_commands") else ()
    if not names:
        yield path
    for name in names:
        yield from commands(command.get_command(None, name), f"{path} {name}")


@pytest.mark.parametrize("command", list(commands(typer.main.get_command(app), "hub")))
@pytest.mark.parametrize("chinese", [False, True], ids=["en", "zh"])
def test_every_command_is_told_of(command: str, *, chinese: bool) -> None:
    pages = [twin(page) if chinese else page for page in guides()]
    assert any(re.search(rf"{command}\b", page.read_text()) for page in pages)


@pytest.mark.parametrize("page", [ROOT / "README.md", twin(ROOT / "README.md")], ids=named)
def test_the_readme_names_every_command_of_the_set_up_script(page: Path) -> None:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    dev = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(dev)
    for command in dev.COMMANDS:
        assert f"dev.py {command}" in page.read_text()


@pytest.mark.parametrize("page", all_pages(), ids=named)
def test_a_page_names_no_file_that_is_gone(page: Path) -> None:
    places = re.findall(r"`((?:hub|schema|modules|tests|docs|requirements)/[\w./-]+)`", prose(page))
    gone = [place for place in places if not (ROOT / place).exists() and not (page.parent / place).exists()]
    assert gone == []
