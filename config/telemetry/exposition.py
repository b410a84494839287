"""`/metrics` in Prometheus' text format, for the whole installation: any web process tells of all."""

import hmac
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from redis import RedisError

from config.telemetry import requests
from shared_apps.core import metrics, processes, queues
from shared_apps.core.metrics import Clock, Counter
from shared_apps.facts.backlog import relay_state
from shared_apps.intake import counts as intake_counts
from shared_apps.intake.backlog import backlog
from tenant_apps.agent import counts as agent_counts
from tenant_apps.conversations import counts as sending_counts

log = logging.getLogger(__name__)

# Named here so that what they count is known before it has happened.
COUNTED: tuple[Counter | Clock, ...] = (
    *(intake_counts.REQUESTS, intake_counts.ROWS, intake_counts.DRAINED),
    sending_counts.SENDS,
    *(agent_counts.TURNS, agent_counts.SECONDS),
    *(requests.REQUESTS, requests.SECONDS),
)


@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Answer those who may know: with the token, or from this machine when none is set."""
    if not _may_read(request):
        message = (
            "Send PARLOR_METRICS_TOKEN as a bearer token, or ask from an address in PARLOR_METRICS_ADDRESSES."
        )
        return HttpResponse(message, status=403, content_type="text/plain; charset=utf-8")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN:
        return scheme.lower() == "bearer" and hmac.compare_digest(
            given.encode(), settings.METRICS_TOKEN.encode()
        )
    # Behind a proxy the address is what somebody wrote into a header.
    is_direct = not ({"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers))
    return is_direct and request.META.get("REMOTE_ADDR", "") in settings.METRICS_ADDRESSES


class _Collector:
    """Collects when it is asked; a source that is away leaves its part out and says so in `parlor_up`."""

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("parlor_up", "Whether what is asked at a scrape answered.", labels=["source"])
        sources: dict[str, Callable[[], list[Metric]]] = {
            "valkey": lambda: [*_counted(), *_told(), *_queued()],
            "database": lambda: [*_intake(), *_facts()],
        }
        for name, read in sources.items():
            try:
                found = read()
            except (RedisError, Error, OSError) as error:
                log.warning("no metrics of %s: %s", name, type(error).__name__)
                found = []
                up.add_metric([name], 0)
            else:
                up.add_metric([name], 1)
            yield from found
        yield up


def _counted() -> Iterator[Metric]:
    """Yield what all processes have counted."""
    metrics.flush()
    series: dict[str, dict[tuple[str, ...], dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for (name, part, values), number in metrics.sums().items():
        series[name][values][part] = number
    for counted in COUNTED:
        known = {
            values: parts
            for values, parts in sorted(series[counted.name].items())
            # What an older release counted under other labels is not told.
            if len(values) == len(counted.labels)
        }
        yield _seconds(counted, known) if isinstance(counted, Clock) else _count(counted, known)


Parts = dict[tuple[str, ...], dict[str, float]]


def _count(counter: Counter, known: Parts) -> Metric:
    family = CounterMetricFamily(counter.name, counter.about, labels=counter.labels)
    for values, parts in known.items():
        family.add_metric(values, parts.get("", 0.0))
    return family


def _seconds(clock: Clock, known: Parts) -> Metric:
    family = HistogramMetricFamily(clock.name, clock.about, labels=clock.labels)
    for values, parts in known.items():
        family.add_metric(values, clock.cumulative(parts), parts.get("sum", 0.0))
    return family


def _told() -> Iterator[Metric]:
    """Yield the processes that beat, and what each tells of itself."""
    alive = [process for process in processes.processes() if process.is_alive]
    up = GaugeMetricFamily("parlor_processes", "Processes that are alive, by role.", labels=["role"])
    counts: dict[str, int] = defaultdict(int)
    for process in alive:
        counts[process.role] += 1
    for role, count in sorted(counts.items()):
        up.add_metric([role], count)
    yield up
    for spec in processes.gauges():
        family = GaugeMetricFamily(spec.name, spec.about, labels=["role", *spec.labels])
        summed: dict[tuple[str, ...], float] = defaultdict(float)
        for process in alive:
            for value in process.gauges:
                if value.name == spec.name:
                    summed[process.role, *value.values] += value.number
        for values, number in sorted(summed.items()):
            family.add_metric(values, number)
        yield family


def _queued() -> Iterator[Metric]:
    depth = GaugeMetricFamily("parlor_queue_depth", "Tasks that wait in a Celery queue.", labels=["queue"])
    for queue, count in queues.depths().items():
        depth.add_metric([queue], count)
    yield depth
    yield GaugeMetricFamily(
        "parlor_tasks_at_work", "Tasks that workers have taken and not ended.", value=queues.unacknowledged()
    )


def _intake() -> Iterator[Metric]:
    state = backlog()
    rows = GaugeMetricFamily(
        "parlor_intake_backlog_rows",
        "Rows of the ledger that are not done: `waiting`, `retrying`, `failed` (parked) or `unrouted`.",
        labels=["platform", "state"],
    )
    for name in ("waiting", "retrying", "failed", "unrouted"):
        counts: dict[str, Any] = getattr(state, name)
        for platform, count in sorted(counts.items()):
            rows.add_metric([platform, name], count)
    yield rows
    yield GaugeMetricFamily(
        "parlor_drain_lag_seconds", "Age of the oldest row that nobody has tried yet.", value=state.lag_s
    )


def _facts() -> Iterator[Metric]:
    state = relay_state()
    yield GaugeMetricFamily(
        "parlor_relay_lag_seconds", "Age of the oldest fact that was not handed out.", value=state.lag_s
    )
    yield GaugeMetricFamily("parlor_work_waiting", "Pieces of work that facts made.", value=state.waiting)
    yield GaugeMetricFamily("parlor_work_parked", "Work given up after its last try.", value=state.parked)
    yield GaugeMetricFamily(
        "parlor_work_overdue_seconds", "How late the latest piece of work is.", value=state.overdue_s
    )
