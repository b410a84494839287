"""Models on OpenAI's and Gemini's wire that misbehave in every known way: the customer is answered once."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tenant_apps.agent.asking import ask
from tenant_apps.agent.errors import ModelFailed
from tenant_apps.agent.models import AgentSettings, Turn
from tenant_apps.agent.usage.models import AgentCall
from tenant_apps.workspace.models import Service
from tests.tenant_apps.agent.conftest import Customer, answers

pytestmark = pytest.mark.django_db

QUESTION = "Скільки коштує жіноча стрижка?"
FAULTS = ("half_stream", "nonsense", "invalid_json", "unknown_tool", "endless_tools", "http_429", "http_500")
SCHEMA = {
    "type": "object",
    "properties": {"answer": {"type": "string"}},
    "required": ["answer"],
    "additionalProperties": False,
}


@pytest.fixture(params=["openai", "gemini"])
def api(request: pytest.FixtureRequest, world: httpx.Client, settings: Any, inside: object) -> Iterator[str]:
    """Each maker's API in turn; its switches are off again afterwards."""
    base, kind = str(world.base_url).rstrip("/"), str(request.param)
    settings.SANDBOX_URL, settings.GEMINI_URL = base, f"{base}/gemini/v1beta"
    if kind == "gemini":
        AgentSettings.objects.create(model_api="gemini", model_name="gemini-3-flash", model_key="AIzaTest")
    else:
        AgentSettings.objects.create(
            model_base_url=f"{base}/openai/v1", model_name="sandbox-chat", model_key="sk-test"
        )
    yield kind
    world.delete("/control/faults/")


def switch_on(world: httpx.Client, platform: str, kind: str, **more: object) -> None:
    answer = world.post("/control/faults/", json={"platform": platform, "kind": kind, **more})
    assert answer.status_code == 201, answer.text


def test_it_answers_through_the_makers_own_client(
    api: str, dana: Customer, price_list: list[Service]
) -> None:
    conversation_id = dana.asks(QUESTION)

    [answer] = answers(conversation_id)
    assert "700" in answer
    turn = Turn.objects.get()
    assert (turn.model, turn.trace["planner"]) == (AgentSettings.objects.get().model_name,) * 2
    call = AgentCall.objects.get()
    assert (call.provider, call.is_ok, call.prompt_tokens > 100) == (api, True, True)


@pytest.mark.parametrize("kind", FAULTS)
def test_it_answers_once_whatever_the_model_does(
    kind: str, api: str, world: httpx.Client, dana: Customer, price_list: list[Service]
) -> None:
    switch_on(world, api, kind, **({"ms": 3_600_000} if kind == "http_429" else {}))

    conversation_id = dana.asks(QUESTION)

    [answer] = answers(conversation_id)
    assert answer.startswith("Стрижка жіноча")
    assert "700" in answer
    assert "42:99" not in answer


def test_it_does_not_wait_for_a_model_that_is_busy_for_an_hour(
    api: str, world: httpx.Client, dana: Customer, price_list: list[Service]
) -> None:
    switch_on(world, api, "http_429", ms=3_600_000)
    dana.asks(QUESTION)

    dana.asks(QUESTION)

    assert AgentCall.objects.count() == 1


def test_it_returns_an_object_of_the_asked_shape(api: str, world: httpx.Client) -> None:
    messages = [{"role": "system", "content": "Педикюр — 700 грн."}, {"role": "user", "content": "педикюр?"}]

    answer = ask(feature="suggest", messages=messages, schema=SCHEMA)

    assert answer.data == {"answer": "Педикюр — 700 грн."}


def test_it_fails_cleanly_when_the_object_is_broken(api: str, world: httpx.Client) -> None:
    switch_on(world, api, "invalid_json")

    with pytest.raises(ModelFailed) as failure:
        ask(feature="suggest", messages=[{"role": "user", "content": "Hi"}], schema=SCHEMA)

    assert failure.value.reason == "The model's answer is not JSON."
