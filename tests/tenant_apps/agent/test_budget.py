"""What models cost: every call on record, a second model when the first fails, and a budget that is kept."""

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from shared_apps.core.errors import Invalid
from shared_apps.facts.models import FactRow
from tenant_apps.agent.actions import change_settings
from tenant_apps.agent.models import AgentSettings, Turn
from tenant_apps.agent.usage.actions import record_call
from tenant_apps.agent.usage.events import BudgetReached
from tenant_apps.agent.usage.models import AgentCall
from tenant_apps.agent.usage.selectors import spending, usage_by_day, usage_by_feature, usage_by_model
from tenant_apps.notifications.budgets import tell_of_budgets
from tenant_apps.notifications.models import Alert
from tenant_apps.workspace.models import Service
from tenant_apps.workspace.selectors import current_workspace
from tests.cast import Person
from tests.tenant_apps.agent.conftest import Customer, answers
from tests.tenant_apps.agent.model_server import ModelServer

pytestmark = pytest.mark.django_db

QUESTION = "Скільки коштує жіноча стрижка?"
FROM_THE_LIST = "Стрижка жіноча — 700 грн, 60 хв."
FROM_THE_MODEL = "Жіноча стрижка коштує 700 грн."


@pytest.fixture(autouse=True)
def _configured(model: ModelServer, settings: Any) -> None:
    settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_API_KEY = model.base_url, "first", "sk-test"
    settings.LLM_PROMPT_PRICE, settings.LLM_COMPLETION_PRICE = "1", "10"


def call(**more: Any) -> AgentCall:
    return record_call(**{"feature": "turn", "provider": "openai", "model": "first", "ms": 10, **more})


def test_it_keeps_every_call(model: ModelServer, dana: Customer, price_list: list[Service]) -> None:
    model.says(FROM_THE_MODEL)

    dana.asks(QUESTION)

    kept, turn = AgentCall.objects.get(), Turn.objects.get()
    assert (kept.feature, kept.model, kept.provider, kept.turn_id, kept.is_ok) == (
        "turn",
        "first",
        "openai",
        turn.id,
        True,
    )
    assert (kept.prompt_tokens, kept.completion_tokens, kept.cost) == (100, 20, Decimal("0.000300"))
    assert (turn.model, turn.cost) == ("first", Decimal("0.000300"))


def test_it_asks_the_second_model_when_the_first_fails(
    model: ModelServer, dana: Customer, price_list: list[Service], settings: Any
) -> None:
    settings.LLM_FALLBACK_BASE_URL, settings.LLM_FALLBACK_MODEL = model.base_url, "second"
    model.fails(500)
    model.fails(500)
    model.says(FROM_THE_MODEL)

    conversation_id = dana.asks(QUESTION)

    assert answers(conversation_id) == [FROM_THE_MODEL]
    assert [asked["model"] for asked in model.asked] == ["first", "first", "second"]
    tries = AgentCall.objects.order_by("id").values_list("model", "is_ok", "error")
    assert list(tries) == [("first", False, "server"), ("second", True, "")]


def test_it_leaves_a_model_alone_that_just_failed(
    model: ModelServer, dana: Customer, price_list: list[Service]
) -> None:
    model.fails(429)
    model.fails(429)
    dana.asks(QUESTION)

    conversation_id = dana.asks("А скільки коштує манікюр класичний?")

    assert len(answers(conversation_id)) == 2
    assert len(model.asked) == 2


def test_it_answers_without_a_model_when_the_budget_is_spent(
    model: ModelServer, dana: Customer, price_list: list[Service]
) -> None:
    AgentSettings.objects.create(budget_hard=Decimal("5"))
    call(cost=Decimal("5.01"))

    conversation_id = dana.asks(QUESTION)

    assert answers(conversation_id) == [FROM_THE_LIST]
    assert model.asked == []
    assert "budget" in [step["name"] for step in Turn.objects.get().trace["steps"]]


def test_it_tells_the_owners_once_of_each_limit(inside: object, ada: Person, ben: Person) -> None:
    AgentSettings.objects.create(budget_soft=Decimal("1"), budget_hard=Decimal("2"))

    for _ in range(3):
        call(cost=Decimal("1"))

    told = FactRow.objects.filter(name="BudgetReached").order_by("id").values_list("payload", flat=True)
    assert [payload["level"] for payload in told] == ["soft", "hard"]
    tell_of_budgets([BudgetReached(month=spending().month, level="hard")])
    alert = Alert.objects.get()
    assert (alert.kind, alert.member.name, alert.about["text"]) == ("agent_budget", "Ada", "$3.00 / $2.00")


def test_it_adds_up_days_features_and_models(inside: object) -> None:
    call(cost=Decimal("0.5"), prompt_tokens=10, ms=100)
    call(cost=Decimal("0.25"), prompt_tokens=5, ms=300, feature="rewrite")
    call(is_ok=False, error="timeout", model="second", ms=900)
    today = AgentCall.objects.latest("id").at.astimezone(ZoneInfo(current_workspace().timezone)).date()

    days = usage_by_day(today, today)

    assert [(day["calls"], day["failed"], day["cost"], day["prompt_tokens"]) for day in days] == [
        (3, 1, 0.75, 15)
    ]
    assert [(row["feature"], row["cost"]) for row in usage_by_feature(today, today)] == [
        ("turn", 0.5),
        ("rewrite", 0.25),
    ]
    assert [(row["model"], row["calls"], row["ms_p95"]) for row in usage_by_model(today, today)] == [
        ("first", 2, 300),
        ("second", 1, 900),
    ]


def test_it_refuses_a_budget_that_could_not_be_kept(inside: object, ada: Person, settings: Any) -> None:
    settings.LLM_PROMPT_PRICE = ""

    with pytest.raises(Invalid) as refusal:
        change_settings(actor=ada.member, changes={"budget_hard": Decimal("5")})

    assert refusal.value.fields == {"budget_hard": ["Give the model's prices first."]}


def test_it_drops_a_key_when_its_address_changes(inside: object, ada: Person, settings: Any) -> None:
    AgentSettings.objects.create(fallback_base_url="https://one.example/v1", fallback_key="sk-one")
    settings.SANDBOX_URL = "http://127.0.0.1:9"

    changed = change_settings(actor=ada.member, changes={"fallback_base_url": "http://127.0.0.1:9/openai/v1"})

    assert changed.fallback_key == ""
