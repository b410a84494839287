"""`/metrics`: what the whole house counts, for those who may read it; dashboards and alerts name nothing else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from prometheus_client.parser import text_string_to_metric_families

from config.telemetry.sockets import open_now
from shared_apps.core import metrics, processes
from shared_apps.core.metrics import store
from shared_apps.intake.counts import REQUESTS, ROWS
from shared_apps.intake.models import EventState
from tenant_apps.agent.counts import SECONDS, TURNS
from tenant_apps.conversations.counts import SENDS
from tests.conftest import Anonymous

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NAME = re.compile(r"\bparlor_[a-z_]+")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _from_zero() -> Iterator[None]:
    metrics.forget()
    processes.forget()
    yield
    metrics.forget()
    processes.forget()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process that runs the test be a web process that beats."""
    monkeypatch.setattr(processes, "role", lambda: "web")


def read(client: Any, **headers: str) -> dict[str, float]:
    """Return `name{label=value,…}` → number."""
    response = client.get("/metrics", REMOTE_ADDR="127.0.0.1", **headers)
    assert response.status_code == 200, response.content
    return {
        sample.name + "".join(f"|{value}" for _, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(response.content.decode())
        for sample in family.samples
    }


def test_it_adds_up_what_all_processes_counted(anonymous: Anonymous) -> None:
    REQUESTS.add("whatsapp", "accepted")
    metrics.flush()
    REQUESTS.add("whatsapp", "accepted", by=2)
    SENDS.add("telegram", "failed", "blocked")

    found = read(anonymous(None))

    assert found["parlor_intake_requests_total|accepted|whatsapp"] == 3
    assert found["parlor_sends_total|failed|telegram|blocked"] == 1
    assert (found["parlor_up|valkey"], found["parlor_up|database"]) == (1, 1)


def test_it_tells_how_long_turns_took(anonymous: Anonymous) -> None:
    for seconds in (0.3, 0.5, 100.0):
        TURNS.add("sent")
        SECONDS.observe("sent", seconds=seconds)

    found = read(anonymous(None))

    assert found["parlor_agent_turns_total|sent"] == 3
    assert found["parlor_agent_turn_seconds_count|sent"] == 3
    assert found["parlor_agent_turn_seconds_sum|sent"] == pytest.approx(100.8)
    assert found["parlor_agent_turn_seconds_bucket|0.25|sent"] == 0
    assert found["parlor_agent_turn_seconds_bucket|0.5|sent"] == 2
    assert found["parlor_agent_turn_seconds_bucket|+Inf|sent"] == 3


def test_it_counts_requests_by_route_and_never_by_address(anonymous: Anonymous) -> None:
    anonymous(None).get("/healthz")
    anonymous(None).get("/some/page/of/the/app?token=abc")

    found = read(anonymous(None))

    assert found["parlor_http_requests_total|GET|/healthz|200"] == 1
    assert found["parlor_http_request_seconds_count|GET|/healthz"] == 1
    assert [name for name in found if "some/page" in name or "abc" in name] == []


def test_it_tells_what_waits_as_the_tables_know_it(anonymous: Anonymous) -> None:
    insert = (
        "INSERT INTO public.intake_event (platform, account_id, schema, payload, state, received_at) "
        "VALUES ('whatsapp', '1', %s, 'x', %s, now() - interval '90 seconds')"
    )
    with connection.cursor() as cursor:
        cursor.execute(insert, ["t_any", EventState.PENDING])
        cursor.execute(insert, ["", EventState.UNROUTED])
        cursor.execute(insert, ["t_any", EventState.FAILED])
        cursor.execute(insert, ["t_any", EventState.DONE])
        cursor.execute(
            "INSERT INTO public.fact_work (schema, consumer, facts, state, attempts, reason) "
            "VALUES ('t_any', 'c', '[]', 'parked', 6, 'KeyError')"
        )

    found = read(anonymous(None))

    assert [
        found[f"parlor_intake_backlog_rows|whatsapp|{state}"] for state in ("waiting", "unrouted", "failed")
    ] == [*(1, 1, 1)]
    assert 90 <= found["parlor_drain_lag_seconds"] < 150
    assert found["parlor_work_parked"] == 1


def test_it_tells_of_queues_sockets_and_processes(anonymous: Anonymous, here: None) -> None:
    store().rpush("media", "a task", "another")
    open_now["inbox"] += 3
    try:
        processes.beat()
        found = read(anonymous(None))
    finally:
        open_now["inbox"] -= 3
        store().delete("media")

    assert found["parlor_queue_depth|media"] == 2
    assert found["parlor_sockets_open|inbox|web"] == 3
    assert found["parlor_processes|web"] == 1
    assert found["parlor_process_resident_bytes|web"] > 1_000_000


def test_it_forgets_the_gauges_of_a_process_that_no_longer_beats(
    anonymous: Anonymous, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes.beat()
    monkeypatch.setattr(processes, "ALIVE_S", 0.0)

    found = read(anonymous(None))

    assert "parlor_processes|web" not in found


def test_it_counts_on_while_valkey_is_away(anonymous: Anonymous, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Any:
        raise OSError("away")

    ROWS.add("email", "routed")
    with monkeypatch.context() as patched:
        patched.setattr(metrics, "store", away)
        assert metrics.flush() is False
        assert read(anonymous(None))["parlor_up|valkey"] == 0

    assert read(anonymous(None))["parlor_intake_rows_total|email|routed"] == 1


@pytest.mark.parametrize(
    "knock",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    ],
    ids=["from elsewhere", "through a proxy that says what it likes"],
)
def test_it_refuses_strangers(knock: dict[str, str], anonymous: Anonymous) -> None:
    client: Any = anonymous(None)

    response = client.get("/metrics", **knock)

    assert response.status_code == 403
    assert b"parlor_" not in response.content


def test_it_asks_for_the_token_where_there_is_one(anonymous: Anonymous, settings: Any) -> None:
    settings.METRICS_TOKEN = "scrape-me-please"
    client: Any = anonymous(None)

    answers = [
        client.get("/metrics", REMOTE_ADDR=address, **given).status_code
        for address, given in (
            ("127.0.0.1", {}),
            ("203.0.113.9", {"HTTP_AUTHORIZATION": "Bearer wrong"}),
            ("203.0.113.9", {"HTTP_AUTHORIZATION": "Bearer scrape-me-please"}),
        )
    ]

    assert answers == [403, 403, 200]


def known(client: Any) -> set[str]:
    text = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    families = list(text_string_to_metric_families(text))
    clocks = {f"{family.name}_{part}" for family in families for part in ("bucket", "sum", "count")}
    return {family.name for family in families} | {f"{family.name}_total" for family in families} | clocks


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("grafana/*.json")), ids=lambda path: path.name)
def test_dashboards_ask_for_what_there_is(path: Path, anonymous: Anonymous) -> None:
    board = json.loads(path.read_text())

    asked = {
        name
        for panel in board["panels"]
        for target in panel.get("targets", [])
        for name in NAME.findall(target["expr"])
    }

    assert asked
    assert asked - known(anonymous(None)) == set()


def test_alerts_ask_for_what_there_is(anonymous: Anonymous) -> None:
    text = (DEPLOY / "prometheus/alerts.yml").read_text()

    asked = {name for line in text.splitlines() if "expr:" in line for name in NAME.findall(line)}

    assert asked
    assert asked - known(anonymous(None)) == set()


def test_every_metric_has_a_panel(anonymous: Anonymous) -> None:
    shown = " ".join(path.read_text() for path in DEPLOY.glob("grafana/*.json"))
    families = text_string_to_metric_families(
        anonymous(None).get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    )

    missing = [family.name for family in families if family.name not in shown]

    assert missing == []
