"""The comparison with peers: its records, its one form of answers, its verdicts, and a short run without Node."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest

from bench.exchange import Unfit
from bench.peers.asking import Running, compared
from bench.peers.bounds import verdicts
from bench.peers.questions import Ask, Kind, Question, normal
from bench.peers.records import MULTIPLIED, prepared
from bench.peers.rounds import Cell, Sample
from bench.peers.servers import HUB, JSON_SQL, MERCURIUS, POSTGRAPHILE
from hub.database.server import Server
from hub.query.ids import encode
from hub.records.base import references

pytestmark = pytest.mark.long

DISPATCHES = 2_500
DISTRICT = Question("a district", Kind.TREE, "district", "district", [Ask("lead-office", {"code": "440304"})])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("peers")
    for one in (found, found.parent):
        one.chmod(0o755)  # the server's account has to reach it
    return found


@pytest.fixture(scope="module")
def data(folder: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_MODULES", "education")
        return prepared(folder, DISPATCHES)[0]


def numbers(data: Path, statements: Sequence[str]) -> list[int]:
    """What each statement counts, asked as the owner."""

    async def ask(url: str) -> list[int]:
        connection = await asyncpg.connect(url)
        try:
            return [await connection.fetchval(statement) for statement in statements]
        finally:
            await connection.close()

    server = Server(data)
    try:
        return asyncio.run(ask(server.start()))
    finally:
        server.stop()


COUNTS = [f"select count(*) from {model.__tablename__}" for model in MULTIPLIED]
ASTRAY = [
    f"select count(*) from {model.__tablename__} r where {name} is not null and not exists"
    f" (select from {target} t where t.id = r.{name} and t.county_code = r.county_code)"
    for model in MULTIPLIED
    for name, target in references(model).items()
]


def test_records_are_multiplied_and_refer_to_records_of_their_county(data: Path) -> None:
    dispatches, grants = (f"education_{name}" for name in ("teacher_dispatch", "entrant_grant"))
    found = numbers(data, [f"select count(*) from {dispatches}", f"select count(*) from {grants}"])
    assert found[0] >= DISPATCHES
    assert found[1] > 10 * found[0]
    assert numbers(data, ASTRAY) == [0] * len(ASTRAY)


def test_records_that_are_there_are_kept(folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_MODULES", "education")
    before = numbers(data, COUNTS)
    prepared(folder, DISPATCHES)
    assert numbers(data, COUNTS) == before


def test_a_short_run_compares_every_answer_and_tells_every_bound(folder: Path, data: Path) -> None:
    quick = ("--seconds=0.2", "--rounds=1", "--connections=2", "--no-growth", "--no-node", f"--dispatches={DISPATCHES}")
    answer = bench(*quick, "--folder", str(data.parent))
    assert answer.returncode == 0, answer.stdout + answer.stderr
    (result,) = (json.loads(path.read_text()) for path in folder.glob("peers-*.json"))
    assert len(result["cells"]) == 6
    assert all(set(cell["servers"]) == {"hub", "hub, unshaped", "JSON in SQL", "floor"} for cell in result["cells"])
    assert all(server["rate"] > 0 for cell in result["cells"] for server in cell["servers"].values())
    assert answer.stdout.count("PASS") + answer.stdout.count("MISS") == len(result["bounds"]) == 4 + 6 + 6


def test_a_short_run_without_rules_compares_every_answer_and_tells_every_bound(folder: Path, data: Path) -> None:
    quick = ("--seconds=0.2", "--rounds=1", "--connections=2", f"--dispatches={DISPATCHES}")
    answer = bench(*quick, "--folder", str(data.parent), kind="--rules")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    (result,) = (json.loads(path.read_text()) for path in folder.glob("rules-*.json"))
    assert len(result["ratios"]) == 5 * 2
    assert answer.stdout.count("PASS") + answer.stdout.count("MISS") == len(result["ratios"]) + 1
    assert 0 < result["token_us"] < 1_000
    assert all(cost["ratio"] > 0 and set(cost["servers"]) == {"hub", "hub without rules"} for cost in result["ratios"])


def test_a_short_run_beside_plain_strawberry_compares_every_answer_and_tells_every_bound(
    folder: Path, data: Path
) -> None:
    quick = ("--seconds=0.2", "--rounds=1", "--connections=2", f"--dispatches={DISPATCHES}")
    answer = bench(*quick, "--folder", str(data.parent), kind="--plain")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    (result,) = (json.loads(path.read_text()) for path in folder.glob("plain-*.json"))
    assert [set(one["servers"]) for one in result["ratios"]] == [{"hub", "hub, ordinary path", "plain Strawberry"}] * 5
    assert answer.stdout.count("PASS") + answer.stdout.count("MISS") == len(result["ratios"])


def bench(*arguments: str, kind: str = "--peers") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", kind, *arguments]
    environment = {**os.environ, "COLUMNS": "200", "PYTHONWARNINGS": "default"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize(
    ("hub", "peer"),
    [
        ({"school": {"id": encode("School", 7)}}, {"school": {"id": "7"}}),
        ({"nodes": [{"amount": "3000.00"}, {"amount": None}]}, {"nodes": [{"amount": 300000}, {"amount": None}]}),
        (
            {"counties": [{"code": "b", "education": {"schools": []}}, {"code": "a", "education": {"schools": []}}]},
            {"pairings": {"nodes": [{"county": {"code": c, "schools": []}} for c in "ab"]}},
        ),
        (
            {"teacherDispatchAggregate": [{"count": 1, "sum": {"allowance": "4.50"}}]},
            {"teacherDispatchAggregate": {"nodes": [{"count": 1, "allowance": "450"}]}},
        ),
    ],
)
def test_the_same_answer_has_one_form_however_a_server_words_it(hub: Any, peer: Any) -> None:
    assert normal(hub) == normal(peer)


@pytest.mark.parametrize("other", [{"id": "8"}, {"id": "7", "name": "x"}, None])
def test_another_answer_has_another_form(other: Any) -> None:
    assert normal({"id": encode("School", 7)}) != normal(other)


class Fixed(Running):
    """A server that answers one thing."""

    def answer(self, question: Question, ask: Ask) -> Any:
        del question, ask
        return self.port, None


def server(name: str, answer: int) -> Running:
    return Fixed(name, psutil.Process(), answer, lambda _question, _ask: ({}, b""))


def test_servers_that_answer_otherwise_than_the_hub_are_not_measured() -> None:
    assert set(compared([server(HUB, 1), server(MERCURIUS, 1)], DISTRICT)) == {HUB, MERCURIUS}
    with pytest.raises(Unfit, match=r"Mercurius answers 'a district' .* otherwise than hub"):
        compared([server(HUB, 1), server(MERCURIUS, 2)], DISTRICT)


def samples(*rates: float, cpu: float = 1.0) -> list[Sample]:
    return [Sample(100, rate, cpu, 0.0) for rate in rates]


def test_a_bound_is_judged_by_the_median_of_the_ratios_within_rounds() -> None:
    measured = {HUB: samples(400, 10, 90), POSTGRAPHILE: samples(100, 2, 30), MERCURIUS: samples(100, 5, 40)}
    told = {one.bound.other: one for one in verdicts([Cell(DISTRICT, 8, measured)])}
    assert (told[POSTGRAPHILE].ratio, told[POSTGRAPHILE].span, told[POSTGRAPHILE].holds) == (4, (3, 5), True)
    assert (told[MERCURIUS].ratio, told[MERCURIUS].holds) == (2.25, False)


def test_a_bound_on_cpu_counts_server_and_database() -> None:
    measured = {HUB: [Sample(1, 1, 1.0, 2.0)], JSON_SQL: [Sample(1, 1, 0.5, 2.4)]}
    (verdict,) = verdicts([Cell(DISTRICT, 8, measured)])
    assert verdict.ratio == pytest.approx(3.0 / 2.9)
    assert not verdict.holds
