"""Running the hub: one process, uvicorn on uvloop, metrics beside it, and a stop that finishes what runs."""

import asyncio
import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOL_SOCKET, socket
from typing import Literal

import uvicorn
import uvloop
from starlette.types import ASGIApp

from hub.endpoint.metrics import Metrics
from hub.endpoint.protocol import BoundedProtocol

GRACE_SECONDS = 20
"""Time for running requests to finish when the hub stops; their own time limit is shorter."""
IDLE_SECONDS = 30
"""How long an idle connection is kept."""
CONNECTIONS = 1_000
"""Open connections beyond which a request is answered 503."""
YOUNG_OBJECTS = 50_000
"""Objects made between two collections of the young: an answer makes thousands that all die with it."""
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Listening:
    """The ports on which the hub listens; one that was asked for as 0 is a real one here."""

    port: int
    metrics_port: int | None


Started = Callable[[Listening], None]


class PortError(OSError):
    """A port can't be had."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"port {port} can't be had: {reason}")
        self.port = port


def serve(
    app: ASGIApp,
    *,
    host: str,
    port: int,
    metrics: Metrics | None = None,
    metrics_port: int = 0,
    started: Started | None = None,
    grace_seconds: float = GRACE_SECONDS,
    proxies: Sequence[str] = (),
) -> None:
    """Serve until SIGTERM or SIGINT, drain, run the app's shutdown, return; a second signal drops what still runs.

    `started` is called once requests are answered. Raises `PortError` if a port can't be had, and `SystemExit` (its
    cause is in the log) if the app's own start fails.
    """
    main = _Server(app, _bound(host, port), grace_seconds, "on", proxies)
    beside = _Server(metrics.app(), _bound(LOOPBACK, metrics_port), 1, "off") if metrics else None
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(main, beside, started))


class _Server(uvicorn.Server):
    """A server on a socket of ours that leaves signals to us: two of them share one process."""

    def __init__(
        self,
        app: ASGIApp,
        listener: socket,
        grace: float,
        lifespan: Literal["on", "off"],
        proxies: Sequence[str] = (),
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=BoundedProtocol,
                ws="none",
                lifespan=lifespan,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=bool(proxies),  # of the address alone: nothing looks at the rest
                forwarded_allow_ips=list(proxies),
                limit_concurrency=CONNECTIONS,
                timeout_keep_alive=IDLE_SECONDS,
                timeout_graceful_shutdown=ceil(grace),
            )
        )
        self.listener = listener
        self.port = int(listener.getsockname()[1])
        self.answers = asyncio.Event()

    async def run_until_stopped(self) -> None:
        await self.serve(sockets=[self.listener])

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.answers.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _serve(main: _Server, beside: _Server | None, started: Started | None) -> None:
    _stop_on_signals(main)
    async with asyncio.TaskGroup() as group:
        if beside:
            group.create_task(beside.run_until_stopped())
            await beside.answers.wait()
        serving = group.create_task(main.run_until_stopped())
        await main.answers.wait()
        _settle()
        if started:
            started(Listening(main.port, beside.port if beside else None))
        await serving
        if beside:
            beside.should_exit = True  # last, so that the drain can be watched


def _bound(host: str, port: int) -> socket:
    """A socket that has its port but does not listen yet: until the app has started, clients are refused."""
    listener = socket(AF_INET6 if ":" in host else AF_INET)
    try:
        listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortError(port, error.strerror or str(error)) from error
    return listener


def _stop_on_signals(server: _Server) -> None:
    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


def _settle() -> None:
    """What lives now lives until the end: keep the collector away from it, and from a first look that finds little."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(YOUNG_OBJECTS, 20, 50)
