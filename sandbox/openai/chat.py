"""POST /openai/v1/chat/completions: decides, answers and streams, the same way every time."""

import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sandbox.openai import tools
from sandbox.openai.door import read_body
from sandbox.openai.extract import answer, apology
from sandbox.openai.reading import Chat, read_chat
from sandbox.openai.words import is_ukrainian, token_count
from sandbox.store import now
from sandbox.web import reply

GREETING = re.compile(
    r"^\s*(привіт|вітаю|добр\w+ (день|ранок|вечір|дня)|hello|hi|hey|good \w+)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the model does: words, or one tool call."""

    text: str
    call: dict[str, str] | None
    finish_reason: str


async def complete(request: Request) -> Response:
    """Answer a chat, whole or as a stream of pieces."""
    body = await read_body(request)
    chat = read_chat(body)
    turn = decide(chat)
    head = {"id": f"chatcmpl-{_digest(body)}", "created": int(now()), "model": chat.model}
    usage = _usage(chat, turn)
    if body.get("stream"):
        wants_usage = bool((body.get("stream_options") or {}).get("include_usage"))
        return StreamingResponse(
            _stream(head, turn, usage if wants_usage else None), media_type="text/event-stream"
        )
    message: dict[str, Any] = {
        "role": "assistant",
        "content": turn.text or None,
        "refusal": None,
        "annotations": [],
    }
    if turn.call:
        message["tool_calls"] = [_tool_call(turn.call)]
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": turn.finish_reason}
    whole = {
        **head,
        "object": "chat.completion",
        "choices": [choice],
        "usage": usage,
        "system_fingerprint": "fp_sandbox",
    }
    return reply(whole, headers={"x-request-id": f"req_{head['id']}"})


def decide(chat: Chat) -> Turn:
    """Return the next turn: search first, then answer from what was found, else fetch a person or say so."""
    function = tools.chosen(chat.tools, chat.tool_choice, chat.question, chat.called)
    if function is not None:
        return _calling(function, chat.question)
    text = _words(chat)
    if text is None and (person := tools.hand_off(chat.tools, chat.tool_choice, chat.called)):
        return _calling(person, chat.question)
    text = _formatted(chat.response_format, text or apology(chat.question))
    if chat.limit is not None and token_count(text) > chat.limit:
        return Turn(text[: chat.limit * 4], None, "length")
    return Turn(text, None, "stop")


def _words(chat: Chat) -> str | None:
    if GREETING.match(chat.question):
        return "Вітаю! Чим можу допомогти?" if is_ukrainian(chat.question) else "Hello! How can I help?"
    return answer(chat.question, chat.tool_results or chat.system)


def _calling(function: dict[str, Any], question: str) -> Turn:
    arguments = tools.arguments(function, question)
    name = str(function["name"])
    return Turn(
        "", {"id": f"call_{_digest([name, arguments])}", "name": name, "arguments": arguments}, "tool_calls"
    )


def _formatted(response_format: dict[str, Any], text: str) -> str:
    kind = response_format.get("type")
    if kind == "json_object":
        return msgspec.json.encode({"answer": text}).decode()
    if kind == "json_schema":
        schema = (response_format.get("json_schema") or {}).get("schema") or {}
        return msgspec.json.encode(tools.instance(schema, text)).decode()
    return text


def _usage(chat: Chat, turn: Turn) -> dict[str, Any]:
    prompt = token_count(chat.prompt) + token_count(msgspec.json.encode(chat.tools).decode()) * bool(
        chat.tools
    )
    completion = token_count(turn.text or (turn.call or {}).get("arguments", ""))
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }


async def _stream(head: dict[str, Any], turn: Turn, usage: dict[str, Any] | None) -> AsyncIterator[bytes]:
    def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        body = {**head, "object": "chat.completion.chunk", "choices": [choice]}
        return b"data: " + msgspec.json.encode(body) + b"\n\n"

    yield chunk({"role": "assistant", "content": None if turn.call else ""})
    if turn.call:
        first = {**_tool_call(turn.call), "index": 0}
        first["function"] = {"name": turn.call["name"], "arguments": ""}
        yield chunk({"tool_calls": [first]})
        for piece in re.findall(r".{1,24}", turn.call["arguments"], re.DOTALL):
            yield chunk({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]})
    for piece in re.findall(r"\S+\s*|\s+", turn.text):
        yield chunk({"content": piece})
    yield chunk({}, turn.finish_reason)
    if usage is not None:
        last = {**head, "object": "chat.completion.chunk", "choices": [], "usage": usage}
        yield b"data: " + msgspec.json.encode(last) + b"\n\n"
    yield b"data: [DONE]\n\n"


def _tool_call(call: dict[str, str]) -> dict[str, Any]:
    function = {"name": call["name"], "arguments": call["arguments"]}
    return {"id": call["id"], "type": "function", "function": function}


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:24]
