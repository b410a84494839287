"""From a customer's message to one answer: debounce, giving way, taking over, dying and coming back."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.cache import cache
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from shared_apps.core.clock import now
from shared_apps.facts.models import FactRow
from tenant_apps.agent.actions.claiming import Claim, claim_turn
from tenant_apps.agent.actions.ending import end_turn
from tenant_apps.agent.models import AgentSettings, Lease, LeaseState, Mode, Outcome, Turn
from tenant_apps.agent.planning import Plan, Trace
from tenant_apps.agent.tasks import run_turn, sweep_turns
from tenant_apps.automation.joining import answer_joined
from tenant_apps.conversations.actions import change_conversation
from tenant_apps.conversations.models import AgentMode, Conversation, ConversationChannel, Status
from tenant_apps.conversations.people.events import ThreadsJoined
from tenant_apps.conversations.signals.hands import note_typing
from tenant_apps.workspace.models import Service
from tests.tenant_apps.agent.conftest import Customer, answers, remarks

pytestmark = pytest.mark.django_db

MANICURES = "• Манікюр з гель-лаком — 650–780 грн, 90 хв\n• Манікюр класичний — 450 грн, 60 хв"
UNSURE = "Точної відповіді на це в мене немає. Передам ваше питання колезі, і вам тут відповідять."
HAND_OFF = "Передаю розмову колезі: вам тут відповість людина."


def claimed(conversation_id: UUID) -> Claim:
    claim = claim_turn(
        conversation_id=conversation_id, version=Lease.objects.get(conversation_id=conversation_id).version
    )
    assert claim is not None
    return claim


def end(claim: Claim) -> Turn | None:
    return end_turn(claim=claim, plan=Plan(answer="450 грн", language="uk"), trace=Trace())


def outcomes() -> list[str]:
    return list(Turn.objects.order_by("created_at", "id").values_list("outcome", flat=True))


def test_it_answers_a_price_from_the_catalogue_in_the_customers_language(
    dana: Customer, price_list: list[Service]
) -> None:
    conversation_id = dana.asks("Скільки коштує манікюр?")

    assert answers(conversation_id) == [MANICURES]
    turn = Turn.objects.get()
    assert (turn.outcome, turn.intent, turn.language) == (Outcome.SENT, "pricing", "uk")
    assert FactRow.objects.filter(name="AgentTurnEnded").count() == 1


def test_it_reads_the_beginning_of_what_is_endless(dana: Customer, price_list: list[Service]) -> None:
    conversation_id = dana.asks("Скільки коштує" + " " * 30_000 + "манікюр?" + " " * 30_000)

    assert answers(conversation_id) == [MANICURES]


def test_it_takes_no_longer_over_one_endless_word(dana: Customer, price_list: list[Service]) -> None:
    conversation_id = dana.asks("х" * 60_000)

    assert answers(conversation_id) == [UNSURE]


def test_it_answers_a_burst_once(dana: Customer, price_list: list[Service]) -> None:
    conversation_id = dana.writes("Добрий день", "скільки коштує", "манікюр?")

    dana.lets_time_pass()

    assert answers(conversation_id) == [MANICURES]
    assert Turn.objects.get().question == "Добрий день\nскільки коштує\nманікюр?"


def test_it_answers_fifty_messages_of_a_minute_once(dana: Customer, price_list: list[Service]) -> None:
    begun = now()
    dues = []
    for number in range(50):
        with time_machine.travel(begun + timedelta(seconds=1.2 * number), tick=False):
            conversation_id = dana.writes("Скільки коштує манікюр?")
            dues.append(Lease.objects.get().due_at)

    with time_machine.travel(begun + timedelta(minutes=2), tick=False):
        dana.lets_time_pass()

    assert len(answers(conversation_id)) == 1
    ends = [begun + timedelta(seconds=1.2 * (number + 1)) for number in range(50)]
    assert [due is not None and due > end for due, end in zip(dues, ends, strict=True)] == [True] * 50


def test_it_drops_an_answer_when_the_customer_writes_meanwhile(
    dana: Customer, price_list: list[Service]
) -> None:
    conversation_id = dana.writes("Скільки коштує стрижка?")
    claim = claimed(conversation_id)
    dana.writes("і манікюр?")

    end(claim)

    assert answers(conversation_id) == []
    dana.lets_time_pass()
    assert len(answers(conversation_id)) == 1
    assert outcomes() == [Outcome.ABORTED, Outcome.SENT]


def test_it_says_nothing_when_a_person_takes_over_meanwhile(
    dana: Customer, price_list: list[Service]
) -> None:
    conversation_id = dana.writes("Скільки коштує манікюр?")
    claim = claimed(conversation_id)
    change_conversation(conversation_id=conversation_id, changes={"agent_mode": AgentMode.OFF})

    end(claim)

    assert answers(conversation_id) == []
    assert outcomes() == [Outcome.ABORTED]
    assert Lease.objects.get().state == LeaseState.IDLE


def test_it_resumes_a_turn_once_after_its_worker_was_killed(
    dana: Customer,
    price_list: list[Service],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    conversation_id = dana.writes("Скільки коштує манікюр?")
    dead = claimed(conversation_id)
    dana.tasks.clear()

    with (
        time_machine.travel(now() + timedelta(minutes=2), tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        sweep_turns()
        sweep_turns()

    assert answers(conversation_id) == [MANICURES]
    end(dead)
    assert answers(conversation_id) == [MANICURES]
    assert outcomes().count(Outcome.SENT) == 1


def test_it_queues_a_late_turn_once_while_the_worker_lags_behind(
    dana: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation_id = dana.writes("Скільки коштує манікюр?")
    queued: list[tuple[str, int]] = []
    monkeypatch.setattr(run_turn, "delay", lambda *given: queued.append(given))

    with time_machine.travel(now() + timedelta(minutes=2), tick=False):
        sweep_turns()
        sweep_turns()

    assert queued == [(str(conversation_id), Lease.objects.get().version)]


def test_it_leaves_a_turn_alone_while_its_worker_is_alive(dana: Customer, price_list: list[Service]) -> None:
    conversation_id = dana.writes("Скільки коштує манікюр?")
    claim = claimed(conversation_id)

    dana.lets_time_pass()

    assert answers(conversation_id) == []
    end(claim)
    assert answers(conversation_id) == ["450 грн"]


def test_it_hands_over_silently_when_it_talks_to_another_bot(
    dana: Customer, price_list: list[Service], settings: Settings
) -> None:
    settings.AGENT_ANSWERS_PER_WINDOW = 2
    dana.asks("Скільки коштує манікюр?")
    dana.asks("Скільки коштує манікюр?")

    conversation_id = dana.asks("Скільки коштує манікюр?")

    assert len(answers(conversation_id)) == 2
    assert remarks(conversation_id) == [
        "The agent answered very often in a few minutes. The customer may be another bot.\nСкільки коштує манікюр?"
    ]
    assert Conversation.objects.get().agent_mode == AgentMode.OFF


def test_it_sees_a_machine_by_its_repeated_words(dana: Customer, price_list: list[Service]) -> None:
    for _ in range(4):
        conversation_id = dana.asks("Скільки коштує манікюр?")

    dana.asks("Скільки коштує манікюр?")

    assert len(answers(conversation_id)) == 4
    assert Conversation.objects.get().agent_mode == AgentMode.OFF


def test_it_answers_in_the_thread_that_another_one_was_joined_to(
    dana: Customer, price_list: list[Service]
) -> None:
    conversation_id = dana.writes("Скільки коштує манікюр?")
    lost = dana.tasks.copy()
    dana.tasks.clear()

    with dana.capture() as callbacks:
        answer_joined([ThreadsJoined(gone_id=uuid4(), into_id=conversation_id)])
    dana.tasks += callbacks
    dana.lets_time_pass()
    dana.tasks += lost
    dana.lets_time_pass()

    assert answers(conversation_id) == [MANICURES]


def test_it_ends_quietly_when_its_thread_went_into_another_one(
    dana: Customer, price_list: list[Service]
) -> None:
    conversation_id = dana.writes("Скільки коштує манікюр?")
    claim = claimed(conversation_id)
    Conversation.objects.filter(id=conversation_id).delete()

    assert end(claim) is None

    assert outcomes() == []


def test_it_fetches_a_person_when_asked(dana: Customer, price_list: list[Service]) -> None:
    conversation_id = dana.asks("Хочу поговорити з людиною")

    assert answers(conversation_id) == [HAND_OFF]
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.agent_mode) == (Status.OPEN, AgentMode.OFF)
    assert remarks(conversation_id) == ["The customer asks for a person.\nХочу поговорити з людиною"]
    assert outcomes() == [Outcome.HANDED_OFF]


def test_it_stays_silent_after_a_hand_off(dana: Customer, price_list: list[Service]) -> None:
    conversation_id = dana.asks("Покличте оператора")

    dana.asks("Скільки коштує манікюр?")

    assert answers(conversation_id) == [HAND_OFF]
    assert outcomes() == [Outcome.HANDED_OFF]


def test_it_leaves_everything_to_people_while_it_is_off(dana: Customer, price_list: list[Service]) -> None:
    AgentSettings.objects.create(mode=Mode.OFF)

    conversation_id = dana.asks("Скільки коштує манікюр?")

    assert answers(conversation_id) == []
    assert Conversation.objects.get().status == Status.OPEN
    assert not Lease.objects.exists()


def test_it_leaves_a_photo_to_people(dana: Customer) -> None:
    conversation_id = dana.writes("", kind="image")

    dana.lets_time_pass()

    assert answers(conversation_id) == []
    assert Conversation.objects.get().status == Status.OPEN


def test_it_gives_the_conversation_to_a_person_when_it_fails(
    dana: Customer, price_list: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_: object) -> Plan:
        raise RuntimeError("boom")

    # The one place where a part of ours is replaced: no real input makes the planner fail on purpose.
    monkeypatch.setattr("tenant_apps.agent.planners.plan", explode)

    conversation_id = dana.asks("Скільки коштує манікюр?")

    assert answers(conversation_id) == [HAND_OFF]
    assert remarks(conversation_id) == ["The agent failed: RuntimeError.\nСкільки коштує манікюр?"]
    assert outcomes() == [Outcome.FAILED]
    assert Conversation.objects.get().status == Status.OPEN


def test_it_tells_the_team_when_the_answer_cannot_be_sent(dana: Customer, price_list: list[Service]) -> None:
    conversation_id = dana.writes("Скільки коштує манікюр?")
    ConversationChannel.objects.update(window_closes_at=now() - timedelta(minutes=1))

    dana.lets_time_pass()

    assert answers(conversation_id) == []
    assert remarks(conversation_id)[0].startswith(
        "The answer could not be sent: The customer last wrote too long ago"
    )
    assert outcomes() == [Outcome.FAILED]


def test_it_waits_while_a_person_types(dana: Customer, price_list: list[Service]) -> None:
    conversation_id = dana.writes("Скільки коштує манікюр?")
    note_typing(conversation_id)

    version = Lease.objects.get().version
    assert claim_turn(conversation_id=conversation_id, version=version) is None

    lease = Lease.objects.get()
    assert (lease.state, len(lease.pending)) == (LeaseState.WAITING, 1)
    assert lease.due_at is not None
    assert lease.due_at > now()
    cache.clear()
    dana.lets_time_pass()
    assert answers(conversation_id) == [MANICURES]


def test_it_drops_an_answer_when_a_person_begins_to_type(dana: Customer, price_list: list[Service]) -> None:
    conversation_id = dana.writes("Скільки коштує манікюр?")
    claim = claimed(conversation_id)
    note_typing(conversation_id)

    end(claim)

    assert answers(conversation_id) == []
    assert outcomes() == [Outcome.ABORTED]
    assert Lease.objects.get().state == LeaseState.WAITING
