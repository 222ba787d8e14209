"""How the hub's cost grows: with the records, with the documents that it has met, and with open connections."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from bench.exchange import Exchange, Unfit
from bench.load import load
from bench.peers.asking import Running, to_hub
from bench.peers.questions import BUREAU, Kind, Question, questions
from bench.peers.records import prepared
from bench.peers.rounds import sample
from bench.served import Served, served
from bench.usage import memory_of

TIMES = 10
DEAREST = 1.3
"""The most that a page may cost of `TIMES` as many records."""
ALIKE = 1.1
"""How much larger its answer may be, to be the same page."""
ROUNDS, SECONDS, CONNECTIONS = 3, 1.0, 8
DOCUMENTS = 5_000
CACHES_MIB = 48.0
"""What the hub promises for its caches: 32 MiB of plans and 16 of documents."""
HELD, HELD_SECONDS, BETWEEN_SECONDS = 200, 60.0, 1.0


@dataclass(frozen=True, slots=True)
class Growth:
    """One promise, with what was measured."""

    text: str
    holds: bool


def grown(folder: Path, dispatches: int) -> list[Growth]:
    """Measure a hub over these records beside one over a tenth of them; raises `Unfit` for a wrong answer."""
    found: list[Growth] = []
    with ExitStack() as stack:
        few, many = (
            stack.enter_context(served(*prepared(folder, number))) for number in (dispatches // TIMES, dispatches)
        )
        found += _records(few, many)
    data, secrets = prepared(folder, dispatches)
    with served(data, secrets) as hub:
        found += [_documents(hub)]
    with served(data, secrets) as hub:
        found += [_held(hub)]
    return found


def _records(few: Served, many: Served) -> Iterator[Growth]:
    """The same pages of ten times as many records, in turns.

    An aggregate reads more rows, so it has no such page; nor has a list that a tenth of the records doesn't fill.
    """
    for small, large in zip(questions(few), questions(many), strict=True):
        pages = _exchanges(few, small), _exchanges(many, large)
        if small.kind is not Kind.AGGREGATE and _size(pages[1]) < ALIKE * _size(pages[0]):
            ratios = [_cpu(many, pages[1]) / _cpu(few, pages[0]) for _ in range(ROUNDS)]
            ratio = median(ratios)
            text = (
                f"CPU over that of a tenth of the records: {ratio:.2f} ({min(ratios):.2f} to {max(ratios):.2f}),"
                f" at most {DEAREST:g}: {small.name}"
            )
            yield Growth(text, ratio <= DEAREST)


def _size(exchanges: Sequence[Exchange]) -> float:
    return mean(exchange.size for exchange in exchanges)


def _cpu(hub: Served, exchanges: Sequence[Exchange]) -> float:
    return sample(_running(hub), hub.postmaster, exchanges, CONNECTIONS, SECONDS).cpu_ms


def _exchanges(hub: Served, question: Question) -> list[Exchange]:
    server = _running(hub)
    return [server.answer(question, ask)[1] for ask in question.asks]


def _running(hub: Served) -> Running:
    return Running("hub", hub.process, hub.port, to_hub(hub))


def _documents(hub: Served) -> Growth:
    """Documents that differ in one name each, so that nothing kept of one serves another."""
    before = memory_of(hub.process).rss
    for number in range(DOCUMENTS):
        hub.data(BUREAU, f"{{ q{number}: schools(first: 5) {{ nodes {{ id name stage pupils }} }} }}")
    grown_by = memory_of(hub.process).rss - before
    kept = hub.numbers()["hub_plan_bytes"] / 2**20
    text = (
        f"memory after {DOCUMENTS:,} distinct documents: {grown_by:.0f} MiB more, at most the caches' {CACHES_MIB:.0f}"
        f" ({kept:.1f} of it plans by the hub's own count)"
    )
    return Growth(text, grown_by <= CACHES_MIB)


def _held(hub: Served) -> Growth:
    """Many connections at a time, each asking once a second."""
    (point,) = [question for question in questions(hub) if question.kind is Kind.POINT]
    what = f"{HELD} connections held for {HELD_SECONDS:.0f} s"
    try:
        loaded = load(hub.port, _exchanges(hub, point), HELD, HELD_SECONDS, BETWEEN_SECONDS)
    except Unfit as error:
        return Growth(f"{what}: {error}", holds=False)
    slowest = max(loaded.latencies)
    return Growth(f"{what}: {len(loaded.latencies):,} requests, none lost, the slowest {slowest:.0f} ms", holds=True)
