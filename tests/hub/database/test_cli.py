"""`hub migrate` and `hub db` as an operator runs them, backup and restore included."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner

from hub.cli import app
from hub.database.server import Server


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="hub-cli-") as scratch:
        Path(scratch).chmod(0o755)
        yield Path(scratch)
        Server(Path(scratch) / "data").destroy()


@pytest.fixture(autouse=True)
def own_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_DATA_DIR", str(folder / "data"))
    monkeypatch.delenv("HUB_DATABASE_URL", raising=False)


def hub(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code, (result.output, result.exception)
    return result.output.strip()


def sql(url: str, statement: str) -> object:
    async def run() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    return asyncio.run(run())


def test_migrate_applies_what_is_missing_and_then_nothing() -> None:
    assert "0001_roles" in hub("migrate")
    assert hub("migrate") == "Nothing to do: the database is in step."
    assert hub("migrate", "--check") == "Database, migrations and models agree."


def test_check_fails_when_database_and_models_differ() -> None:
    url = hub("db", "start")
    sql(url, "alter table hub_measure add column forgotten integer")
    assert "forgotten" in hub("migrate", "--check", code=1)
    sql(url, "alter table hub_measure drop column forgotten")
    hub("db", "stop")


def test_a_revision_of_an_unknown_branch_is_refused() -> None:
    assert "no branch 'kites'" in hub("migrate", "--message", "x", "--branch", "kites", code=2)


def test_start_stays_until_stop(folder: Path) -> None:
    url = hub("db", "start")
    assert Server(folder / "data").running
    assert hub("db", "url") == url
    hub("migrate")
    assert Server(folder / "data").running
    assert hub("db", "stop") == "stopped"
    assert hub("db", "stop") == "not running"


def test_a_dump_brings_everything_back(folder: Path) -> None:
    hub("migrate")
    url = hub("db", "start")
    sql(url, "create table kept as select n from generate_series(1, 1000) n")
    sql(url, "grant select on kept to hub_app")
    assert "bytes" in hub("db", "dump", str(folder / "backup"))
    assert (folder / "backup").stat().st_mode & 0o077 == 0
    sql(url, "delete from kept; ")
    sql(url, "create table later (n int)")
    hub("db", "restore", "--yes", str(folder / "backup"))
    assert sql(url, "select count(*) from kept") == 1000
    assert sql(url, "select to_regclass('later')") is None
    assert sql(url, "select has_table_privilege('hub_app', 'kept', 'select')") is True
    hub("db", "stop")
    assert hub("migrate", "--check") == "Database, migrations and models agree."


def test_a_restore_asks_first(folder: Path) -> None:
    hub("db", "dump", str(folder / "backup"))
    result = CliRunner().invoke(app, ["db", "restore", str(folder / "backup")], input="n\n")
    assert result.exit_code == 1
    assert "will be replaced" in result.output


def test_a_broken_backup_leaves_the_data_as_they_are(folder: Path) -> None:
    url = hub("db", "start")
    sql(url, "create table present as select 7 as n")
    whole = folder / "whole"
    hub("db", "dump", str(whole))
    (folder / "broken").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    result = CliRunner().invoke(app, ["db", "restore", "--yes", str(folder / "broken")])
    assert "pg_restore failed" in str(result.exception)
    assert sql(url, "select n from present") == 7
    assert sql(url, "select count(*) from pg_database where datname <> 'hub' and datname like 'hub%'") == 0
    hub("db", "stop")


def test_a_server_of_somebody_else_is_neither_started_nor_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", "postgresql://hub:wonderland@127.0.0.1/hub")
    assert "HUB_DATABASE_URL is set" in hub("db", "start", code=1)
    assert hub("db", "url") == "postgresql://hub:***@127.0.0.1/hub"
    assert hub("db", "url", "--password") == "postgresql://hub:wonderland@127.0.0.1/hub"
