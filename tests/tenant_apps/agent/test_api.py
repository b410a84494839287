"""The agent's page: who may change it, what the playground shows, what history keeps."""

from decimal import Decimal
from typing import Any

import pytest

from shared_apps.core.clock import now
from tenant_apps.agent.models import AgentSettings, Turn
from tenant_apps.agent.usage.models import AgentCall
from tenant_apps.workspace.models import Service
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.agent.conftest import Customer, answers
from tests.tenant_apps.agent.model_server import ModelServer

pytestmark = pytest.mark.django_db

PATHS = ["prompt/", "prompt/versions/", "settings/", "history/", "accounts/", "blocked/"]
FORM: dict[str, Any] = {
    "mode": "autopilot",
    "persona": {"name": "Зоя", "tone": "friendly", "language": "auto"},
    "greeting": "",
    "fallback": "",
    "handoff_message": "",
    "mode_when_closed": "",
    "guidelines": ["Always offer a free slot."],
    "blocked_topics": [],
    "never_say": [],
    "tools_off": [],
}


@pytest.mark.parametrize("path", PATHS)
def test_it_hides_the_agent_from_a_neighbour(path: str, api: Api, mallory: Person, acme: Tenant) -> None:
    answer = api(mallory, at=acme).get(f"/api/agent/{path}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", PATHS)
def test_it_lets_a_viewer_read(path: str, api: Api, cleo: Person) -> None:
    assert api(cleo).get(f"/api/agent/{path}").status_code == 200


def test_it_refuses_changes_by_those_who_do_not_manage(
    api: Api, ben: Person, cleo: Person, inside: Tenant
) -> None:
    refused = [
        api(ben).put("/api/agent/prompt/", {"text": "Be kind."}),
        api(ben).patch("/api/agent/settings/", {"mode": "off"}),
        api(cleo).post("/api/agent/test/", {"message": "Hi"}),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(403, "forbidden")] * 3
    assert not AgentSettings.objects.exists()
    assert not Turn.objects.exists()


def test_it_shows_an_empty_prompt_before_the_first(api: Api, ada: Person) -> None:
    answer = api(ada).get("/api/agent/prompt/")

    assert answer.json() == {"version": 0, "text": "", "updated_at": None, "updated_by": ""}


def test_it_numbers_the_versions_of_the_prompt(api: Api, ada: Person) -> None:
    api(ada).put("/api/agent/prompt/", {"text": "Be kind."})
    api(ada).put("/api/agent/prompt/", {"text": "Be kind and brief."})
    api(ada).put("/api/agent/prompt/", {"text": "Be kind and brief."})

    versions = api(ada).get("/api/agent/prompt/versions/").json()["results"]

    assert [(row["version"], row["text"], row["updated_by"]) for row in versions] == [
        (2, "Be kind and brief.", "Ada"),
        (1, "Be kind.", "Ada"),
    ]


def test_it_keeps_the_models_key_to_itself(api: Api, ada: Person, settings: Any) -> None:
    settings.LLM_BASE_URL = "http://127.0.0.1:9/v1"
    model = {"base_url": "http://127.0.0.1:9/v1", "name": "tester"}

    answer = api(ada).put("/api/agent/settings/", {**FORM, "model": model, "model_key": "sk-secret"})

    shown = answer.json()
    assert {name: shown[name] for name in FORM} == FORM
    assert shown["model"] == {
        **model, "api": "openai", "prompt_price": None, "completion_price": None, "has_key": True,
        "key_hint": "••••",
    }  # fmt: skip
    assert shown["is_model_configured"] is True
    assert "sk-secret" not in api(ada).get("/api/agent/settings/").content.decode()


def test_it_forgets_the_key_when_the_models_address_changes(api: Api, ada: Person, settings: Any) -> None:
    settings.LLM_BASE_URL = "http://127.0.0.1:9/v1"
    model = {"base_url": "http://127.0.0.1:9/v1", "name": "tester"}
    api(ada).put("/api/agent/settings/", {**FORM, "model": model, "model_key": "sk-secret"})

    answer = api(ada).patch("/api/agent/settings/", {"model": {"base_url": "", "name": "tester"}})

    assert answer.json()["model"]["has_key"] is False


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:6379/v1",
        "https://169.254.169.254/latest",
        "https://localhost/v1",
        "http://models.example/v1",
        "https://user:pass@127.0.0.1/v1",
        "https://[::1]/v1",
    ],
)
def test_it_refuses_a_model_inside_the_network(address: str, api: Api, ada: Person, inside: Tenant) -> None:
    answer = api(ada).patch("/api/agent/settings/", {"model": {"base_url": address, "name": "tester"}})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["base_url"])
    assert not AgentSettings.objects.exclude(model_base_url="").exists()


def test_the_playground_answers_with_its_trace_and_sends_nothing(
    api: Api, ada: Person, price_list: list[Service]
) -> None:
    answer = api(ada).post("/api/agent/test/", {"message": "Скільки коштує жіноча стрижка?"}).json()

    assert answer["answer"] == "Стрижка жіноча — 700 грн, 60 хв."
    assert (answer["handed_off"], answer["intent"], answer["conversation"]) == (False, "pricing", None)
    trace = answer["trace"]
    assert (trace["planner"], trace["tokens"], trace["cost"]) == (
        "model-free",
        {"prompt": 0, "completion": 0},
        None,
    )
    assert [step["name"] for step in trace["steps"]] == ["understand", "find_services"]
    assert trace["tools"][0]["result"] == {"services": ["Стрижка жіноча"]}


def test_history_keeps_turns_of_customers(
    api: Api, ada: Person, dana: Customer, price_list: list[Service]
) -> None:
    conversation_id = dana.asks("Скільки коштує манікюр?")
    api(ada).post("/api/agent/test/", {"message": "Hi"})

    rows = api(ada).get(f"/api/agent/history/?conversation={conversation_id}").json()["results"]

    assert [(row["question"], row["contact"], row["outcome"]) for row in rows] == [
        ("Скільки коштує манікюр?", "Dana Koval", "sent")
    ]
    detail = api(ada).get(f"/api/agent/history/{rows[0]['id']}/")
    assert detail.json() == rows[0]


def test_the_playground_goes_on_with_a_conversation(
    api: Api, ada: Person, inside: Tenant, model: ModelServer, settings: Any
) -> None:
    settings.LLM_BASE_URL, settings.LLM_MODEL = model.base_url, "tester"
    model.says("Doctors know that better than I do.")
    model.says("I can only repeat that.")
    first = api(ada).post("/api/agent/test/", {"message": "Is gel polish harmful?"}).json()
    body = {"message": "Are you sure about that?", "session": first["session"]}

    second = api(ada).post("/api/agent/test/", body).json()

    assert second["session"] == first["session"]
    asked = [message["content"] for message in model.asked[-1]["messages"]]
    assert "Is gel polish harmful?" in asked
    old = api(ada).get("/api/chat/test-chat/old-message/").json()["results"]
    assert [turn["question"] for turn in old] == ["Is gel polish harmful?", "Are you sure about that?"]


def test_a_member_goes_on_with_their_own_test_chats_only(
    api: Api, ada: Person, ben: Person, price_list: list[Service]
) -> None:
    session = api(ada).post("/api/agent/test/", {"message": "Скільки коштує стрижка?"}).json()["session"]

    answer = api(ben).get(f"/api/chat/test-chat/old-message/?session={session}")

    assert answer.json()["results"] == []


def test_it_chats_by_api_in_a_session(api: Api, ada: Person, price_list: list[Service]) -> None:
    answer = api(ada).post("/api/agent/chat/", {"message": "Скільки коштує жіноча стрижка?"}).json()

    assert (answer["answer"], answer["handed_off"]) == ("Стрижка жіноча — 700 грн, 60 хв.", False)
    assert set(answer) == {"session", "answer", "handed_off", "intent", "citations"}


def test_history_is_filtered_by_outcome_and_words(api: Api, ada: Person, inside: Tenant) -> None:
    Turn.objects.create(question="How much is a haircut?", outcome="sent", trace=EMPTY)
    Turn.objects.create(question="Do you park airships?", outcome="handed_off", trace=EMPTY)

    by_outcome = api(ada).get("/api/agent/history/?outcome=handed_off").json()["results"]
    by_word = api(ada).get("/api/agent/history/?q=haircut").json()["results"]

    assert [row["question"] for row in by_outcome] == ["Do you park airships?"]
    assert [row["question"] for row in by_word] == ["How much is a haircut?"]


def test_a_channel_has_a_voice_of_its_own(
    api: Api, ada: Person, dana: Customer, price_list: list[Service]
) -> None:
    account = api(ada).get("/api/agent/accounts/").json()["results"][0]
    changed = {**account, "greeting": "Вітаємо у WhatsApp!", "mode": "autopilot"}
    api(ada).patch("/api/agent/settings/", {"mode": "off"})

    saved = api(ada).put(f"/api/agent/accounts/{account['id']}/", changed)

    assert (saved.status_code, saved.json()["greeting"]) == (200, "Вітаємо у WhatsApp!")
    assert answers(dana.asks("Добрий день")) == ["Вітаємо у WhatsApp!"]
    assert api(ada).delete(f"/api/agent/accounts/{account['id']}/").status_code == 204
    assert api(ada).get("/api/agent/accounts/").json()["results"][0]["greeting"] == ""


def test_only_who_manages_overrides_a_channel(api: Api, ben: Person, dana: Customer) -> None:
    account = api(ben).get("/api/agent/accounts/").json()["results"][0]

    refused = api(ben).put(f"/api/agent/accounts/{account['id']}/", {**account, "greeting": "Mine now"})

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert api(ben).get("/api/agent/accounts/").json()["results"][0] == account


def test_usage_shows_every_day_and_the_budget(api: Api, ada: Person, inside: Tenant) -> None:
    AgentCall.objects.create(
        feature="turn", provider="openai", model="tester", prompt_tokens=100, completion_tokens=20,
        cost=Decimal("0.01"), ms=400, is_ok=True, at=now(),
    )  # fmt: skip

    shown = api(ada).get("/api/agent/usage/").json()

    assert len(shown["days"]) == 30
    assert (shown["days"][-1]["calls"], shown["days"][-1]["cost"], shown["days"][0]["calls"]) == (1, 0.01, 0)
    assert [(row["feature"], row["calls"]) for row in shown["features"]] == [("turn", 1)]
    assert [(row["model"], row["prompt_tokens"]) for row in shown["models"]] == [("tester", 100)]
    assert (shown["month"]["spent"], shown["month"]["state"]) == (0.01, "ok")


def test_money_is_for_those_who_manage(api: Api, ben: Person, inside: Tenant) -> None:
    refused = api(ben).get("/api/agent/usage/")

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


def test_usage_refuses_a_span_that_cannot_be_shown(api: Api, ada: Person, inside: Tenant) -> None:
    answer = api(ada).get("/api/agent/usage/?from=2020-01-01&to=2026-01-01")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_a_tool_can_be_switched_off(api: Api, ada: Person, price_list: list[Service]) -> None:
    saved = api(ada).patch("/api/agent/settings/", {"tools_off": ["find_services"]}).json()

    assert {tool["name"]: tool["is_on"] for tool in saved["tools"]}["find_services"] is False


def test_history_costs_the_same_queries_for_one_turn_and_for_thirty(
    api: Api, ada: Person, inside: Tenant, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client = api(ada)
    Turn.objects.create(question="?", outcome="sent", trace=EMPTY)
    client.get("/api/agent/history/")  # looks the host up, which is remembered
    with django_assert_max_num_queries(20) as one:
        client.get("/api/agent/history/")

    Turn.objects.bulk_create([Turn(question="?", outcome="sent", trace=EMPTY) for _ in range(29)])

    with django_assert_num_queries(len(one.captured_queries)):
        assert len(client.get("/api/agent/history/").json()["results"]) == 30


EMPTY: dict[str, Any] = {
    "planner": "model-free", "passages": [], "tools": [], "tokens": {"prompt": 0, "completion": 0},
    "cost": None, "ms": 1.0, "steps": [],
}  # fmt: skip
