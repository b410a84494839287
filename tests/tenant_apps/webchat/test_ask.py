"""`POST /api/chat/ask`: servers ask on behalf of somebody."""

import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.db import connection

from shared_apps.intake.drain import drain
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.webchat.actions import ask as asking
from tenant_apps.workspace.models import Service
from tenants.entering import entered
from tenants.models import Tenant
from tests.cast import Client
from tests.relay import relay_all

Anonymous = Callable[[Tenant | None], Client]
QUESTION = {"org": "acme", "session": "server-7", "message": "How much is a manicure?"}


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "WAIT_S", 0.0)


@pytest.fixture
def worker() -> Iterator[None]:
    """A relay at work beside the request."""
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            relay_all()
            time.sleep(0.05)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_it_waits_for_the_agents_answer(
    website: ChannelAccount, acme: Tenant, anonymous: Anonymous, worker: None
) -> None:
    with entered(acme):
        Service.objects.create(name="Manicure", price=Decimal(450), currency="UAH", duration_min=60)

    answer = anonymous(None).post("/api/chat/ask", QUESTION)

    shown = answer.json()
    assert answer.status_code == 200
    assert "450" in shown["answer"]
    with entered(acme):
        thread = Conversation.objects.get()
        assert (shown["handed_off"], shown["conversation"]) == (False, str(thread.id))
        assert Message.objects.get(id=shown["message_id"]).text == shown["answer"]


@pytest.mark.django_db
def test_it_names_where_to_fetch_a_late_answer(
    website: ChannelAccount, acme: Tenant, anonymous: Anonymous, in_haste: None
) -> None:
    late = anonymous(acme).post("/api/chat/ask", QUESTION)

    poll = late.json()["poll"]
    assert late.status_code == 202
    assert anonymous(acme).get(poll).status_code == 202
    with entered(acme):
        drain(acme.schema_name)
        Conversation.objects.update(agent_mode="off")
    fetched = anonymous(None).get(poll)
    assert (fetched.status_code, fetched.json()["handed_off"], fetched.json()["answer"]) == (200, True, "")


@pytest.mark.django_db
def test_it_asks_once_under_one_idempotency_key(
    website: ChannelAccount, acme: Tenant, anonymous: Anonymous, in_haste: None
) -> None:
    client = anonymous(acme)

    for _ in range(2):
        client.post("/api/chat/ask", QUESTION, headers={"Idempotency-Key": "k1"})

    with entered(acme):
        drain(acme.schema_name)
        assert Message.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("org", "status"), [("nobody", 400), ("", 400), ("globex", 404)])
def test_the_public_site_needs_a_business_with_a_chat(
    website: ChannelAccount, globex: Tenant, anonymous: Anonymous, org: str, status: int
) -> None:
    assert anonymous(None).post("/api/chat/ask", QUESTION | {"org": org}).status_code == status


@pytest.mark.django_db
def test_a_business_answers_for_itself_only(
    website: ChannelAccount, acme: Tenant, anonymous: Anonymous
) -> None:
    refused = anonymous(acme).post("/api/chat/ask", QUESTION | {"org": "globex"})

    assert (refused.status_code, refused.json()["fields"]) == (400, {"org": ["Not found."]})


@pytest.mark.django_db
def test_a_handle_of_somebody_else_fetches_nothing(
    acme: Tenant, website: ChannelAccount, anonymous: Anonymous
) -> None:
    assert anonymous(acme).get("/api/chat/ask/abc:def:ghi/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", [{}, {"session": "s"}, {"session": "s", "message": ""}, {"session": "s", "message": "a" * 10_001}]
)
def test_it_refuses_a_question_that_is_none(
    website: ChannelAccount, acme: Tenant, anonymous: Anonymous, body: dict[str, str]
) -> None:
    refused = anonymous(acme).post("/api/chat/ask", body)

    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
