"""What is told to Prometheus: what this process counted, and how the queue and the connections to the database are."""

from collections.abc import Iterable, Iterator
from threading import Lock

from prometheus_client import (
    CollectorRegistry,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from factcheck.counters import ACTS, ARCHIVED, FETCHES, JOBS, REQUESTS, SECONDS
from factcheck.desk import Desk
from factcheck.errors import FactcheckError
from factcheck.workflow.jobs import queue_status
from factcheck.workflow.running.readiness import oldest_seconds

_LOOKING = Lock()
"""Held by whoever looks at the queue."""


def metrics_of(desk: Desk) -> bytes:
    """The metrics in Prometheus' text form; without those of the queue where the database does not answer."""
    registry = CollectorRegistry()
    registry.register(_OfProcess())
    registry.register(_OfDesk(desk))
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    return generate_latest(registry)


class _OfProcess(Collector):
    """What this process counted since it began."""

    def collect(self) -> Iterable[Metric]:
        """Its counters and its durations."""
        for counter in (ACTS, FETCHES, ARCHIVED):
            family = CounterMetricFamily(counter.name, counter.about, labels=counter.labels)
            for values, count in counter.counted():
                family.add_metric(values, count)
            yield family
        for durations in (REQUESTS, JOBS):
            histogram = HistogramMetricFamily(durations.name, durations.about, labels=durations.labels)
            for labels, groups, seconds in durations.counted():
                histogram.add_metric(labels, _up_to(groups), seconds)
            yield histogram


def _up_to(groups: list[int]) -> list[tuple[str, float]]:
    """Prometheus wants for each bound how many cases took no longer."""
    bounds = [*map(str, SECONDS), "+Inf"]
    return [(bound, sum(groups[: number + 1])) for number, bound in enumerate(bounds)]


class _OfDesk(Collector):
    """How the database of the desk is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def collect(self) -> Iterator[Metric]:
        """Its connections and, where there is one, its queue."""
        pool = GaugeMetricFamily(
            "factcheck_database_connections", "Connections of this process to the database.", labels=["state"]
        )
        for state, count in self._desk.store.connections().items():
            pool.add_metric([state], count)
        yield pool
        if not _LOOKING.acquire(blocking=False):
            return  # where the database hangs, one connection waits for it and not one for each time that it is asked
        try:
            yield from self._of_queue()
        except FactcheckError:
            return
        finally:
            _LOOKING.release()

    def _of_queue(self) -> Iterator[Metric]:
        if not self._desk.store.has_queue:
            return
        queue = queue_status(self._desk)
        about = "Jobs in the queue, by task and state; those that wait are due or for later."
        jobs = GaugeMetricFamily("factcheck_queue_jobs", about, labels=["task", "state"])
        for one in queue.queues:
            states = {
                "due": one.due,
                "later": one.waiting - one.due,
                "doing": one.doing,
                "failed": one.failed,
            }
            for state, count in states.items():
                jobs.add_metric([one.task, state], count)
        yield jobs
        for name, about, value in (
            ("workers", "Workers that said within a minute that they are there.", queue.workers),
            (
                "queue_oldest_seconds",
                "For how long the oldest job has waited past its time.",
                oldest_seconds(queue),
            ),
        ):
            yield GaugeMetricFamily(f"factcheck_{name}", about, value=value)
