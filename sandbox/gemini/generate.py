"""POST /gemini/v1beta/models/{model}:generateContent, whole or streamed."""

import re
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route, Router

from sandbox.openai.chat_turn import Turn, decide, digest, usage_of
from sandbox.openai.errors import OpenAIError
from sandbox.openai.misbehaving import spoilt
from sandbox.openai.reading import Chat, read_chat
from sandbox.web import reply
from sandbox.world import World

MODELS = ("gemini-3-flash", "gemini-3-pro", "gemini-2.5-flash")
FINISH = {"stop": "STOP", "tool_calls": "STOP", "length": "MAX_TOKENS"}


async def generate(request: Request) -> Response:
    """Answer a talk."""
    model, _, method = request.path_params["call"].partition(":")
    if not request.headers.get("x-goog-api-key", "").startswith("AIza"):
        return refusal(400, "INVALID_ARGUMENT", "API key not valid. In the sandbox keys begin with AIza.")
    if model not in MODELS or method not in ("generateContent", "streamGenerateContent"):
        return refusal(404, "NOT_FOUND", f"models/{model} is not found or not supported for {method}.")
    try:
        body = msgspec.json.decode(await request.body())
        chat = read_chat(as_openai(body))
    except (msgspec.DecodeError, RecursionError, AttributeError, KeyError, TypeError) as error:
        return refusal(400, "INVALID_ARGUMENT", f"Invalid JSON payload received. {error}")
    except OpenAIError as error:
        return refusal(400, "INVALID_ARGUMENT", error.message)
    world: World = request.app.state.world
    turn = spoilt(world, "gemini", chat, decide(chat))
    is_half = bool(world.faults.strike("gemini", "out", "half_stream"))
    if method == "streamGenerateContent":
        return StreamingResponse(_stream(model, chat, turn, is_half), media_type="text/event-stream")
    whole = _answer(model, chat, _parts(turn), FINISH[turn.finish_reason], turn)
    if is_half:
        cut = msgspec.json.encode(whole)
        return Response(cut[: len(cut) // 2], media_type="application/json")
    return reply(whole)


def as_openai(body: dict[str, Any]) -> dict[str, Any]:
    """Return the request in the shape that the shared model reads."""
    messages: list[dict[str, Any]] = []
    system = body.get("systemInstruction") or body.get("system_instruction")
    if system:
        messages.append({"role": "system", "content": _text(system["parts"])})
    for content in body["contents"]:
        messages += _messages(content)
    config = body.get("generationConfig") or {}
    functions = [
        {
            "type": "function",
            "function": {
                "name": function["name"],
                "description": function.get("description", ""),
                "parameters": function.get("parametersJsonSchema") or function.get("parameters") or {},
            },
        }
        for tool in body.get("tools") or []
        for function in tool.get("functionDeclarations") or []
    ]
    schema = config.get("responseJsonSchema") or config.get("responseSchema")
    shape = {"type": "json_schema", "json_schema": {"schema": schema}} if schema else {}
    return {
        "model": "sandbox-chat",
        "messages": messages,
        "tools": functions,
        "response_format": shape,
        "max_completion_tokens": config.get("maxOutputTokens"),
    }


def _messages(content: dict[str, Any]) -> list[dict[str, Any]]:
    parts = content["parts"]
    answers = [part["functionResponse"] for part in parts if "functionResponse" in part]
    found: list[dict[str, Any]] = [
        {
            "role": "tool",
            "tool_call_id": one.get("id") or one["name"],
            "content": msgspec.json.encode(one["response"]).decode(),
        }
        for one in answers
    ]
    calls = [
        {
            "id": part["functionCall"].get("id") or part["functionCall"]["name"],
            "type": "function",
            "function": {
                "name": part["functionCall"]["name"],
                "arguments": msgspec.json.encode(part["functionCall"].get("args") or {}).decode(),
            },
        }
        for part in parts
        if "functionCall" in part
    ]
    if calls:
        found.append({"role": "assistant", "content": _text(parts) or None, "tool_calls": calls})
    elif text := _text(parts):
        found.append({"role": "assistant" if content.get("role") == "model" else "user", "content": text})
    return found


def _text(parts: list[dict[str, Any]]) -> str:
    return "\n".join(part["text"] for part in parts if part.get("text"))


def _parts(turn: Turn) -> list[dict[str, Any]]:
    if not turn.call:
        return [{"text": turn.text}]
    try:
        arguments = msgspec.json.decode(turn.call["arguments"])
    except msgspec.DecodeError:
        return [{"text": turn.call["arguments"]}]
    call = {"id": turn.call["id"], "name": turn.call["name"], "args": arguments}
    return [{"functionCall": call, "thoughtSignature": "c2FuZGJveA=="}]


def _answer(
    model: str, chat: Chat, parts: list[dict[str, Any]], finish: str | None, turn: Turn
) -> dict[str, Any]:
    prompt, completion = usage_of(chat, turn)
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": parts}, "index": 0}
    if finish:
        candidate["finishReason"] = finish
    usage = {
        "promptTokenCount": prompt,
        "candidatesTokenCount": completion,
        "totalTokenCount": prompt + completion,
    }
    return {
        "candidates": [candidate],
        "usageMetadata": usage,
        "modelVersion": model,
        "responseId": digest([model, chat.prompt]),
    }


async def _stream(model: str, chat: Chat, turn: Turn, is_half: bool) -> AsyncIterator[bytes]:
    def event(parts: list[dict[str, Any]], finish: str | None = None) -> bytes:
        return b"data: " + msgspec.json.encode(_answer(model, chat, parts, finish, turn)) + b"\r\n\r\n"

    pieces = re.findall(r"\S+\s*|\s+", turn.text)
    for piece in pieces[: len(pieces) // 2] if is_half else pieces:
        yield event([{"text": piece}])
    if not is_half:
        yield event(_parts(turn) if turn.call else [{"text": ""}], FINISH[turn.finish_reason])


def refusal(status: int, name: str, message: str) -> Response:
    return reply({"error": {"code": status, "message": message, "status": name}}, status)


def fault(status: int, _platform: str) -> object:
    names = {429: "RESOURCE_EXHAUSTED", 503: "UNAVAILABLE"}
    return {
        "error": {
            "code": status,
            "message": "A fault switch of the sandbox is on.",
            "status": names.get(status, "INTERNAL"),
        }
    }


router = Router([Route("/models/{call:path}", generate, methods=["POST"])])
