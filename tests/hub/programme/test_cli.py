"""`hub programme` on the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from hub.cli.programme import app

RIVERS = str(Path(__file__).parent / "rivers-2021-2023")


@pytest.fixture
def runner(database_url: str) -> CliRunner:
    return CliRunner(env={"HUB_DATABASE_URL": database_url, "COLUMNS": "250", "HUB_PROGRAMME": RIVERS})


def test_load_then_show_prints_the_programme(runner: CliRunner) -> None:
    loaded = runner.invoke(app, ["load"])
    assert (loaded.exit_code, "rivers-2021-2023 is loaded" in loaded.stdout) == (0, True)
    assert "was loaded already" in runner.invoke(app, ["load", RIVERS]).stdout
    shown = runner.invoke(app, ["show"])
    assert shown.exit_code == 0
    for part in ("2021-04-01", "Quay District 码头区", "Vale County 谷县", "boats-bureau (leads)", "boats.given"):
        assert part in shown.stdout


def test_the_plan_comes_with_the_hub(runner: CliRunner) -> None:
    assert runner.invoke(app, ["load", "shenzhen-guangxi-2016-2020"]).exit_code == 0
    shown = runner.invoke(app, ["show"]).stdout
    for part in ("深对字〔2017〕2号", "Dapeng New District 大鹏新区", "10000000", "3000", "1 to 2"):
        assert part in shown


def test_what_is_wrong_is_said_without_a_traceback(runner: CliRunner) -> None:
    empty = runner.invoke(app, ["show"])
    assert (empty.exit_code, "run `hub programme load`" in empty.stderr) == (1, True)
    unknown = runner.invoke(app, ["load", "nowhere"])
    assert (unknown.exit_code, "no programme 'nowhere'" in unknown.stderr) == (1, True)
    assert isinstance(unknown.exception, SystemExit)


def test_a_server_that_is_not_there_is_named() -> None:
    runner = CliRunner(env={"HUB_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"})
    for arguments in (["load"], ["show"]):
        done = runner.invoke(app, arguments)
        assert (done.exit_code, "127.0.0.1:1" in done.stderr) == (1, True)
        assert isinstance(done.exception, SystemExit)
