"""The real path with real commits: ledger, fact log, relay, turn, answer in the delivery queue."""

import pytest

from shared_apps.intake.drain import drain
from tenant_apps.agent.models import Outcome, Turn
from tenant_apps.conversations.models import Conversation
from tenant_apps.workspace.models import Service
from tests.contract.fake_graph import FakeGraph, graph
from tests.relay import relay_all
from tests.tenant_apps.agent.conftest import Customer, answers

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
