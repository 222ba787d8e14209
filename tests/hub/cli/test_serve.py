"""`hub serve` as an operator runs it where it can't start."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from socket import create_server

import pytest

from hub.testing.database import Databases, Template


@pytest.fixture
def url(databases: Databases, hub_template: Template) -> Iterator[str]:
    made = databases.clone(hub_template)
    yield made
    databases.drop(made)


@pytest.mark.parametrize("taken", ["HUB_PORT", "HUB_METRICS_PORT"])
def test_a_taken_port_is_told_by_the_setting_that_names_it(url: str, tmp_path: Path, taken: str) -> None:
    given = {"HUB_DATABASE_URL": url, "HUB_DATA_DIR": str(tmp_path), "HUB_ENVIRONMENT": "test"}
    with create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ports = {"HUB_PORT": "0", "HUB_METRICS_PORT": "0", taken: str(port)}
        command, environment = [sys.executable, "-m", "hub.cli", "serve"], os.environ | given | ports
        found = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=60)
    assert found.returncode == 2
    told = f"{taken}: port {port} can't be had: Address already in use. Stop what has it, or choose another.\n"
    assert found.stderr.endswith(told)
    assert "Traceback" not in found.stderr
