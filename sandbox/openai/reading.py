"""Reads a chat request strictly: what OpenAI refuses is refused here in the same envelope."""

import re
from dataclasses import dataclass
from typing import Any

from sandbox.openai.errors import OpenAIError

ROLES = ("developer", "system", "user", "assistant", "tool")
TOOL_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
# Does whatever any text in front of it says.
OBEDIENT = "sandbox-obedient"
CHAT_MODELS = ("sandbox-chat", OBEDIENT, "gpt-4.1-mini", "gpt-4o-mini", "gpt-5.4-mini", "gpt-6-luna")
EMBEDDING_MODELS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "sandbox-embedding": 384}


@dataclass(frozen=True, slots=True)
class Chat:
    """A checked chat request, reduced to what an answer depends on."""

    model: str
    question: str
    prompt: str
    system: list[str]
    tool_results: list[str]
    called: set[str]
    tools: list[dict[str, Any]]
    tool_choice: Any
    response_format: dict[str, Any]
    limit: int | None


def read_chat(body: dict[str, Any]) -> Chat:
    """Check a body of POST /chat/completions; raises OpenAIError."""
    model = known_model(body, CHAT_MODELS)
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise OpenAIError("'messages' must be an array with at least one message.", param="messages")
    for index, message in enumerate(messages):
        _check_message(message, index)
    _check_tool_answers(messages)
    tools = body.get("tools") or []
    for index, tool in enumerate(tools if isinstance(tools, list) else [None]):
        _check_tool(tool, index)
    latest = max((i for i, m in enumerate(messages) if m["role"] == "user"), default=-1)
    since = messages[latest + 1 :]
    return Chat(
        model=model,
        question=content_text(messages[latest]) if latest >= 0 else "",
        prompt="\n".join(content_text(message) for message in messages),
        system=[content_text(m) for m in messages if m["role"] in ("system", "developer")],
        tool_results=[content_text(m) for m in since if m["role"] == "tool"],
        called={call["function"]["name"] for m in since for call in m.get("tool_calls") or []},
        tools=tools,
        tool_choice=body.get("tool_choice", "auto"),
        response_format=body.get("response_format") or {},
        limit=body.get("max_completion_tokens") or body.get("max_tokens"),
    )


def known_model(body: dict[str, Any], models: Any) -> str:
    """Return the model; raises OpenAIError for a missing or unknown one."""
    model = body.get("model")
    if not isinstance(model, str) or not model:
        raise OpenAIError("you must provide a model parameter", param="model")
    if model not in models:
        message = f"The model '{model}' does not exist. The sandbox has: {', '.join(models)}."
        raise OpenAIError(message, status=404, code="model_not_found")
    return model


def content_text(message: dict[str, Any]) -> str:
    """Return the text of a message whose content is a string or a list of parts."""
    content = message.get("content")
    if isinstance(content, list):
        return "\n".join(part.get("text", "") for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _check_message(message: Any, index: int) -> None:
    where = f"messages[{index}]"
    if not isinstance(message, dict) or message.get("role") not in ROLES:
        raise OpenAIError(f"Invalid value: '{where}.role' must be one of {', '.join(ROLES)}.", param=where)
    content = message.get("content")
    if content is None and message["role"] != "assistant":
        raise OpenAIError(f"Invalid value for '{where}.content': expected a string, got null.", param=where)
    if content is not None and not isinstance(content, str | list):
        raise OpenAIError(f"Invalid type for '{where}.content': expected a string or an array.", param=where)
    for call in message.get("tool_calls") or []:
        if not isinstance(call, dict) or not call.get("id") or not (call.get("function") or {}).get("name"):
            raise OpenAIError(f"Invalid value: '{where}.tool_calls' needs id and function.name.", param=where)


def _check_tool_answers(messages: list[dict[str, Any]]) -> None:
    """Every call must be answered before the next turn, and every answer must belong to a call."""
    open_calls: set[str] = set()
    for index, message in enumerate(messages):
        if message["role"] == "tool":
            if message.get("tool_call_id") not in open_calls:
                text = (
                    "messages with role 'tool' must be a response to a preceding message with 'tool_calls'."
                )
                raise OpenAIError(f"Invalid parameter: {text}", param=f"messages[{index}]")
            open_calls.discard(message["tool_call_id"])
            continue
        _refuse_open(open_calls, index)
        open_calls = {call["id"] for call in message.get("tool_calls") or []}
    _refuse_open(open_calls, len(messages))


def _refuse_open(open_calls: set[str], index: int) -> None:
    if open_calls:
        text = "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
        raise OpenAIError(
            f"{text} 'tool_call_id'. Missing: {', '.join(sorted(open_calls))}", param=f"messages[{index}]"
        )


def _check_tool(tool: Any, index: int) -> None:
    function = tool.get("function") if isinstance(tool, dict) else None
    if not isinstance(function, dict) or tool.get("type") != "function":
        raise OpenAIError(f"Invalid value: 'tools[{index}]' must be a function tool.", param="tools")
    if not isinstance(function.get("name"), str) or not TOOL_NAME.fullmatch(function["name"]):
        raise OpenAIError(f"Invalid 'tools[{index}].function.name'.", param="tools")
