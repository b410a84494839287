"""POST /openai/v1/chat/completions: answers and streams, the same way every time."""

import re
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sandbox.openai.chat_turn import Turn, decide, digest, usage_of
from sandbox.openai.door import read_body
from sandbox.openai.misbehaving import spoilt
from sandbox.openai.reading import Chat, read_chat
from sandbox.store import now
from sandbox.web import reply
from sandbox.world import World


async def complete(request: Request) -> Response:
    """Answer a chat, whole or as a stream of pieces."""
    body = await read_body(request)
    chat = read_chat(body)
    world: World = request.app.state.world
    turn = spoilt(world, "openai", chat, decide(chat))
    is_half = bool(world.faults.strike("openai", "out", "half_stream"))
    head = {"id": f"chatcmpl-{digest(body)}", "created": int(now()), "model": chat.model}
    usage = _usage(chat, turn)
    if body.get("stream"):
        wants_usage = bool((body.get("stream_options") or {}).get("include_usage"))
        return StreamingResponse(
            _stream(head, turn, usage if wants_usage else None, is_half=is_half),
            media_type="text/event-stream",
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
    if is_half:
        cut = msgspec.json.encode(whole)
        return Response(cut[: len(cut) // 2], media_type="application/json")
    return reply(whole, headers={"x-request-id": f"req_{head['id']}"})


def _usage(chat: Chat, turn: Turn) -> dict[str, Any]:
    prompt, completion = usage_of(chat, turn)
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }


async def _stream(
    head: dict[str, Any], turn: Turn, usage: dict[str, Any] | None, *, is_half: bool
) -> AsyncIterator[bytes]:
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
    pieces = re.findall(r"\S+\s*|\s+", turn.text)
    for piece in pieces[: len(pieces) // 2] if is_half else pieces:
        yield chunk({"content": piece})
    if is_half:
        return
    yield chunk({}, turn.finish_reason)
    if usage is not None:
        last = {**head, "object": "chat.completion.chunk", "choices": [], "usage": usage}
        yield b"data: " + msgspec.json.encode(last) + b"\n\n"
    yield b"data: [DONE]\n\n"


def _tool_call(call: dict[str, str]) -> dict[str, Any]:
    function = {"name": call["name"], "arguments": call["arguments"]}
    return {"id": call["id"], "type": "function", "function": function}
