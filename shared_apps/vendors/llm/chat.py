"""Chat models behind one function: the official client of each maker, checked addresses, one retry.

What a model may take is bounded in all, retries included; a stream that was begun is never begun again.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings

from shared_apps.vendors.llm import gemini_chat, openai_chat
from shared_apps.vendors.llm.addresses import AddressRefused, check_address, wire
from shared_apps.vendors.llm.messages import (
    MAX_COMPLETION_TOKENS,
    ChatFailed,
    ChatModel,
    Completion,
    OnText,
    Request,
    ToolCall,
    arguments_of,
    echo,
)

__all__ = [
    "AddressRefused",
    "ChatFailed",
    "ChatModel",
    "Completion",
    "ToolCall",
    "arguments_of",
    "check_address",
    "complete",
    "echo",
]

_APIS = {"openai": openai_chat.ask, "gemini": gemini_chat.ask}
# A customer waits: what asks for more patience than this is not waited for.
_LONGEST_PAUSE_S = 2.0
_LEAST_S = 1.0


def complete(
    model: ChatModel,
    messages: Sequence[Mapping[str, Any]],
    *,
    tools: Sequence[Mapping[str, Any]] = (),
    schema: Mapping[str, Any] | None = None,
    max_tokens: int = MAX_COMPLETION_TOKENS,
    timeout_s: float,
    retries: int = 0,
    on_text: OnText | None = None,
) -> Completion:
    """Ask for the next message; raises ChatFailed, also for an address that is refused.

    With `on_text` the answer is streamed, and `on_text` is given the whole of its text so far, again and again.
    `timeout_s` holds for all tries together.
    """
    request = Request(messages, tools, schema, max_tokens)
    deadline = time.monotonic() + timeout_s
    for left in reversed(range(retries + 1)):
        heard = _Ear(on_text)
        try:
            return _once(model, request, deadline - time.monotonic(), heard if on_text else None)
        except ChatFailed as failure:
            pause_s = settings.LLM_RETRY_PAUSE_S if failure.retry_after_s is None else failure.retry_after_s
            is_in_time = time.monotonic() + pause_s + _LEAST_S < deadline
            is_worth_it = failure.is_passing and not heard.has_heard and pause_s <= _LONGEST_PAUSE_S
            if not left or not is_worth_it or not is_in_time:
                raise
            time.sleep(pause_s)
    raise AssertionError("unreachable")


class _Ear:
    """Remembers whether a piece of the answer was told already."""

    def __init__(self, on_text: OnText | None) -> None:
        self._on_text = on_text
        self.has_heard = False

    def __call__(self, text: str) -> None:
        self.has_heard = True
        if self._on_text is not None:
            self._on_text(text)


def _once(model: ChatModel, request: Request, timeout_s: float, on_text: OnText | None) -> Completion:
    try:
        with wire(model.base_url, timeout_s=timeout_s) as line:
            completion = _APIS[model.api](line, model, request, timeout_s=timeout_s, on_text=on_text)
    except AddressRefused as error:
        raise ChatFailed(str(error), is_passing=False, code="address") from error
    if request.schema is None or completion.calls:
        return completion
    return replace(completion, data=_parsed(completion))


def _parsed(completion: Completion) -> dict[str, Any]:
    if completion.is_cut:
        raise ChatFailed("The model's answer is cut off.", is_passing=False, code="cut")
    try:
        value = json.loads(completion.text)
    except ValueError as error:
        raise ChatFailed("The model's answer is not JSON.", is_passing=True) from error
    if not isinstance(value, dict):
        raise ChatFailed("The model's answer is not an object.", is_passing=True)
    return value
