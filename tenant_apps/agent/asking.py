"""Ask a model: the one that is configured, then the second one, within the month's budget; every try on record.

Never inside a transaction: the connection to the database is given back while the model thinks.
"""

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection

from shared_apps.core.keys import tenant_key
from shared_apps.vendors.llm.chat import ChatFailed, ChatModel, Completion, complete
from shared_apps.vendors.llm.messages import MAX_COMPLETION_TOKENS, OnText
from tenant_apps.agent.connection import models
from tenant_apps.agent.errors import BudgetSpent, ModelFailed, ModelMissing
from tenant_apps.agent.usage.actions import record_call
from tenant_apps.agent.usage.models import Feature
from tenant_apps.agent.usage.selectors import spending

# How long a model that failed is left alone, so that the next customer does not wait for it in vain.
REST_S = 20
LONGEST_REST_S = 300
_LEAST_S = 1.0


@dataclass(frozen=True)
class Answer:
    """What a model said. `data` is the object when a schema was asked for; `cost` in US dollars, None when unknown."""

    completion: Completion
    model: str
    cost: Decimal | None
    ms: int

    @property
    def text(self) -> str:
        return self.completion.text

    @property
    def data(self) -> dict[str, Any]:
        return self.completion.data or {}


def is_configured() -> bool:
    return bool(models())


def ask(
    *,
    feature: Feature | str,
    messages: Sequence[Mapping[str, Any]],
    tools: Sequence[Mapping[str, Any]] = (),
    schema: Mapping[str, Any] | None = None,
    timeout_s: float = 30.0,
    max_tokens: int = MAX_COMPLETION_TOKENS,
    on_text: OnText | None = None,
    turn_id: UUID | None = None,
    model: ChatModel | None = None,
    calls: list[dict[str, Any]] | None = None,
) -> Answer:
    """Return the next message; `calls` is given what each try took, `model` stands in for the configured ones.

    Messages and tools have OpenAI's shape, `schema` is a strict JSON schema of an object. Raises ModelMissing,
    BudgetSpent, ModelFailed.
    """
    chosen = [model] if model is not None else models()
    if not chosen:
        raise ModelMissing
    if spending().state == "hard":
        raise BudgetSpent
    options = {"tools": tools, "schema": schema, "max_tokens": max_tokens}
    deadline = time.monotonic() + timeout_s
    failure = ChatFailed(
        "It failed a moment ago and is left alone for a while.", is_passing=True, code="rest"
    )
    for one in chosen:
        left_s = deadline - time.monotonic()
        if (cache.get(_rest_key(one)) and model is None) or left_s < _LEAST_S:
            continue
        try:
            return _try(one, messages, options, left_s, on_text, _Record(feature, one, turn_id, calls))
        except ChatFailed as error:
            failure = error
            _let_rest(one, error)
    raise ModelFailed(str(failure)) from failure


def _try(
    model: ChatModel,
    messages: Sequence[Mapping[str, Any]],
    options: dict[str, Any],
    timeout_s: float,
    on_text: OnText | None,
    record: "_Record",
) -> Answer:
    give_back_connection()
    begun = time.monotonic()
    try:
        completion = complete(model, messages, timeout_s=timeout_s, retries=1, on_text=on_text, **options)
    except ChatFailed as error:
        record.keep(_ms(begun), error=error.code)
        raise
    ms = _ms(begun)
    cost = record.keep(ms, completion)
    return Answer(completion, model.name, cost, ms)


@dataclass(frozen=True)
class _Record:
    """Keeps what a try took, for the charts and for who asked."""

    feature: Feature | str
    model: ChatModel
    turn_id: UUID | None
    calls: list[dict[str, Any]] | None

    def keep(self, ms: int, completion: Completion | None = None, *, error: str = "") -> Decimal | None:
        prompt = completion.prompt_tokens if completion else 0
        completed = completion.completion_tokens if completion else 0
        cost = self.model.cost(prompt, completed) if completion else None
        record_call(
            feature=self.feature,
            provider=self.model.api,
            model=self.model.name,
            prompt_tokens=prompt,
            completion_tokens=completed,
            cost=cost,
            ms=ms,
            is_ok=not error,
            error=error,
            turn_id=self.turn_id,
        )
        if self.calls is not None:
            self.calls.append(
                {
                    "model": self.model.name,
                    "ms": ms,
                    "prompt_tokens": prompt,
                    "completion_tokens": completed,
                    "cost": None if cost is None else float(cost),
                    "is_ok": not error,
                    "error": error,
                }
            )
        return cost


def give_back_connection() -> None:
    """Let others have the connection while a model thinks; it comes back by itself with the next query."""
    if not connection.in_atomic_block:
        connection.close()


def _let_rest(model: ChatModel, failure: ChatFailed) -> None:
    """What is wrong with the question is no reason to leave the model alone; what is wrong with the server is."""
    if failure.code in {"timeout", "unreachable", "rate_limited", "server"}:
        rest_s = min(max(failure.retry_after_s or 0, REST_S), LONGEST_REST_S)
        cache.set(_rest_key(model), 1, rest_s)


def _rest_key(model: ChatModel) -> str:
    asked = f"{model.base_url} {model.name} {model.key}"
    return tenant_key("model-rests", hashlib.sha256(asked.encode()).hexdigest()[:24])


def _ms(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
