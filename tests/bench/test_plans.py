"""What is to be measured is bounded, and a plan beyond the bounds is refused before anything starts."""

import sys
from pathlib import Path

import pytest

from bench.__main__ import main

REFUSED = {
    (): [("--seconds", "0"), ("--connections", "65"), ("--scale", "0"), ("--rounds", "0")],
    ("--peers",): [("--seconds", "0"), ("--connections", "8,65"), ("--dispatches", "10"), ("--rounds", "0")],
    ("--rules",): [("--seconds", "0"), ("--connections", "65"), ("--dispatches", "10"), ("--rounds", "0")],
    ("--plain",): [("--seconds", "40"), ("--connections", "0")],
}


@pytest.mark.parametrize("arguments", [(*kind, *given) for kind, plans in REFUSED.items() for given in plans])
def test_a_plan_beyond_the_bounds_is_refused(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", *arguments, "--folder", str(tmp_path)])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "must lie between" in " ".join(capsys.readouterr().err.split())
    assert list(tmp_path.iterdir()) == []
