"""Google's Gemini, with the official client, over its own wire format.

Messages and tools come in OpenAI's shape and are translated here. Quirks: a function's result is named by the
function, not only by the call; newer models sign their calls and want the signature back.
Source: https://ai.google.dev/api/generate-content
"""

import base64
import json
import time
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

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

_CUT = {"MAX_TOKENS", "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"}
_UNSIGNED = b"skip_thought_signature_validator"


def ask(
    wire: httpx2.Client, model: ChatModel, request: Request, *, timeout_s: float, on_text: OnText | None
) -> Completion:
    """Return the next message; raises ChatFailed."""
    from google import genai  # a second of loading that only Gemini's users pay
    from google.genai import errors, types

    base_url, version = _address(model.base_url)
    deadline = time.monotonic() + timeout_s
    try:
        client = genai.Client(
            api_key=model.key or "none",
            http_options=types.HttpOptions(
                base_url=base_url,
                api_version=version,
                timeout=int(timeout_s * 1000),
                httpx_client=wire,
                retry_options=types.HttpRetryOptions(attempts=1),
            ),
        )
        asked: dict[str, Any] = {
            "model": model.name,
            "contents": _contents(request, types),
            "config": _config(request, types),
        }
        if on_text is None:
            return _read([client.models.generate_content(**asked)], None, deadline)
        return _read(client.models.generate_content_stream(**asked), on_text, deadline)
    except errors.APIError as error:
        status = int(error.code or 0)
        code = "rate_limited" if status == 429 else "server" if status >= 500 else "refused"
        raise ChatFailed(
            f"The model's server answered {status}.",
            is_passing=status in {408, 429} or status >= 500,
            code=code,
            retry_after_s=_retry_after(error),
        ) from error
    except httpx2.TimeoutException as error:
        raise timed_out(timeout_s) from error
    except httpx2.HTTPError as error:
        raise ChatFailed(
            "The model's server cannot be reached.", is_passing=True, code="unreachable"
        ) from error
    except (ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
        raise ChatFailed(
            f"The model's answer cannot be read: {type(error).__name__}.", is_passing=True
        ) from error


def _address(base_url: str) -> tuple[str, str]:
    """Split an address into what the client wants: the part before the version, and the version."""
    bare = base_url.rstrip("/")
    last = urlsplit(bare).path.rpartition("/")[2]
    return (bare[: -len(last) - 1] + "/", last) if last.startswith("v1") else (bare + "/", "v1beta")


def _retry_after(error: Any) -> float | None:
    headers = getattr(error.response, "headers", None) or {}
    try:
        return max(float(headers["retry-after"]), 0.0)
    except (KeyError, ValueError):
        return None


def _config(request: Request, types: Any) -> Any:
    system = [str(message["content"]) for message in request.messages if message["role"] == "system"]
    functions = [
        types.FunctionDeclaration(
            name=tool["function"]["name"],
            description=tool["function"].get("description", ""),
            parameters_json_schema=tool["function"].get("parameters"),
        )
        for tool in request.tools
    ]
    return types.GenerateContentConfig(
        system_instruction="\n\n".join(system) or None,
        max_output_tokens=request.max_tokens,
        tools=[types.Tool(function_declarations=functions)] if functions else None,
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
        response_mime_type="application/json" if request.schema is not None else None,
        response_json_schema=dict(request.schema) if request.schema is not None else None,
    )


def _contents(request: Request, types: Any) -> list[Any]:
    """Return the talk; results of one round of calls are one turn of the user's side."""
    names: dict[str, str] = {}
    contents: list[Any] = []
    for message in request.messages:
        if message["role"] == "system":
            continue
        role = "model" if message["role"] == "assistant" else "user"
        parts = _parts(message, names, types)
        if contents and contents[-1].role == role:
            contents[-1].parts += parts
        else:
            contents.append(types.Content(role=role, parts=parts))
    return contents


def _parts(message: Mapping[str, Any], names: dict[str, str], types: Any) -> list[Any]:
    if message["role"] == "tool":
        call_id = message["tool_call_id"]
        result = json.loads(message["content"])
        answer = types.FunctionResponse(id=call_id, name=names.get(call_id, "unknown"), response=result)
        return [types.Part(function_response=answer)]
    parts = [types.Part(text=str(message["content"]))] if message.get("content") else []
    for call in message.get("tool_calls") or []:
        function = call["function"]
        names[call["id"]] = function["name"]
        signature = call.get("extra_content", {}).get("google", {}).get("thought_signature", "")
        parts.append(
            types.Part(
                function_call=types.FunctionCall(
                    id=call["id"], name=function["name"], args=_object(function["arguments"])
                ),
                thought_signature=base64.b64decode(signature) if signature else _UNSIGNED,
            )
        )
    return parts


def _object(arguments: str) -> dict[str, Any]:
    """What the model itself wrote may be broken; it is told so by the result of the call."""
    try:
        value = json.loads(arguments)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _read(answers: Iterable[Any], on_text: OnText | None, deadline: float) -> Completion:
    """Put the pieces together; one that is not streamed is a stream of one."""
    text, finish, usage = "", "", None
    calls: list[ToolCall] = []
    for answer in answers:
        if time.monotonic() > deadline:
            raise ChatFailed("The model's answer did not come to an end.", is_passing=True, code="timeout")
        usage = answer.usage_metadata or usage
        if answer.prompt_feedback and answer.prompt_feedback.block_reason:
            raise ChatFailed("The model's filter refused the question.", is_passing=False, code="filtered")
        for candidate in (answer.candidates or [])[:1]:
            finish = candidate.finish_reason.value if candidate.finish_reason else finish
            for part in (candidate.content.parts if candidate.content else None) or []:
                if part.function_call:
                    calls.append(_call(part, len(calls)))
                elif part.text and not part.thought:
                    text += part.text
                    if on_text is not None:
                        on_text(text)
    if not finish:
        raise ValueError("The answer ended in the middle.")
    return Completion(
        text=text.strip(),
        calls=tuple(calls),
        prompt_tokens=int((usage.prompt_token_count if usage else 0) or 0),
        completion_tokens=int((usage.candidates_token_count if usage else 0) or 0)
        + int((usage.thoughts_token_count if usage else 0) or 0),
        is_cut=finish in _CUT,
    )


def _call(part: Any, number: int) -> ToolCall:
    call = part.function_call
    signature = base64.b64encode(part.thought_signature).decode() if part.thought_signature else ""
    return ToolCall(
        id=call.id or f"call_{number}",
        name=call.name or "",
        arguments=json.dumps(call.args or {}, ensure_ascii=False),
        signature=signature,
    )
