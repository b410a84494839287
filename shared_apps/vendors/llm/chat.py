"""Chat completions of any OpenAI-compatible server, with the official client.

The address may have been typed by an admin, so it is checked before every call: public https, or the very address
that the operator configured. The client's own retries are off; `ChatFailed.is_passing` tells the caller what is
worth another try. https://platform.openai.com/docs/api-reference/chat
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openai
from django.conf import settings

from shared_apps.core.egress import EgressRefused, resolve

MAX_COMPLETION_TOKENS = 800


class AddressRefused(Exception):
    """This address is not asked; the text says why, for people."""


class ChatFailed(Exception):
    """The model gave no usable answer; `is_passing` when the same request may work in a while."""

    def __init__(self, reason: str, *, is_passing: bool) -> None:
        super().__init__(reason)
        self.is_passing = is_passing


@dataclass(frozen=True)
class ChatModel:
    base_url: str
    name: str
    key: str = field(default="", repr=False)


@dataclass(frozen=True)
class ToolCall:
    """`arguments` is what the model wrote: it may not be JSON."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True)
class Completion:
    text: str
    calls: tuple[ToolCall, ...]
    prompt_tokens: int
    completion_tokens: int
    is_cut: bool


def check_address(base_url: str) -> str | None:
    """Return the public address to connect to, None for one of the operator's own; raises AddressRefused."""
    parts = urlsplit(base_url)
    if not parts.hostname or parts.scheme not in {"http", "https"} or parts.username or parts.password:
        raise AddressRefused("Give a full address, such as https://api.openai.com/v1, without a user name.")
    if _is_ours(base_url):
        return None
    if parts.scheme != "https":
        raise AddressRefused("Only https addresses are asked.")
    try:
        return resolve(parts.hostname, parts.port or 443)
    except (EgressRefused, ValueError) as error:
        raise AddressRefused(str(error)) from error


class _Pinned(httpx2.HTTPTransport):
    """Connects to the address that was checked: the name could resolve to another one a moment later."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        # The certificate still has to be the name's; the Host header was set from it already.
        request.extensions = {**request.extensions, "sni_hostname": request.url.host}
        request.url = request.url.copy_with(host=self._address)
        return super().handle_request(request)


def _is_ours(base_url: str) -> bool:
    """Return whether the operator named this very address, or it is the sandbox of a machine that has one."""
    bare = base_url.rstrip("/")
    if settings.LLM_BASE_URL and bare == settings.LLM_BASE_URL.rstrip("/"):
        return True
    return bool(settings.SANDBOX_IS_WORLD) and bare.startswith(settings.SANDBOX_URL.rstrip("/") + "/")


def complete(
    model: ChatModel,
    messages: Sequence[Mapping[str, Any]],
    *,
    tools: Sequence[Mapping[str, Any]] = (),
    timeout_s: float,
    on_text: Callable[[str], None] | None = None,
) -> Completion:
    """Ask for the next message; raises ChatFailed, also for an address that is refused.

    With `on_text` the answer is streamed, and `on_text` is given the whole of its text so far, again and again.
    """
    try:
        address = check_address(model.base_url)
    except AddressRefused as error:
        raise ChatFailed(str(error), is_passing=False) from error
    options: dict[str, Any] = {"tools": list(tools)} if tools else {}
    try:
        # Redirects could lead where the address check would not let us go.
        transport = _Pinned(address) if address else None
        with httpx2.Client(
            transport=transport, follow_redirects=False, timeout=timeout_s, trust_env=False
        ) as wire:
            client = openai.OpenAI(
                base_url=model.base_url,
                api_key=model.key or "none",
                http_client=wire,
                timeout=timeout_s,
                max_retries=0,
            )
            ask: Any = partial(
                client.chat.completions.create,
                model=model.name,
                messages=list(messages),
                max_completion_tokens=MAX_COMPLETION_TOKENS,
                **options,
            )
            if on_text is None:
                return _read(ask())
            return _read_stream(ask(stream=True, stream_options={"include_usage": True}), on_text)
    except openai.APIStatusError as error:
        is_passing = error.status_code in {408, 409, 429} or error.status_code >= 500
        raise ChatFailed(
            f"The model's server answered {error.status_code}.", is_passing=is_passing
        ) from error
    except openai.APITimeoutError as error:
        raise ChatFailed(
            f"The model did not answer within {timeout_s:.0f} seconds.", is_passing=True
        ) from error
    except openai.APIConnectionError as error:
        raise ChatFailed("The model's server cannot be reached.", is_passing=True) from error
    except (openai.OpenAIError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise ChatFailed(
            f"The model's answer cannot be read: {type(error).__name__}.", is_passing=True
        ) from error


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


def _read_stream(chunks: Iterable[Any], on_text: Callable[[str], None]) -> Completion:
    """Put the pieces together; a tool call's name comes in its first piece, its arguments in all of them."""
    text, finish_reason, usage = "", None, None
    calls: dict[int, dict[str, str]] = {}
    for chunk in chunks:
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


def arguments_of(call: ToolCall) -> dict[str, Any]:
    """Return the arguments as an object; raises ValueError for anything else."""
    value = json.loads(call.arguments)
    if not isinstance(value, dict):
        raise ValueError("Arguments must be a JSON object.")
    return value


def cost(prompt_tokens: int, completion_tokens: int) -> float | None:
    """Return US dollars at the configured prices per million tokens, None when they are not configured."""
    if not settings.LLM_PROMPT_PRICE or not settings.LLM_COMPLETION_PRICE:
        return None
    spent = prompt_tokens * float(settings.LLM_PROMPT_PRICE) + completion_tokens * float(
        settings.LLM_COMPLETION_PRICE
    )
    return round(spent / 1_000_000, 6)
