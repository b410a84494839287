"""The official OpenAI client talks to the sandbox as to the real thing."""

import json
import math
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest

from sandbox.settings import Settings

PRICES = "Манікюр класичний — 400 грн.\nПедикюр — 700 грн.\nСтрижка жіноча — 900 грн."
SEARCH: Any = {
    "type": "function",
    "function": {
        "name": "search_knowledge",
        "description": "Search the documents.",
        "parameters": {
            "type": "object",
            "properties": {"query": {"type": "string"}, "k": {"type": "integer", "minimum": 1}},
            "required": ["query", "k"],
        },
    },
}
HAND_OFF: Any = {
    "type": "function",
    "function": {
        "name": "hand_off",
        "parameters": {"type": "object", "properties": {"reason": {"type": "string"}}},
    },
}


@pytest.fixture
def model(sandbox: Settings) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(api_key="sk-test", base_url=f"{sandbox.own_url}/openai/v1", max_retries=0) as client:
        yield client


def ask(model: openai.OpenAI, *messages: Any, **options: Any) -> Any:
    return model.chat.completions.create(model="sandbox-chat", messages=list(messages), **options)


def user(text: str) -> dict[str, str]:
    return {"role": "user", "content": text}


def test_it_answers_from_the_prompt(model: openai.OpenAI) -> None:
    answer = ask(model, {"role": "system", "content": PRICES}, user("Скільки коштує педикюр?"))

    assert answer.choices[0].message.content == "Педикюр — 700 грн."
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert answer.usage.prompt_tokens > 10


def test_it_says_so_when_it_does_not_know(model: openai.OpenAI) -> None:
    answer = ask(model, {"role": "system", "content": PRICES}, user("Чи є у вас парковка?"))

    expected = "Не маю точної відповіді на це. Передам ваше питання колезі."
    assert answer.choices[0].message.content == expected


def test_it_searches_before_it_answers(model: openai.OpenAI) -> None:
    answer = ask(model, user("Скільки коштує педикюр?"), tools=[HAND_OFF, SEARCH])

    call = answer.choices[0].message.tool_calls[0]
    assert answer.choices[0].finish_reason == "tool_calls"
    assert (call.function.name, json.loads(call.function.arguments)) == (
        "search_knowledge",
        {"query": "Скільки коштує педикюр?", "k": 1},
    )


def test_it_answers_from_what_it_found(model: openai.OpenAI) -> None:
    question = user("Скільки коштує педикюр?")
    call = ask(model, question, tools=[SEARCH]).choices[0].message
    found = {"results": [{"text": line, "score": 0.9} for line in PRICES.splitlines()]}
    result = {"role": "tool", "tool_call_id": call.tool_calls[0].id, "content": json.dumps(found)}

    answer = ask(model, question, call.model_dump(exclude_none=True), result, tools=[SEARCH])

    assert answer.choices[0].message.content == "Педикюр — 700 грн."


def test_it_fetches_a_person_when_asked_for_one(model: openai.OpenAI) -> None:
    answer = ask(model, user("Покличте людину"), tools=[SEARCH, HAND_OFF])

    assert answer.choices[0].message.tool_calls[0].function.name == "hand_off"


def test_it_streams_the_same_answer(model: openai.OpenAI) -> None:
    messages = [{"role": "system", "content": PRICES}, user("Скільки коштує педикюр?")]

    chunks = list(ask(model, *messages, stream=True, stream_options={"include_usage": True}))

    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == "Педикюр — 700 грн."
    assert chunks[-1].choices == []
    assert chunks[-1].usage.completion_tokens > 0


def test_it_streams_a_tool_call_in_pieces(model: openai.OpenAI) -> None:
    chunks = list(ask(model, user("Скільки коштує педикюр?"), tools=[SEARCH], stream=True))

    pieces = [call for chunk in chunks for call in chunk.choices[0].delta.tool_calls or []]
    assert pieces[0].function.name == "search_knowledge"
    assert json.loads("".join(p.function.arguments for p in pieces))["query"] == "Скільки коштує педикюр?"


def test_it_fills_a_json_schema(model: openai.OpenAI) -> None:
    schema = {
        "type": "object",
        "properties": {"answer": {"type": "string"}, "sure": {"type": "boolean"}, "mood": {"enum": ["calm"]}},
    }
    response_format = {"type": "json_schema", "json_schema": {"name": "Out", "schema": schema}}

    answer = ask(
        model,
        {"role": "system", "content": PRICES},
        user("Скільки коштує педикюр?"),
        response_format=response_format,
    )

    content = json.loads(answer.choices[0].message.content)
    assert content == {"answer": "Педикюр — 700 грн.", "sure": False, "mood": "calm"}


def test_it_embeds_like_texts_close_together(model: openai.OpenAI) -> None:
    texts = ["манікюр ціна", "ціна манікюру", "графік у неділю"]

    answer = model.embeddings.create(model="text-embedding-3-small", input=texts, dimensions=256)

    a, b, c = (row.embedding for row in answer.data)
    assert len(a) == 256
    assert math.isclose(sum(x * x for x in a), 1, abs_tol=1e-5)
    assert sum(x * y for x, y in zip(a, b, strict=True)) > 0.6
    assert sum(x * y for x, y in zip(a, c, strict=True)) < 0.3


def test_it_embeds_the_same_as_floats_and_as_base64(model: openai.OpenAI) -> None:
    packed = model.embeddings.create(model="sandbox-embedding", input="манікюр")

    plain = model.embeddings.create(model="sandbox-embedding", input="манікюр", encoding_format="float")

    assert packed.data[0].embedding == pytest.approx(plain.data[0].embedding, abs=1e-6)


def test_it_lists_models(model: openai.OpenAI) -> None:
    names = [entry.id for entry in model.models.list()]

    assert names[0] == "sandbox-chat"
    assert "text-embedding-3-small" in names


def test_it_refuses_a_wrong_key(sandbox: Settings) -> None:
    client = openai.OpenAI(api_key="nope", base_url=f"{sandbox.own_url}/openai/v1", max_retries=0)

    with pytest.raises(openai.AuthenticationError) as refusal:
        client.models.list()

    assert refusal.value.code == "invalid_api_key"


def test_it_refuses_an_unknown_model(model: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as refusal:
        model.chat.completions.create(model="gpt-0", messages=[{"role": "user", "content": "Hi"}])

    assert refusal.value.code == "model_not_found"


def test_it_refuses_a_tool_call_without_its_result(model: openai.OpenAI) -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    assistant = {"role": "assistant", "content": None, "tool_calls": [call]}

    with pytest.raises(openai.BadRequestError) as refusal:
        ask(model, user("Hi"), assistant, user("Well?"))

    assert "must be followed by tool messages" in str(refusal.value)


def test_it_is_overloaded_when_told_to(model: openai.OpenAI, control: httpx.Client) -> None:
    control.post("/control/faults/", json={"platform": "openai", "kind": "http_429", "count": 1})

    with pytest.raises(openai.RateLimitError) as refusal:
        model.models.list()

    assert refusal.value.code == "rate_limit_exceeded"
