"""The measured hub: a process of its own on loopback, over a data folder of its own that holds demo records."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from typing import Any

import httpx
import psutil

from bench.exchange import HOST, Exchange, Unfit, message
from hub.cli.token import request_token
from hub.database import cluster
from hub.database.place import find_place
from hub.settings import PREFIX

STARTING_SECONDS, STOPPING_SECONDS = 60.0, 30.0
PAUSE = 0.02


@dataclass(slots=True)
class Served:
    """A running hub, what it takes to ask it, and how long it took to be ready."""

    process: psutil.Process
    postmaster: psutil.Process
    port: int
    metrics_port: int
    seconds_to_ready: float
    cpu_to_ready: float
    """Seconds of the server's CPU until then: what others do on the machine changes it less."""
    secrets: Mapping[str, str]
    http: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False, timeout=30))
    tokens: dict[str, str] = field(default_factory=dict)

    def data(self, client: str, query: str, variables: Mapping[str, Any] | None = None) -> Any:
        """The data of an operation; raises `Unfit` for an answer with errors."""
        return self._answer(client, _body(query, variables or {}))[1]

    def exchange(self, client: str, query: str, variables: Mapping[str, Any], holds: Callable[[Any], Any]) -> Exchange:
        """A request that was asked once; raises `Unfit` unless `holds` of the data that it got."""
        body = _body(query, variables)
        size, data = self._answer(client, body)
        if not holds(data):
            raise Unfit(f"{client} got too little of {query[:40]!r} {dict(variables)}: {str(data)[:200]}")
        return Exchange(message(self.port, self.headers(client), body), size)

    def numbers(self) -> dict[str, float]:
        """The hub's own metrics that have no labels."""
        text = self.http.get(f"http://{HOST}:{self.metrics_port}/metrics").text
        lines = (line.split() for line in text.splitlines() if line[:1] not in {"#", ""} and "{" not in line)
        return {name: float(value) for name, value in lines}

    def statements(self, exchange: Exchange) -> float:
        """How many read statements one request takes."""
        before = self.numbers()["hub_pool_statements"]
        head, body = exchange.message.split(b"\r\n\r\n", 1)
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        self.http.post(f"http://{HOST}:{self.port}/graphql", content=body, headers=headers)
        return self.numbers()["hub_pool_statements"] - before

    def headers(self, client: str) -> dict[str, str]:
        """What a client of the demo sends beside its operation; raises `Unfit` for an unknown one."""
        if client not in self.tokens:
            if client not in self.secrets:
                raise Unfit(f"there is no demo client {client}")
            self.tokens[client] = request_token(f"http://{HOST}:{self.port}", client, self.secrets[client])
        return {
            "authorization": f"Bearer {self.tokens[client]}",
            "accept-encoding": "identity",
            "accept-language": "zh",
            "content-type": "application/json",
        }

    def _answer(self, client: str, body: bytes) -> tuple[int, Any]:
        answer = self.http.post(f"http://{HOST}:{self.port}/graphql", content=body, headers=self.headers(client))
        found = answer.json()
        if answer.status_code != httpx.codes.OK or "errors" in found:
            raise Unfit(f"{client}: {answer.status_code} {answer.text[:500]}")
        return len(answer.content), found["data"]


def forget_settings() -> None:
    """Have the defaults measured, whatever the caller's own hub is set to."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]


def _body(query: str, variables: Mapping[str, Any]) -> bytes:
    return json.dumps({"query": query, "variables": dict(variables)}).encode()


@contextmanager
def served(data_dir: Path, secrets: Mapping[str, str], program: str = "hub.cli") -> Iterator[Served]:
    """A hub started now and stopped at the end; raises `Unfit` if it doesn't start."""
    port, metrics_port = free_port(), free_port()
    given = {"DATA_DIR": data_dir, "PORT": port, "METRICS_PORT": metrics_port, "REQUESTS_PER_SECOND": 1_000_000}
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**usual, **{f"HUB_{name}": str(value) for name, value in given.items()}}
    with (data_dir / f"{program}.log").open("w") as log:
        started = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", program, "serve"], stdout=log, stderr=log, env=environment)
        try:
            seconds = _wait_until_ready(process, port, started, data_dir)
            postmaster = psutil.Process(cluster.process(find_place(data_dir).cluster))
            server = psutil.Process(process.pid)
            used = server.cpu_times()
            cpu = used.user + used.system
            hub = Served(server, postmaster, port, metrics_port, seconds, cpu, secrets)
            with hub.http:
                yield hub
        finally:
            _stop(process)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, started: float, data_dir: Path) -> float:
    while (seconds := time.perf_counter() - started) < STARTING_SECONDS:
        if process.poll() is not None:
            raise Unfit(f"the hub ended at its start; {data_dir} has a log that tells why")
        if _ready(port):
            return time.perf_counter() - started
        time.sleep(PAUSE)
    raise Unfit(f"the hub isn't ready after {seconds:.0f} s")


def _ready(port: int) -> bool:
    """Whether the hub says that it is; asked with little effort, as this shares the machine with it."""
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == httpx.codes.OK
    except OSError:
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOPPING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])
