"""The hub as a process: it drains at a stop, and holds against clients that are slow, broken or gone."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from hub.endpoint.serve import PortError, serve

SCRIPT = Path(__file__).with_name("served.py")
ROOT = SCRIPT.parents[3]
POST = b"POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
WAIT = b'{"query":"{ wait }"}'
HELLO = b'{"query":"{ hello }"}'


@dataclass
class Served:
    process: subprocess.Popen[str]
    port: int
    metrics_port: int

    def told(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def ask(self, query: str) -> httpx.Response:
        return httpx.post(self.url("/graphql"), json={"query": query}, timeout=20)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def send(self, data: bytes) -> bytes:
        """Everything that comes back until the server closes."""
        with self.connect() as connection:
            connection.sendall(data)
            return b"".join(iter(lambda: connection.recv(65_536), b""))


Start = Callable[..., Served]


@pytest.fixture(scope="module")
def start() -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []

    def run(head_seconds: float = 10, grace_seconds: float = 10) -> Served:
        process = subprocess.Popen(
            [sys.executable, SCRIPT, str(head_seconds), str(grace_seconds)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        )
        running.append(process)
        assert process.stdout
        port, metrics_port = process.stdout.readline().split()
        return Served(process, int(port), int(metrics_port))

    yield run
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def served(start: Start) -> Served:
    """One process for all tests that leave it running."""
    return start()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_finishes_the_request_in_flight(start: Start, number: signal.Signals) -> None:
    served = start()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(served.ask, "{ wait }")
        assert served.told() == "entered"
        served.process.send_signal(number)
        until_refused(served)
        served.process.send_signal(signal.SIGUSR1)
        assert answer.result(20).json() == {"data": {"wait": "done"}}
    assert served.told() == "closed"
    assert served.told() == "returned"
    assert served.process.wait(20) == 0


def until_refused(served: Served) -> None:
    while True:
        try:
            served.connect().close()
        except ConnectionError:
            return


def test_a_stop_does_not_wait_beyond_its_grace(start: Start) -> None:
    served = start(grace_seconds=1)
    with served.connect() as connection:
        connection.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(WAIT) + WAIT)
        assert served.told() == "entered"
        served.process.send_signal(signal.SIGTERM)
        assert served.told() == "cancelled"
        assert served.told() == "closed"
        assert served.process.wait(20) == 0


def test_an_operation_is_cancelled_when_its_client_goes(served: Served) -> None:
    with served.connect() as connection:
        connection.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(WAIT) + WAIT)
        assert served.told() == "entered"
    assert served.told() == "cancelled"
    assert served.ask("{ hello }").json() == {"data": {"hello": "hi"}}


def test_metrics_have_a_port_of_their_own(served: Served) -> None:
    served.ask("{ hello }")
    shown = httpx.get(f"http://127.0.0.1:{served.metrics_port}/metrics").text
    assert 'hub_http_requests_total{status="200"}' in shown
    assert httpx.get(served.url("/metrics")).status_code == 404


def test_a_taken_port_is_an_error_at_once(served: Served) -> None:
    with pytest.raises(PortError, match="in use"):
        serve(lambda *_: None, host="127.0.0.1", port=served.port)  # type: ignore[arg-type]


BROKEN = {
    "not http": b"hello\r\n\r\n",
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "bad length": POST + b"Content-Length: x\r\n\r\n",
    "length and chunks": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "bad chunk": POST + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "raw bytes in the path": b"GET /\xff\xfe HTTP/1.1\r\nHost: hub\r\n\r\n",
    "nul in a header": b"GET / HTTP/1.1\r\nHost: hub\r\nX: a\x00b\r\n\r\n",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_broken_http_is_400(served: Served, data: bytes) -> None:
    assert served.send(data).startswith(b"HTTP/1.1 400 ")
    assert served.ask("{ hello }").status_code == 200


HEADS = {
    "one header": b"GET / HTTP/1.1\r\nHost: hub\r\nX: " + b"x" * 40_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: hub\r\n" + b"".join(b"X%d: 1\r\n" % n for n in range(150)) + b"\r\n",
    "address": b"GET /graphql?query=" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: hub\r\n\r\n",
    "endless header": b"GET / HTTP/1.1\r\nHost: hub\r\nX: " + b"x" * 500_000,
}


@pytest.mark.parametrize("data", HEADS.values(), ids=HEADS.keys())
def test_a_head_that_is_too_large_is_431(served: Served, data: bytes) -> None:
    with served.connect() as connection:
        answer = b""
        try:
            connection.sendall(data)
            answer = connection.recv(65_536)
        except ConnectionError:
            assert data is HEADS["endless header"]  # closed while we were still sending
    assert not answer or answer.startswith(b"HTTP/1.1 431 ")
    assert served.ask("{ hello }").status_code == 200


def test_headers_that_do_not_end_are_408(start: Start) -> None:
    served = start(head_seconds=0.2)
    assert served.send(b"POST /graphql HTTP/1.1\r\nHost: hub\r\n").startswith(b"HTTP/1.1 408 ")
    assert served.send(b"").startswith(b"HTTP/1.1 408 ")


def test_the_head_of_a_later_request_is_waited_for_no_longer(start: Start) -> None:
    served = start(head_seconds=0.2)
    whole = POST + b"Content-Length: %d\r\n\r\n" % len(HELLO) + HELLO
    for data in (whole, whole * 2):
        answers = served.send(data + b"POST /graphql HTTP/1.1\r\n")
        assert answers.count(b"HTTP/1.1 200 ") == data.count(HELLO)
        assert answers.count(b"HTTP/1.1 408 ") == 1


def test_an_answer_leaves_in_one_piece(served: Served) -> None:
    with served.connect() as connection:
        for _ in range(3):
            connection.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(HELLO) + HELLO)
            assert connection.recv(65_536).endswith(b'\r\n\r\n{"data":{"hello":"hi"}}')


def test_a_body_that_does_not_end_is_408(served: Served) -> None:
    answer = served.send(POST + b"Content-Length: 100\r\n\r\n{")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"LIMIT_EXCEEDED" in answer


def test_ten_megabytes_in_chunks_are_413(served: Served) -> None:
    with served.connect() as connection:
        connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(160):
            connection.sendall(b"10000\r\n" + b" " * 65_536 + b"\r\n")
        connection.sendall(b"0\r\n\r\n")
        assert connection.recv(65_536).startswith(b"HTTP/1.1 413 ")


def test_small_chunks_are_put_together(served: Served) -> None:
    body = b'{"query":"{ hello }"}'
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"
    answer = served.send(POST + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b'{"data":{"hello":"hi"}}' in answer


def test_one_connection_serves_many_requests(served: Served) -> None:
    with httpx.Client(base_url=served.url("")) as client:
        answers = [client.post("/graphql", json={"query": "{ hello }"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 5


def test_the_log_of_a_process_is_json_alone(start: Start) -> None:
    served = start()
    served.ask("{ hello }")
    served.process.send_signal(signal.SIGTERM)
    _, errors = served.process.communicate(timeout=20)
    assert {json.loads(line)["level"] for line in errors.splitlines()} == {"info"}
