"""`hub audit` and `hub policy` on the command line."""

import asyncio

import asyncpg
import pytest
from typer.testing import CliRunner

from hub.auth.policy import RULES
from hub.cli.audit import app as audit
from hub.cli.policy import app as policy

ENTRY = "insert into hub_audit_entry (kind, counts) values ('EXPORT', '{}')"


@pytest.fixture
def runner(database_url: str) -> CliRunner:
    return CliRunner(env={"HUB_DATABASE_URL": database_url, "COLUMNS": "200"})


def run(url: str, *statements: str) -> None:
    async def all_of_them() -> None:
        connection = await asyncpg.connect(url)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    asyncio.run(all_of_them())


def test_verify_tells_the_head_the_tail_and_the_faults(runner: CliRunner, database_url: str) -> None:
    run(database_url, ENTRY, ENTRY, "select hub_seal_audit(10)", ENTRY)
    sound = runner.invoke(audit, ["verify"])
    assert (sound.exit_code, "2 entries, no faults; head 2:" in sound.stdout) == (0, True)
    assert "not sealed yet: 1, from entry 3 to 3" in sound.stdout
    head = sound.stdout.split("head ")[1].split(";")[0]
    assert runner.invoke(audit, ["verify", "--head", head]).exit_code == 0
    other = runner.invoke(audit, ["verify", "--head", f"2:{'00' * 32}"])
    assert (other.exit_code, "does not go through" in other.stdout) == (1, True)
    run(
        database_url,
        "alter table hub_audit_entry disable trigger keep",
        "delete from hub_audit_entry where position = 1",
    )
    broken = runner.invoke(audit, ["verify"])
    assert (broken.exit_code, "number 1 of the chain missing" in broken.stdout) == (1, True)


@pytest.mark.parametrize("head", ["garbage", "1:xyz", "x:00"])
def test_a_head_that_is_none_is_refused(runner: CliRunner, head: str) -> None:
    done = runner.invoke(audit, ["verify", "--head", head])
    assert (done.exit_code, "POSITION:HASH" in done.output) == (2, True)


def test_prune_refuses_what_is_young_and_removes_what_is_old(runner: CliRunner, database_url: str) -> None:
    old = "insert into hub_audit_entry (kind, counts, at) values ('EXPORT', '{}', '2020-01-01')"
    run(database_url, old, "select hub_seal_audit(10)")
    young = runner.invoke(audit, ["prune", "--before", "2999-01-01"])
    assert (young.exit_code, "at least 6 months" in str(young.exception)) == (1, True)
    done = runner.invoke(audit, ["prune", "--before", "2020-01-02"])
    assert (done.exit_code, done.stdout) == (0, "1 entries removed\n")
    assert runner.invoke(audit, ["verify"]).exit_code == 0


def test_show_prints_every_rule_and_purpose(runner: CliRunner) -> None:
    shown = runner.invoke(policy, ["show"])
    assert shown.exit_code == 0
    assert all(rule.role in shown.stdout for rule in RULES)
    for part in ("service-delivery", "payment", "verification", "read, approve, export", "发放或核对资金"):
        assert part in shown.stdout


def test_explain_says_what_is_unknown(runner: CliRunner) -> None:
    for given, said in (
        (["--as", "lead-office", "--record", "garbage"], "there is no record"),
        (["--as", "lead-office", "--record", "x", "--purpose", "none"], "there are the purposes"),
    ):
        done = runner.invoke(policy, ["explain", *given])
        assert done.exit_code != 0
        assert said in f"{done.output}{done.exception}"
