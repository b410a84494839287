"""The agent's page: who may change it, what the playground shows, what history keeps."""

from typing import Any

import pytest

from tenant_apps.agent.models import AgentSettings, Turn
from tenant_apps.workspace.models import Service
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.agent.conftest import Customer

pytestmark = pytest.mark.django_db

PATHS = ["prompt/", "prompt/versions/", "settings/", "history/"]
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

    assert answer.json() == {
        **FORM,
        "threshold": None,
        "model": {**model, "has_key": True},
        "is_model_configured": True,
    }
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
