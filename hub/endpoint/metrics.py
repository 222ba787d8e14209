"""The numbers for Prometheus, on a registry of the hub's own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from time import time

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.endpoint.record import Record

NAMES = 200
"""Operation names that get a series of their own; clients choose names, so the rest are counted as `other`."""
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

Gauges = Callable[[], Mapping[str, float]]
"""Numbers read when Prometheus asks, by names such as `pool_in_use`."""


class Metrics:
    """Counts every request; `gauges` are read at each scrape and must not wait."""

    def __init__(self, *gauges: Gauges) -> None:
        self.registry = CollectorRegistry()
        self.gauges = list(gauges)
        self.registry.register(_Gauges(self.gauges))
        ProcessCollector(registry=self.registry)
        self._requests = self._counted("hub_http_requests", "HTTP requests", "status")
        self._operations = self._counted("hub_operations", "GraphQL operations run", "operation", "kind", "path")
        self._faults = Counter("hub_plan_faults", "Operations whose planning failed", registry=self.registry)
        self._errors = self._counted("hub_errors", "Errors in answers", "code")
        self._seconds = _Series(
            Histogram(
                "hub_operation_seconds",
                "Time of a GraphQL operation, from the whole request to the answer",
                ["kind"],
                buckets=SECONDS,
                registry=self.registry,
            )
        )
        self._names: set[str] = set()

    def count(self, record: Record) -> None:
        """Count one finished request."""
        self._requests.add(str(record.status))
        for code in record.codes:
            self._errors.add(code)
        if record.misplanned:
            self._faults.inc()
        if record.kind:
            self._operations.add(self._name(record), record.kind, record.way or "none")
            self._seconds[record.kind].observe(record.seconds)

    def _name(self, record: Record) -> str:
        if record.operation is None:
            return "unnamed"
        if record.operation not in self._names:
            if record.client is None or len(self._names) >= NAMES:
                return "other"  # without a token anybody could use the names up
            self._names.add(record.operation)
        return record.operation

    def _counted(self, name: str, text: str, *labels: str) -> "_Counts":
        counts = _Counts(name, text, labels)
        self.registry.register(counts)
        return counts

    def app(self) -> Starlette:
        """The app that shows them on `/metrics`; served on a loopback port of its own."""

        async def metrics(_request: Request) -> Response:
            return Response(generate_latest(self.registry), headers={"content-type": CONTENT_TYPE_LATEST})

        return Starlette(routes=[Route("/metrics", metrics)])


@dataclass(slots=True)
class _Count:
    created: float
    number: int = 0


class _Counts(Collector):
    """A counter by the values of its labels: plain numbers until Prometheus asks, as its own take long to be raised."""

    def __init__(self, name: str, text: str, labels: tuple[str, ...]) -> None:
        self._name, self._text, self._labels = name, text, labels
        self._counts: dict[tuple[str, ...], _Count] = {}

    def add(self, *labels: str) -> None:
        """One more of these."""
        count = self._counts.get(labels)
        if count is None:
            count = self._counts[labels] = _Count(time())
        count.number += 1

    def collect(self) -> Iterable[Metric]:
        family = CounterMetricFamily(self._name, self._text, labels=self._labels)
        for labels, count in self._counts.items():
            family.add_metric(labels, count.number, created=count.created)
        yield family


class _Series(dict[str, Histogram]):
    """The series of one histogram by the value of its label: prometheus_client takes its time to find one."""

    def __init__(self, metric: Histogram) -> None:
        super().__init__()
        self._metric = metric

    def __missing__(self, label: str) -> Histogram:
        found = self[label] = self._metric.labels(label)
        return found


class _Gauges(Collector):
    def __init__(self, gauges: list[Gauges]) -> None:
        self.gauges = gauges

    def collect(self) -> Iterable[Metric]:
        for read in self.gauges:
            for name, value in read().items():
                yield GaugeMetricFamily(f"hub_{name}", name.replace("_", " "), value=value)
