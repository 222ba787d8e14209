"""`hub operations` and `hub explain` as an operator runs them, over the sector of education."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import create_async_engine
from typer.testing import CliRunner

from hub.auth.demo import provision
from hub.cli import app
from hub.cli.explaining.sql import indented
from hub.contract import SectorModule
from hub.database.address import driver_url
from hub.operations.manifest import hash_of
from hub.testing.database import Databases, Template
from modules.education.module import module

SCHOOLS = "query Schools($n: Int) { schools(first: $n) { totalCount nodes { name county { name } } } }"


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    return (module,)


@pytest.fixture(scope="module")
def url(databases: Databases, hub_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    made = databases.clone(hub_template)

    async def clients() -> None:
        owner = create_async_engine(driver_url(made))
        await provision(owner, tmp_path_factory.mktemp("secrets"), "test")
        await owner.dispose()

    asyncio.run(clients())
    yield made
    databases.drop(made)


@pytest.fixture(autouse=True)
def environment(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"DATABASE_URL": url, "DATA_DIR": str(tmp_path), "MODULES": "education", "ENVIRONMENT": "test"}
    for name, value in given.items():
        monkeypatch.setenv(f"HUB_{name}", value)
    monkeypatch.setenv("COLUMNS", "300")


def hub(*arguments: str, code: int = 0) -> str:
    """What a command prints, or what it failed with."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code, (result.output, result.exception)
    return result.output if code != 1 else str(result.exception)


Write = Callable[[object], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A file of this content."""

    def written(content: object) -> str:
        path = tmp_path / "given"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)

    return written


def test_a_manifest_is_registered_listed_and_removed(write: Write) -> None:
    manifest = write({"schools": SCHOOLS, "me": "{ me { name } }"})
    assert hub("operations", "register", manifest) == "2 registered, 0 known before\n"
    assert hub("operations", "register", manifest) == "0 registered, 2 known before\n"
    listed = hub("operations", "list")
    assert SCHOOLS in listed
    assert hash_of(SCHOOLS)[:12] in listed
    assert hub("operations", "remove", "schools", "me") == "2 removed\n"
    assert SCHOOLS not in hub("operations", "list")
    assert "schools: no such document" in hub("operations", "remove", "schools", code=1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{ nothing }", "bad: Cannot query field 'nothing' on type 'Query'. (at 1:3)"),
        ("{", "bad: Syntax Error: Expected Name, found <EOF>. (at 1:2)"),
        ("fragment F on Query { me { name } }", "bad: it holds no operation"),
        ("{ schools(first: 5000) { totalCount } }", "bad: `schools` asks for more rows than the limit page = 1000"),
    ],
)
def test_one_bad_document_keeps_the_whole_manifest_out(write: Write, text: str, told: str) -> None:
    assert told in hub("operations", "register", write({"good": SCHOOLS, "bad": text}), code=1)
    assert SCHOOLS not in hub("operations", "list")


def test_an_operation_is_explained_by_levels_sql_and_postgresqls_own_plan(write: Write) -> None:
    told = hub("explain", write(SCHOOLS), "--as", "futian-district", "--variables", '{"n": 7}')
    assert "One statement answers. 由一条 SQL 语句作答。" in told
    assert "l1 schools: the first 7 rows of School" in told
    assert "→ County by county_code, each row once" in told
    assert "Σ count of School" in told
    assert re.search(r"^FROM education_school AS t1", told.replace("  ", ""), re.MULTILINE)
    assert re.search(r"actual time=.* rows=.* loops=1", told)
    assert "Execution Time" in told


def test_the_explained_statement_runs_under_the_readers_rules(write: Write) -> None:
    """Row-level security shows in the plan of whoever may see a part; its CASE is nowhere else."""
    told = hub("explain", write("{ schools { nodes { name } } }"), "--as", "futian-district")
    account = told.partition("EXPLAIN (ANALYZE")[2]
    assert "CASE WHEN" not in told.removesuffix(account)
    assert "CASE WHEN" in account
    assert "$1" in account, "planned for any value, as the service has it"


def test_a_document_without_values_is_explained_too(write: Write) -> None:
    assert "Execution Time" in hub("explain", write("{ counties { code } }"), "--as", "lead-office")


@pytest.mark.parametrize(
    ("query", "en", "zh"),
    [
        (
            'mutation { schoolSubmit(input: {id: "x", revision: 1, requestId: "12345678"}) { __typename } }',
            "The ordinary path answers, field by field: only queries are planned.",
            "由普通路径逐字段作答：仅查询操作可编译。",
        ),
        (
            "{ __schema { queryType { name } } counties { code } }",
            "One statement answers counties; the ordinary path __schema: Query.__schema is not SQL-backed.",
            "由一条 SQL 语句作答 counties；普通路径作答 __schema：Query.__schema 不由 SQL 直接给出。",
        ),
    ],
)
def test_why_an_operation_is_not_planned_is_said_in_both_languages(write: Write, query: str, en: str, zh: str) -> None:
    told = hub("explain", write(query))
    assert en in told
    assert zh in told


@pytest.mark.parametrize(
    ("query", "options", "told"),
    [
        ("{ nothing }", (), "Cannot query field"),
        (SCHOOLS, ("--as", "nobody-known"), "there is no client or person 'nobody-known'"),
        (SCHOOLS, ("--operation", "Other"), "no such operation"),
        (SCHOOLS, ("--variables", '{"n": 5000}'), "more rows than the limit"),
        ('{ school(id: "x") { name } }', (), "id"),
    ],
)
def test_what_can_not_be_explained_is_refused_in_words(
    write: Write, query: str, options: tuple[str, ...], told: str
) -> None:
    assert told in hub("explain", write(query), *options, code=1)


def test_options_that_can_not_be_read_are_refused(write: Write) -> None:
    assert "JSON object" in hub("explain", write(SCHOOLS), "--variables", "[1]", code=2)
    assert "purposes" in hub("explain", write(SCHOOLS), "--purpose", "curiosity", code=2)


def test_sql_is_indented_and_otherwise_the_same() -> None:
    sql = """WITH l1 AS
(SELECT "a  FROM b" AS x, coalesce(y, ' FROM ') FROM t WHERE t.z IN (1, 2) ORDER BY x LIMIT 3)
 SELECT count(*) FROM (SELECT l1.x FROM l1) AS r ORDER BY 1"""
    assert indented(sql) == (
        "WITH\nl1 AS (\n  SELECT \"a  FROM b\" AS x, coalesce(y, ' FROM ')\n  FROM t\n  WHERE t.z IN (1, 2)\n"
        "  ORDER BY x\n  LIMIT 3)\nSELECT count(*)\nFROM (\n  SELECT l1.x\n  FROM l1) AS r\nORDER BY 1"
    )


def test_the_statement_shown_is_one_that_postgresql_takes(url: str, write: Write) -> None:
    told = hub("explain", write("{ counties { name education { schools(first: 1) { nodes { name } } } } }"))
    sql = told.partition("─ SQL ─")[2].partition("\n")[2].partition("───")[0]

    async def prepared() -> int:
        connection = await asyncpg.connect(url)
        try:
            return len((await connection.prepare(sql)).get_attributes())
        finally:
            await connection.close()

    assert asyncio.run(prepared()) > 0


def test_what_needs_no_statement_and_what_needs_two_are_shown(write: Write) -> None:
    assert "without a statement" in hub("explain", write("{ me { name roles } }"))
    table = write("{ targets { progress { value } } }")
    assert "under the hub's own rules" in hub("explain", table, "--as", "futian-district")
    assert "under the hub's own rules" not in hub("explain", table, "--as", "lead-office")
