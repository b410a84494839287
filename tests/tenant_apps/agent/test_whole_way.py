"""The real path with real commits: ledger, fact log, relay, turn, answer in the delivery queue."""

from typing import Any

import psycopg
import pytest
from django.db import connection

from shared_apps.intake.drain import drain
from tenant_apps.agent.models import Outcome, Turn
from tenant_apps.conversations.models import Conversation
from tenant_apps.workspace.models import Service
from tests.contract.fake_graph import FakeGraph, graph
from tests.relay import relay_all
from tests.tenant_apps.agent.conftest import Customer, answers
from tests.tenant_apps.agent.model_server import ModelServer, Scripted, completion

__all__ = ["graph"]


@pytest.mark.django_db(transaction=True)
def test_it_answers_a_customer_from_webhook_to_delivery(
    dana: Customer, price_list: list[Service], graph: FakeGraph
) -> None:
    graph.answer(
        "POST",
        "700100200300/messages",
        {"messaging_product": "whatsapp", "messages": [{"id": "wamid.OURS1"}]},
    )
    dana.puts("Скільки коштує стрижка?")
    drain(dana.tenant.schema_name)

    relay_all()

    assert Turn.objects.get().outcome == Outcome.SENT
    assert answers(Conversation.objects.get().id) == ["Стрижка жіноча — 700 грн, 60 хв."]
    # Beside the answer, WhatsApp is told that the question was read.
    sent = [asked.json["text"]["body"] for asked in graph.asked if asked.json.get("type") == "text"]
    assert sent == ["Стрижка жіноча — 700 грн, 60 хв."]


@pytest.mark.django_db(transaction=True)
def test_it_holds_no_connection_while_a_model_thinks(
    dana: Customer, price_list: list[Service], graph: FakeGraph, model: ModelServer, settings: Any
) -> None:
    settings.LLM_BASE_URL, settings.LLM_MODEL = model.base_url, "tester"
    held: list[int] = []
    # Threads of tests before this one may still hold some.
    others = _sessions() - {connection.connection.info.backend_pid}

    def think(_: dict[str, Any]) -> Scripted:
        held.append(len(_sessions() - others))
        return Scripted(completion({"role": "assistant", "content": "Стрижка жіноча — 700 грн."}, "stop"))

    model.answer_with = think
    conversation_id = dana.asks("Скільки коштує стрижка?")

    assert answers(conversation_id) == ["Стрижка жіноча — 700 грн."]
    assert held == [0]


def _sessions() -> set[int]:
    """Return the process ids of the sessions with the test's database, without the one that asks."""
    held = connection.settings_dict
    with psycopg.connect(
        host=held["HOST"],
        port=held["PORT"],
        user=held["USER"],
        password=held["PASSWORD"],
        dbname=held["NAME"],
    ) as other:
        rows = other.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        ).fetchall()
    return {row[0] for row in rows}
