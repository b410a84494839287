"""Questions about the workspace itself: the figures, the words, and through whose eyes."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from shared_apps.core.clock import now
from tenant_apps.agent.models import Turn
from tenant_apps.assistant.models import AssistantMessage
from tenant_apps.assistant.periods import Period, span
from tenant_apps.assistant.understanding import period_of, tool_of
from tenant_apps.assistant.wording import duration
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.csat.models import CsatRequest
from tenant_apps.conversations.models import Conversation, Message, Status
from tenant_apps.team.models import Member, Sees, Team
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.tenant_apps.agent.model_server import ModelServer

PATH = "/api/assistant/"


@pytest.mark.parametrize(
    ("question", "tool"),
    [
        ("How many new conversations this week?", "new_conversations"),
        ("Скільки нових розмов сьогодні?", "new_conversations"),
        ("Who waits longest?", "waiting_longest"),
        ("Хто найдовше чекає на відповідь?", "waiting_longest"),
        ("How fast do we reply?", "response_time"),
        ("Як швидко ми відповідаємо?", "response_time"),
        ("Which questions stayed unanswered?", "unanswered_questions"),
        ("На які питання не було відповіді?", "unanswered_questions"),
        ("What is our CSAT last month?", "satisfaction"),
        ("Як нас оцінюють клієнти?", "satisfaction"),
        ("When do customers write most?", "busiest_hours"),
        ("О котрій годині найбільше пишуть?", "busiest_hours"),
        ("What did the assistant do today?", "agent_share"),
        ("Who of the team replied most?", "team_replies"),
        ("What are my tasks?", "my_tasks"),
        ("What do customers ask most often?", "most_asked"),
        ("Про що нас найчастіше питають?", "most_asked"),
        ("Who asked about balayage last week?", "wrote_about"),
        ("Хто писав про сертифікат цього місяця?", "wrote_about"),
        ("How many open conversations are there?", "open_conversations"),
        ("What is the weather like?", None),
    ],
)
def test_it_understands_common_questions(question: str, tool: str | None) -> None:
    assert tool_of(question) == tool


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("скільки розмов минулого тижня", Period.LAST_WEEK),
        ("conversations this month", Period.THIS_MONTH),
        ("розмови вчора", Period.YESTERDAY),
        ("who waits longest", None),
    ],
)
def test_it_reads_the_days_from_a_question(question: str, period: Period | None) -> None:
    assert period_of(question) == period


def test_a_week_begins_on_monday_by_the_wall_clock_of_the_business() -> None:
    at = datetime(2026, 10, 26, 0, 30, tzinfo=ZoneInfo("Europe/Kyiv"))

    found = span(Period.LAST_WEEK, at, "Europe/Kyiv")

    assert found.start == datetime(2026, 10, 19, tzinfo=ZoneInfo("Europe/Kyiv"))
    assert found.end == datetime(2026, 10, 26, tzinfo=ZoneInfo("Europe/Kyiv"))


@pytest.fixture
def threads(acme: Tenant, in_tenant: InTenant) -> list[UUID]:
    """Dana waits for 40 minutes, Eva for 5; Finn was answered after 10 and rated 5."""
    with in_tenant(acme):
        account = ChannelAccount.objects.create(kind="telegram", name="Salon bot", external_id="1")
        at = now()
        dana, eva = (
            thread(account, name, waiting_since=at - timedelta(minutes=minutes), session_started_at=at)
            for name, minutes in (("Dana", 40), ("Eva", 5))
        )
        finn = thread(
            account, "Finn", status=Status.RESOLVED, session_started_at=at - timedelta(minutes=10),
            first_reply_at=at,
        )  # fmt: skip
        CsatRequest.objects.create(conversation=finn, session_at=at, score=5, answered_at=at)
        Turn.objects.create(conversation=dana, question="Do you have parking?", outcome="handed_off")
        return [dana.id, eva.id, finn.id]


def thread(account: ChannelAccount, name: str, **more: Any) -> Conversation:
    contact = Contact.objects.create(name=name)
    return Conversation.objects.create(
        contact=contact, channel_account=account, **{"status": Status.OPEN, **more}
    )


def ask(api: Api, person: Person, question: str) -> dict[str, Any]:
    answer: dict[str, Any] = api(person).post(PATH, {"question": question}).json()
    return answer


@pytest.mark.django_db
def test_it_says_who_waits_longest_and_leads_there(api: Api, ada: Person, threads: list[UUID]) -> None:
    answer = ask(api, ada, "Who waits longest?")

    assert answer["answer"] == "Dana waits longest: 40 min."
    assert answer["facts"] == [
        {
            "tool": "waiting_longest",
            "period": None,
            "rows": [
                {"label": "Dana", "value": 40, "conversation": str(threads[0])},
                {"label": "Eva", "value": 5, "conversation": str(threads[1])},
            ],
        }
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "How many new conversations in the last month or so? New chats today!",
            "New conversations today: 3.",
        ),
        ("Скільки нових розмов сьогодні?", "Нових розмов сьогодні: 3."),
        (
            "Which open conversations are there?",
            "Not resolved: 2. Nobody's: 2. Yours: 0. Waiting for an answer: 2.",
        ),
        (
            "What is our CSAT?",
            "Ratings in the last 30 days: 1. On average 5.0 of 5; content: 1.",
        ),
        (
            "How fast do we reply?",
            "First answers in the last 30 days: half of them within 10 min, the slowest after 10 min.",
        ),
        (
            "Which questions stayed unanswered?",
            "What the assistant could not answer in the last 30 days, the most asked first:",
        ),
        ("What are my tasks?", "Conversations that are yours to answer: 0."),
    ],
)
def test_it_answers_without_a_model(
    question: str, answer: str, api: Api, ada: Person, threads: list[UUID]
) -> None:
    assert ask(api, ada, question)["answer"] == answer


@pytest.mark.django_db
def test_it_says_what_it_can_tell_when_it_does_not_understand(
    api: Api, ada: Person, threads: list[UUID]
) -> None:
    answer = ask(api, ada, "What is the weather like?")

    assert answer["answer"].startswith("I can tell you how many new conversations")
    assert (answer["facts"], answer["model"]) == ([], "model-free")


@pytest.mark.django_db
def test_a_restricted_member_gets_figures_of_their_own_conversations(
    api: Api, ben: Person, threads: list[UUID], acme: Tenant, in_tenant: InTenant
) -> None:
    with in_tenant(acme):
        Conversation.objects.filter(id=threads[0]).update(team=Team.objects.create(name="Hair"))
        Member.objects.filter(id=ben.member.id).update(sees=Sees.TEAM)

    answer = ask(api, ben, "Who waits longest?")

    assert answer["answer"] == "Eva waits longest: 5 min."
    assert ask(api, ben, "Which questions stayed unanswered?")["facts"][0]["rows"] == []


@pytest.mark.django_db
def test_it_finds_who_wrote_about_something_among_what_the_member_sees(
    api: Api, ada: Person, ben: Person, threads: list[UUID], acme: Tenant, in_tenant: InTenant
) -> None:
    with in_tenant(acme):
        for conversation, text in ((threads[0], "Is balayage long?"), (threads[1], "Where do I park?")):
            said(conversation, text)
        Conversation.objects.filter(id=threads[0]).update(team=Team.objects.create(name="Hair"))
        Member.objects.filter(id=ben.member.id).update(sees=Sees.TEAM)

    found = ask(api, ada, "Who asked about balayage this week?")

    assert found["answer"] == "Wrote about “balayage” this week: 1."
    assert found["facts"][0]["rows"] == [
        {"label": "total", "value": 1, "conversation": None},
        {"label": "Dana", "value": "Is balayage long?", "conversation": str(threads[0])},
    ]
    hidden = ask(api, ben, "Who asked about balayage this week?")
    assert hidden["answer"] == "Nobody wrote about “balayage” this week."


def said(conversation_id: UUID, text: str) -> None:
    conversation = Conversation.objects.get(id=conversation_id)
    Message.objects.create(
        conversation=conversation, channel_account=conversation.channel_account, direction="in", kind="text",
        sender_kind="contact", text=text, provider_at=now(),
    )  # fmt: skip


@pytest.mark.django_db
def test_everyones_history_is_their_own(api: Api, ada: Person, ben: Person, threads: list[UUID]) -> None:
    ask(api, ada, "Who waits longest?")

    assert [row["question"] for row in api(ada).get(PATH).json()["results"]] == ["Who waits longest?"]
    assert api(ben).get(PATH).json()["results"] == []
    assert api(ada).delete(PATH).status_code == 204
    assert api(ada).get(PATH).json()["results"] == []


@pytest.mark.django_db
def test_a_model_picks_the_tools_and_looks_through_the_members_eyes(
    api: Api, ada: Person, threads: list[UUID], model: ModelServer, settings: Any
) -> None:
    settings.LLM_BASE_URL, settings.LLM_MODEL = model.base_url, "tester"
    model.calls("waiting_longest", '{"period": "today"}')
    model.says("Dana has been waiting for 40 minutes.")

    answer = ask(api, ada, "Anyone I should hurry for?")

    assert (answer["answer"], answer["model"]) == ("Dana has been waiting for 40 minutes.", "tester")
    assert [fact["tool"] for fact in answer["facts"]] == ["waiting_longest"]
    told = model.asked[-1]["messages"][-1]
    assert (told["role"], '"label":"Dana"' in told["content"]) == ("tool", True)


@pytest.mark.django_db
def test_it_answers_by_words_when_the_model_fails(
    api: Api, ada: Person, threads: list[UUID], model: ModelServer, settings: Any
) -> None:
    settings.LLM_BASE_URL, settings.LLM_MODEL = model.base_url, "tester"
    model.fails(500)
    model.fails(500)

    answer = ask(api, ada, "Who waits longest?")

    assert (answer["answer"], answer["model"]) == ("Dana waits longest: 40 min.", "model-free")


@pytest.mark.django_db
def test_it_can_be_asked_by_viewers_and_not_by_neighbours(
    api: Api, cleo: Person, mallory: Person, acme: Tenant, threads: list[UUID]
) -> None:
    assert api(cleo).post(PATH, {"question": "Who waits longest?"}).status_code == 200
    assert api(mallory, at=acme).post(PATH, {"question": "Who waits longest?"}).status_code == 404


@pytest.mark.django_db
def test_history_costs_the_same_queries_for_one_and_for_thirty(
    api: Api, ada: Person, threads: list[UUID], acme: Tenant, in_tenant: InTenant,
    django_assert_num_queries: Any, django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    client = api(ada)
    ask(api, ada, "Who waits longest?")
    client.get(PATH)
    with django_assert_max_num_queries(20) as one:
        client.get(PATH)
    with in_tenant(acme):
        AssistantMessage.objects.bulk_create(
            AssistantMessage(member=ada.member, question="?", answer="!") for _ in range(29)
        )

    with django_assert_num_queries(len(one.captured_queries)):
        assert len(client.get(PATH).json()["results"]) == 30


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0.4, "0 хв"), (40, "40 хв"), (125, "2 год 5 хв"), (1788, "29 год 48 хв"), (4320, "3 дн.")],
)
def test_it_says_times_as_people_do(minutes: float, said: str) -> None:
    assert duration(minutes, "uk") == said
