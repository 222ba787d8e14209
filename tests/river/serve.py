"""The hub with the sector of rivers alone, as a process of its own: its port is told on standard output."""

from hub.assembly import assemble
from hub.cli.serve import run
from hub.database.running import running
from hub.endpoint.serve import Listening
from hub.settings import load
from schema.compose import Composition
from tests.river.module import module


def main() -> None:
    settings = load()

    def started(at: Listening) -> None:
        print(at.port, flush=True)  # noqa: T201 - what the test reads

    with running(settings) as url:
        run(assemble(Composition((module,)), url, settings), settings, started)


if __name__ == "__main__":
    main()
