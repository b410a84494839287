"""Chat completions of any OpenAI-compatible server, with the official client.

Its own retries are off: `chat.complete` decides. https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import httpx2

from shared_apps.vendors.llm.messages import (
    ChatFailed,
    ChatModel,
    Completion,
    OnText,
    Request,
    ToolCall,
    timed_out,
)

if TYPE_CHECKING:
    import openai

# A rate limit passes; an unpaid bill does not.
_PERMANENT = {"insufficient_quota", "billing_hard_limit_reached"}


def ask(
    wire: httpx2.Client, model: ChatModel, request: Request, *, timeout_s: float, on_text: OnText | None
) -> Completion:
    """Return the next message; raises ChatFailed."""
    import openai  # a second of loading that only its users pay

    client = openai.OpenAI(
        base_url=model.base_url,
        api_key=model.key or "none",
        http_client=wire,
        timeout=timeout_s,
        max_retries=0,
    )
    create: Any = client.chat.completions.create
    deadline = time.monotonic() + timeout_s
    try:
        if on_text is None:
            return _read(create(**_options(model, request)))
        stream = create(**_options(model, request), stream=True, stream_options={"include_usage": True})
        return _read_stream(stream, on_text, deadline)
    except openai.APIStatusError as error:
        raise _refused(error) from error
    except openai.APITimeoutError as error:
        raise timed_out(timeout_s) from error
    except openai.APIConnectionError as error:
        raise ChatFailed(
            "The model's server cannot be reached.", is_passing=True, code="unreachable"
        ) from error
    except httpx2.TimeoutException as error:
        raise timed_out(timeout_s) from error
    except httpx2.HTTPError as error:
        raise ChatFailed("The model's stream broke off.", is_passing=True) from error
    except (openai.OpenAIError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise ChatFailed(
            f"The model's answer cannot be read: {type(error).__name__}.", is_passing=True
        ) from error


def _options(model: ChatModel, request: Request) -> dict[str, Any]:
    options: dict[str, Any] = {
        "model": model.name,
        "messages": list(request.messages),
        "max_completion_tokens": request.max_tokens,
    }
    if request.tools:
        options["tools"] = list(request.tools)
    if request.schema is not None:
        shape = {"name": "answer", "strict": True, "schema": dict(request.schema)}
        options["response_format"] = {"type": "json_schema", "json_schema": shape}
    return options


def _refused(error: openai.APIStatusError) -> ChatFailed:
    status = error.status_code
    is_passing = (status in {408, 409, 429} or status >= 500) and error.code not in _PERMANENT
    code = "rate_limited" if status == 429 else "server" if status >= 500 else "refused"
    return ChatFailed(
        f"The model's server answered {status}.",
        is_passing=is_passing,
        code=code,
        retry_after_s=_seconds(error.response.headers.get("retry-after")),
    )


def _seconds(text: str | None) -> float | None:
    try:
        return max(float(text), 0.0) if text else None
    except ValueError:
        return None


def _read(answer: Any) -> Completion:
    """Read the documented fields; a server that is only nearly compatible raises TypeError and its like."""
    choice = answer.choices[0]
    usage = answer.usage
    calls = tuple(
        ToolCall(id=call.id, name=call.function.name, arguments=call.function.arguments or "{}")
        for call in choice.message.tool_calls or []
        if call.type == "function"
    )
    return Completion(
        text=(choice.message.content or "").strip(),
        calls=calls,
        prompt_tokens=int(usage.prompt_tokens) if usage else 0,
        completion_tokens=int(usage.completion_tokens) if usage else 0,
        is_cut=choice.finish_reason in {"length", "content_filter"},
    )


def _read_stream(chunks: Iterable[Any], on_text: OnText, deadline: float) -> Completion:
    """Put the pieces together; a tool call's name comes in its first piece, its arguments in all of them."""
    text, finish_reason, usage = "", None, None
    calls: dict[int, dict[str, str]] = {}
    for chunk in chunks:
        if time.monotonic() > deadline:
            raise ChatFailed("The model's answer did not come to an end.", is_passing=True, code="timeout")
        usage = chunk.usage or usage
        for choice in chunk.choices[:1]:
            finish_reason = choice.finish_reason or finish_reason
            for piece in choice.delta.tool_calls or []:
                call = calls.setdefault(piece.index, {"id": "", "name": "", "arguments": ""})
                call["id"] = piece.id or call["id"]
                call["name"] = (piece.function.name if piece.function else None) or call["name"]
                call["arguments"] += (piece.function.arguments if piece.function else None) or ""
            if choice.delta.content:
                text += choice.delta.content
                on_text(text)
    if finish_reason is None:
        raise ValueError("The stream ended in the middle.")
    return Completion(
        text=text.strip(),
        calls=tuple(
            ToolCall(id=call["id"], name=call["name"], arguments=call["arguments"] or "{}")
            for _, call in sorted(calls.items())
        ),
        prompt_tokens=int(usage.prompt_tokens) if usage else 0,
        completion_tokens=int(usage.completion_tokens) if usage else 0,
        is_cut=finish_reason in {"length", "content_filter"},
    )
