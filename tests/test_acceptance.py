"""Every promise about security is shown by exactly one test, which carries the promise's number."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PROMISED = set(range(1, 57)) - {54}  # 54 speaks of an issuer elsewhere, which the hub can't have yet


def marked() -> Iterator[tuple[int, str]]:
    """The number on each test that carries one, and where that test is."""
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield from ((number, f"{path.name}:{node.name}") for number in numbers(node.decorator_list))


def numbers(decorators: list[ast.expr]) -> Iterator[int]:
    for decorator in decorators:
        match decorator:
            case ast.Call(func=ast.Attribute(attr="acceptance"), args=[ast.Constant(value=int(number))]):
                yield number


def test_each_promise_is_shown_by_exactly_one_test() -> None:
    found = list(marked())
    shown = [number for number, _ in found]
    assert sorted(PROMISED - set(shown)) == []
    assert [(number, where) for number, where in found if shown.count(number) > 1 or number not in PROMISED] == []


def test_a_promise_that_is_skipped_fails(pytester: pytest.Pytester) -> None:
    conftest = (TESTS / "conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(conftest.replace('"hub.testing.plugin", ', ""))
    pytester.makepyfile("""
        import pytest

        @pytest.mark.acceptance(1)
        def test_promised():
            pytest.skip("later")

        def test_other():
            pytest.skip("later")
    """)
    pytester.makeini("[pytest]\nmarkers = acceptance(number): a promise\n")
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(failed=1, skipped=1)
