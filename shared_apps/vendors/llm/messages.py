"""What goes to a chat model and comes back, whoever made it. Messages and tools have OpenAI's shape everywhere."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Api = Literal["openai", "gemini"]
# Gives the whole of the text so far, again and again, while the answer is written.
OnText = Callable[[str], None]
Messages = Sequence[Mapping[str, Any]]

MAX_COMPLETION_TOKENS = 800


class ChatFailed(Exception):
    """The model gave no usable answer; `is_passing` when the same request may work in a while.

    `code` is for machines (timeout, unreachable, rate_limited, refused, server, unreadable, cut, filtered,
    address, endless), `retry_after_s` what the server asked to wait.
    """

    def __init__(
        self, reason: str, *, is_passing: bool, code: str = "unreadable", retry_after_s: float | None = None
    ) -> None:
        super().__init__(reason)
        self.is_passing = is_passing
        self.code = code
        self.retry_after_s = retry_after_s


def timed_out(timeout_s: float) -> ChatFailed:
    return ChatFailed(
        f"The model did not answer within {timeout_s:.0f} seconds.", is_passing=True, code="timeout"
    )


@dataclass(frozen=True)
class ChatModel:
    """Prices are US dollars per million tokens, None when nobody told."""

    base_url: str
    name: str
    key: str = field(default="", repr=False)
    api: Api = "openai"
    prompt_price: Decimal | None = None
    completion_price: Decimal | None = None

    @property
    def is_priced(self) -> bool:
        return self.prompt_price is not None and self.completion_price is not None

    def cost(self, prompt_tokens: int, completion_tokens: int) -> Decimal | None:
        """Return US dollars to the millionth, None when the prices are not known."""
        if self.prompt_price is None or self.completion_price is None:
            return None
        spent = prompt_tokens * self.prompt_price + completion_tokens * self.completion_price
        return (spent / 1_000_000).quantize(Decimal("0.000001"))


@dataclass(frozen=True)
class ToolCall:
    """`arguments` is what the model wrote: it may not be JSON. `signature` is Gemini's and goes back with the call."""

    id: str
    name: str
    arguments: str
    signature: str = ""


@dataclass(frozen=True)
class Completion:
    """`data` is the parsed object when a schema was asked for."""

    text: str
    calls: tuple[ToolCall, ...]
    prompt_tokens: int
    completion_tokens: int
    is_cut: bool
    data: dict[str, Any] | None = None


@dataclass(frozen=True)
class Request:
    """One question to a model. `tools` in OpenAI's strict form; `schema` asks for an object of that JSON schema."""

    messages: Messages
    tools: Sequence[Mapping[str, Any]] = ()
    schema: Mapping[str, Any] | None = None
    max_tokens: int = MAX_COMPLETION_TOKENS


def arguments_of(call: ToolCall) -> dict[str, Any]:
    """Return the arguments as an object; raises ValueError for anything else."""
    value = json.loads(call.arguments)
    if not isinstance(value, dict):
        raise ValueError("Arguments must be a JSON object.")
    return value


def echo(completion: Completion) -> dict[str, Any]:
    """Return the message that stands for the model's own calls in the next request."""
    calls: list[dict[str, Any]] = []
    for call in completion.calls:
        shown: dict[str, Any] = {
            "id": call.id,
            "type": "function",
            "function": {"name": call.name, "arguments": call.arguments},
        }
        if call.signature:
            shown["extra_content"] = {"google": {"thought_signature": call.signature}}
        calls.append(shown)
    return {"role": "assistant", "content": completion.text or None, "tool_calls": calls}
