"""The numbers for Prometheus, on a registry of the hub's own."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
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

M = TypeVar("M", Counter, Histogram)
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
        self._requests[str(record.status),].inc()
        for code in record.codes:
            self._errors[code,].inc()
        if record.misplanned:
            self._faults.inc()
        if record.kind:
            self._operations[self._name(record), record.kind, record.way or "none"].inc()
            self._seconds[record.kind,].observe(record.seconds)

    def _name(self, record: Record) -> str:
        if record.operation is None:
            return "unnamed"
        if record.operation not in self._names:
            if record.client is None or len(self._names) >= NAMES:
                return "other"  # without a token anybody could use the names up
            self._names.add(record.operation)
        return record.operation

    def _counted(self, name: str, text: str, *labels: str) -> "_Series[Counter]":
        return _Series(Counter(name, text, labels, registry=self.registry))

    def app(self) -> Starlette:
        """The app that shows them on `/metrics`; served on a loopback port of its own."""

        async def metrics(_request: Request) -> Response:
            return Response(generate_latest(self.registry), headers={"content-type": CONTENT_TYPE_LATEST})

        return Starlette(routes=[Route("/metrics", metrics)])


class _Series(dict[tuple[str, ...], M]):
    """The series of one metric by the values of their labels: prometheus_client takes its time to find one."""

    def __init__(self, metric: M) -> None:
        super().__init__()
        self._metric: M = metric

    def __missing__(self, labels: tuple[str, ...]) -> M:
        found: M = self._metric.labels(*labels)
        self[labels] = found
        return found


class _Gauges(Collector):
    def __init__(self, gauges: list[Gauges]) -> None:
        self.gauges = gauges

    def collect(self) -> Iterable[Metric]:
        for read in self.gauges:
            for name, value in read().items():
                yield GaugeMetricFamily(f"hub_{name}", name.replace("_", " "), value=value)
