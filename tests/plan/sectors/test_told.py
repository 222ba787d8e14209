"""What is told, not read: progress, indicators, `me`. A plan tells the same as the ordinary path, in few statements."""

from typing import Any

import pytest

from tests.plan.comparing import Pair, Question, Reader, answer_of

READERS = [
    Reader("lead-office"),
    Reader("education-bureau", "zh"),
    Reader("futian-district"),
    Reader("dapeng-district", "zh"),
    Reader("luocheng-county"),
    Reader("industry-federation"),
]
"""The last may read no sector."""
WHOLE = """{ targets(year: 2019) { key name value lowerBound upperBound areas { area { code name } value }
  progress { __typename asOf year startsOn endsOn value target expected ratio status definition } } }"""
PARTS = """query($year: Int, $asOf: Date) { targets(year: $year, asOf: $asOf) { key progress {
  counties { county { code name } value target expected ratio status records { field variables operation } }
  cities { city { name(language: ZH) } value }
  districts { ...Part __typename district { code name counties { name } } }
  records { operation } } other: progress(year: 2017) { value districts { value } } } }
fragment Part on AreaValue { value target ratio status }"""
YEARS = """query($asOf: Date, $parts: Boolean = true) { measure(code: "education") { name indicators {
  key name(language: EN) zh: name(language: ZH) unit definition
  progress(year: 2018) { value } years(asOf: $asOf) { year value status counties @include(if: $parts) {
    county { name education { schoolCount } } value } } } } }"""
AROUND = """{
  programme { code targets { key progress { value } } measures { code indicators { key progress { value } } } }
  measures { code targets { areas { target { key progress { value districts { value } } } } } } }"""
BESIDE = """{ targets(year: 2019, measure: "education") { name progress { value districts { value } } }
  entrantGrantAggregate(groupBy: [YEAR]) { year count sum { amount } }
  counties { name education { schoolCount schools(first: 1) { totalCount nodes { name } } } }
  me { name organisation { code name kind } roles measures { code name } counties { code name } purposes } }"""
ME = "{ me { __typename name roles purposes ... { name @skip(if: true) } } }"
ASKED: list[tuple[str, dict[str, Any]]] = [
    (WHOLE, {}),
    (PARTS, {"year": 2018}),
    (PARTS, {"asOf": "2017-06-30"}),
    (PARTS, {"asOf": "2015-01-01"}),
    (YEARS, {"asOf": "2018-02-01"}),
    (YEARS, {"asOf": None, "parts": False}),
    (AROUND, {}),
    (BESIDE, {}),
    (ME, {}),
]


@pytest.mark.parametrize(("text", "variables"), ASKED)
@pytest.mark.parametrize("reader", READERS, ids=str)
async def test_a_plan_tells_the_same(pair: Pair, reader: Reader, text: str, variables: dict[str, Any]) -> None:
    before = pair.by_plan
    planned, ordinary = await pair.ask(Question(text, variables, reader))
    assert planned == ordinary
    unread = reader is READERS[-1] and "education {" in text and variables.get("parts", True)
    assert pair.by_plan - before == (not answer_of(ordinary).errors and not unread)


WRONG = [
    ("{ targets(year: 2015) { key } }", {}),
    ("query($y: Int) { targets { key progress(year: $y) { value } } }", {"y": 2021}),
    ("query($y: Int) { targets { key progress(year: $y) { year } } }", {"y": -1}),
    ("query($m: ID) { targets(measure: $m) { key } }", {"m": "no-such"}),
    ('query($y: Int) { measure(code: "health") { indicators { progress(year: $y) { value } } } }', {"y": 0}),
]


@pytest.mark.parametrize(("text", "variables"), WRONG)
async def test_what_is_wrong_is_refused_alike(pair: Pair, text: str, variables: dict[str, Any]) -> None:
    before = pair.by_plan
    planned, ordinary = await pair.ask(Question(text, variables, Reader("lead-office")))
    assert answer_of(planned).told == answer_of(ordinary).told
    assert {error["extensions"]["code"] for error in answer_of(planned).errors} == {"BAD_USER_INPUT"}
    assert pair.by_plan == before


async def test_one_plan_tells_of_each_year_and_day_that_is_asked_for(pair: Pair) -> None:
    answers = set()
    for variables in ({"year": 2017}, {"year": 2018}, {"asOf": "2018-03-01"}, {"year": 2016, "asOf": "2018-03-01"}):
        planned, ordinary = await pair.ask(Question(PARTS, variables, Reader("lead-office")))
        assert planned == ordinary
        answers.add(planned)
    assert len(answers) == 4


@pytest.mark.parametrize(
    ("client", "text", "statements"),
    [
        ("lead-office", BESIDE, 1),  # who reads all sees the programme's totals
        ("education-bureau", YEARS, 1),
        ("futian-district", PARTS, 2),  # those of other counties are counted under the hub's own rules
        ("futian-district", ME, 0),
        ("futian-district", "{ targets { key value } }", 1),
        ("industry-federation", WHOLE, 2),
    ],
)
async def test_how_many_statements_it_takes(pair: Pair, client: str, text: str, statements: int) -> None:
    await pair.planned.token(client)
    before = pair.planned.statements
    await pair.planned.ask(text, as_=client)
    assert pair.planned.statements - before == statements


async def test_only_what_is_selected_is_counted(pair: Pair) -> None:
    """An operation's statement names the tables of what it asks for, and no other."""
    sql: list[str] = []
    readers = pair.planned.hub.database.readers
    fetch = readers.fetch

    async def noted(rules: tuple[str, ...], text: str, args: Any) -> Any:
        sql.append(text)
        return await fetch(rules, text, args)

    readers.fetch = noted  # type: ignore[method-assign, assignment]
    try:
        await pair.planned.ask('{ targets(measure: "education") { progress { value } } }', as_="lead-office")
        await pair.planned.ask('{ targets(measure: "education") { progress { asOf } } }', as_="lead-office")
    finally:
        readers.fetch = fetch  # type: ignore[method-assign]
    value, day = sql
    assert "education_principal_placement" in value
    assert "hub_pairing" not in value
    assert "finance_" not in value
    assert "education_" not in day
