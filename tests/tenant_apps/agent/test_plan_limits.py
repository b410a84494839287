"""A month's messages are used up: nothing of a customer's is lost, the agent and what is sent wait, then go on."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.facts.models import FactRow
from shared_apps.intake.drain import drain
from shared_apps.plans import actions, entitlements, meters
from shared_apps.plans.choices import Meter, Source
from tenant_apps.agent.actions.claiming import claim_turn
from tenant_apps.agent.actions.ending import end_turn
from tenant_apps.agent.models import Lease, LeaseState, Outcome, Turn
from tenant_apps.agent.planning import Plan, Trace
from tenant_apps.automation.subscribers import go_on
from tenant_apps.conversations.actions import AgentSender, cancel_message, send_message
from tenant_apps.conversations.actions.outbox import release_scheduled
from tenant_apps.conversations.models import Conversation, Message, MessageStatus, Status
from tenant_apps.workspace.models import Service
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.agent.conftest import Customer, answers

pytestmark = pytest.mark.django_db


def put(tenant: Tenant, plan: str) -> None:
    actions.start(tenant_id=tenant.id, plan=plan, source=Source.OPERATOR)


def use_up(meter: Meter = Meter.MESSAGES, amount: int = 100) -> None:
    meters.count({meter: amount})


def test_it_counts_what_is_received_sent_and_begun(dana: Customer, price_list: list[Service]) -> None:
    dana.asks("Скільки коштує стрижка?")
    dana.asks("А манікюр?")

    assert entitlements.usage() == {"messages": 4, "conversations": 1}


def test_it_counts_a_message_that_comes_twice_once(dana: Customer) -> None:
    dana.writes("Добрий день")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE public.intake_event SET state = 0 WHERE schema = %s", [dana.tenant.schema_name]
        )

    drain(dana.tenant.schema_name)

    assert entitlements.usage() == {"messages": 1, "conversations": 1}


def test_it_keeps_what_customers_write_and_lets_the_agent_wait(
    dana: Customer, price_list: list[Service]
) -> None:
    put(dana.tenant, "free")
    use_up()

    conversation_id = dana.asks("Скільки коштує стрижка?")

    assert Message.objects.get(conversation=conversation_id).text == "Скільки коштує стрижка?"
    assert answers(conversation_id) == []
    assert not Turn.objects.exists()
    assert Lease.objects.get().state == LeaseState.WAITING
    # A person sees that somebody waits.
    assert Conversation.objects.get().status == Status.OPEN


def test_it_answers_when_the_plan_is_raised(
    dana: Customer,
    price_list: list[Service],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    put(dana.tenant, "free")
    use_up()
    conversation_id = dana.asks("Скільки коштує стрижка?")

    put(dana.tenant, "starter")
    with django_capture_on_commit_callbacks(execute=True):
        go_on([])

    assert answers(conversation_id) == ["Стрижка жіноча — 700 грн, 60 хв."]


def test_it_waits_on_while_the_plan_is_still_too_small(
    dana: Customer,
    price_list: list[Service],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    put(dana.tenant, "free")
    use_up(amount=600)
    conversation_id = dana.asks("Скільки коштує стрижка?")

    put(dana.tenant, "starter")
    with django_capture_on_commit_callbacks(execute=True):
        go_on([])

    assert answers(conversation_id) == []
    assert Lease.objects.get().state == LeaseState.WAITING


def test_it_refuses_a_members_message_and_says_what_to_do(
    dana: Customer, price_list: list[Service], ada: Person, api: Api
) -> None:
    put(dana.tenant, "free")
    conversation_id = dana.writes("Добрий день")
    use_up()

    answer = api(ada).post(f"/api/conversations/{conversation_id}/messages/", said("Вітаю!"))

    assert (answer.status_code, answer.json()["code"]) == (402, "plan_limit_reached")
    assert answer.json()["data"]["what"] == "messages"
    assert answer.json()["data"]["upgrade_url"] == "/settings/plan"
    assert answers(conversation_id) == []
    assert entitlements.used(Meter.MESSAGES) == 101


def said(text: str) -> dict[str, str]:
    return {"client_id": str(uuid4()), "kind": "text", "text": text}


def test_it_keeps_notes_among_the_team_free(dana: Customer, ada: Person, api: Api) -> None:
    put(dana.tenant, "free")
    conversation_id = dana.writes("Добрий день")
    use_up()

    answer = api(ada).post(
        f"/api/conversations/{conversation_id}/messages/", {**said("Передзвонити."), "private": True}
    )

    assert answer.status_code == 201
    assert entitlements.used(Meter.MESSAGES) == 101


def test_it_gives_back_what_was_taken_back(dana: Customer, ada: Person, api: Api) -> None:
    conversation_id = dana.writes("Добрий день")
    sent = (
        api(ada).post(f"/api/conversations/{conversation_id}/messages/", {**said("Ой"), "undo_s": 30}).json()
    )
    before = entitlements.used(Meter.MESSAGES)

    cancel_message(conversation_id=conversation_id, message_id=UUID(sent["id"]))

    assert (before, entitlements.used(Meter.MESSAGES)) == (2, 1)


def test_it_holds_a_scheduled_message_until_there_is_room(dana: Customer, ada: Person, api: Api) -> None:
    put(dana.tenant, "free")
    conversation_id = dana.writes("Добрий день")
    message = Message.objects.create(
        conversation_id=conversation_id,
        channel_account=Conversation.objects.get().channel_account,
        direction="out",
        kind="text",
        text="Нагадуємо про завтра.",
        sender_kind="member",
        sender_id=ada.member.id,
        status=MessageStatus.SCHEDULED,
        due_at=Conversation.objects.get().last_message_at,
        provider_at=Conversation.objects.get().last_message_at,
    )
    use_up()

    release_scheduled(message_id=message.id)

    message.refresh_from_db()
    assert message.status == MessageStatus.SCHEDULED
    put(dana.tenant, "professional")
    Message.objects.filter(id=message.id).update(due_at=Conversation.objects.get().last_message_at)
    release_scheduled(message_id=message.id)
    message.refresh_from_db()
    assert message.status == MessageStatus.QUEUED


def test_it_marks_the_agents_answers_on_the_free_plan(dana: Customer, price_list: list[Service]) -> None:
    put(dana.tenant, "free")

    conversation_id = dana.asks("Скільки коштує стрижка?")

    assert answers(conversation_id) == ["Стрижка жіноча — 700 грн, 60 хв.\n\n— Відповідь Parlor AI"]


def test_it_marks_nothing_that_a_person_says(dana: Customer, ada: Person, api: Api) -> None:
    put(dana.tenant, "free")
    conversation_id = dana.writes("Добрий день")

    api(ada).post(f"/api/conversations/{conversation_id}/messages/", said("Вітаю!"))

    assert answers(conversation_id) == ["Вітаю!"]


def test_it_marks_in_the_alphabet_of_the_answer_once(dana: Customer) -> None:
    put(dana.tenant, "free")
    conversation_id = dana.writes("Hello")

    send_message(
        conversation_id=conversation_id,
        sender=AgentSender(turn_id=None, name="Mia"),
        text="A haircut is 20.\n\n— Answered by Parlor AI",
    )

    assert answers(conversation_id) == ["A haircut is 20.\n\n— Answered by Parlor AI"]


def test_it_tells_of_the_limit_in_the_transaction_of_the_last_message(dana: Customer) -> None:
    put(dana.tenant, "free")
    use_up(amount=99)

    dana.writes("Добрий день")

    told = FactRow.objects.filter(name="AllowanceUsedUp", schema=dana.tenant.schema_name)
    assert [row.payload for row in told] == [{"meter": "messages"}]


def test_it_waits_when_others_use_the_month_up_while_it_thinks(
    dana: Customer,
    price_list: list[Service],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    put(dana.tenant, "free")
    conversation_id = dana.writes("Скільки коштує стрижка?")
    lease = Lease.objects.get()
    claim = claim_turn(conversation_id=conversation_id, version=lease.version)
    assert claim is not None
    use_up()

    turn = end_turn(claim=claim, plan=Plan(answer="700 грн", language="uk"), trace=Trace())
    assert turn is not None

    assert (turn.outcome, answers(conversation_id)) == (Outcome.ABORTED, [])
    assert Lease.objects.get().state == LeaseState.WAITING
    assert Conversation.objects.get().status == Status.OPEN
    assert not Message.objects.filter(private=True).exists()
    put(dana.tenant, "starter")
    with django_capture_on_commit_callbacks(execute=True):
        go_on([])
    assert answers(conversation_id) == ["Стрижка жіноча — 700 грн, 60 хв."]


def test_it_speaks_only_where_the_plan_has_voices(dana: Customer, ada: Person, api: Api) -> None:
    put(dana.tenant, "professional")

    answer = api(ada).patch("/api/agent/settings/", {"speaks": True})

    assert (answer.status_code, answer.json()["code"]) == (402, "plan_feature_missing")
    assert api(ada).get("/api/agent/settings/").json()["speaks_from"] == "Enterprise"
    put(dana.tenant, "enterprise")
    spoken = api(ada).patch("/api/agent/settings/", {"speaks": True})
    assert (spoken.status_code, spoken.json()["speaks_from"]) == (200, None)
