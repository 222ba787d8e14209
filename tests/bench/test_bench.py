"""The measurement runs on a real hub, prints every row, and refuses what it can't measure."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.exchange import Exchange, Unfit
from bench.load import load

OPERATIONS = (
    "point query",
    "district's counties, nested lists",
    "district's counties, all sectors",
    "bureau's measure",
    "lead office's whole table",
    "100 dispatches",
    "1,000 dispatches",
)
NUMBERS = ("rate", "p50_ms", "p99_ms", "statements", "answer_bytes")


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", *arguments]
    environment = {**os.environ, "COLUMNS": "200", "HUB_PORT": "1"}  # settings of the caller don't count
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_a_short_run_prints_every_row_and_every_bound(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    quick = ("--seconds=0.2", "--rounds=1", "--connections=2", "--modules=education")
    answer = bench(*quick, "--folder", str(tmp_path))
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert all(operation in answer.stdout for operation in OPERATIONS)
    assert answer.stdout.count("PASS") + answer.stdout.count("MISS") == 4
    (result,) = (json.loads(path.read_text()) for path in tmp_path.glob("*.json"))
    assert [row["name"].startswith(name) for row, name in zip(result["rows"], OPERATIONS, strict=True)] == [True] * 7
    assert all(row[number] > 0 for row in result["rows"] for number in NUMBERS)
    assert sum(row["server_ms"] for row in result["rows"]) > 0  # a short run takes less than the clock of CPU tells
    assert result["rows"][-2]["statements"] == result["rows"][-1]["statements"]


def test_an_answer_of_another_size_is_no_measurement(wrong_server: int) -> None:
    exchange = Exchange(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n", 5)
    assert load(wrong_server, [Exchange(exchange.message, 2)], 1, 0.05).latencies
    with pytest.raises(Unfit, match="2 bytes instead of 5"):
        load(wrong_server, [exchange], 1, 0.05)
