"""Which models answer: the workspace's own, else those of this installation, else none."""

from decimal import Decimal, InvalidOperation

from django.conf import settings

from shared_apps.vendors.llm.chat import ChatModel
from shared_apps.vendors.llm.messages import Api
from tenant_apps.agent.models import AgentSettings, ModelApi
from tenant_apps.agent.selectors import current_settings


def configured() -> ChatModel | None:
    """Return the model to ask first; the installation's key never goes to an address that a workspace chose."""
    return next(iter(models()), None)


def models() -> list[ChatModel]:
    """Return the models in the order in which they are asked."""
    return models_of(current_settings())


def models_of(own: AgentSettings) -> list[ChatModel]:
    """Return what `models` would with these settings."""
    return [model for model in (_first(own), _second(own)) if model is not None]


def _first(own: AgentSettings) -> ChatModel | None:
    base_url = own.model_base_url or (settings.GEMINI_URL if own.model_api == ModelApi.GEMINI else "")
    if base_url and own.model_name:
        return ChatModel(
            base_url=base_url,
            name=own.model_name,
            key=own.model_key,
            api=_api(own.model_api),
            prompt_price=own.model_prompt_price,
            completion_price=own.model_completion_price,
        )
    if settings.LLM_BASE_URL and (own.model_name or settings.LLM_MODEL):
        return ChatModel(
            base_url=settings.LLM_BASE_URL,
            name=own.model_name or settings.LLM_MODEL,
            key=own.model_key or settings.LLM_API_KEY,
            api=_api(settings.LLM_API),
            prompt_price=_price(own.model_prompt_price, settings.LLM_PROMPT_PRICE),
            completion_price=_price(own.model_completion_price, settings.LLM_COMPLETION_PRICE),
        )
    return None


def _second(own: AgentSettings) -> ChatModel | None:
    """Return the model for when the first one fails. Who chose a model of their own is not sent to ours."""
    base_url = own.fallback_base_url or (settings.GEMINI_URL if own.fallback_api == ModelApi.GEMINI else "")
    if base_url and own.fallback_name:
        return ChatModel(
            base_url=base_url,
            name=own.fallback_name,
            key=own.fallback_key,
            api=_api(own.fallback_api),
            prompt_price=own.fallback_prompt_price,
            completion_price=own.fallback_completion_price,
        )
    is_theirs = bool(own.model_base_url) or own.model_api == ModelApi.GEMINI
    if settings.LLM_FALLBACK_BASE_URL and settings.LLM_FALLBACK_MODEL and not is_theirs:
        return ChatModel(
            base_url=settings.LLM_FALLBACK_BASE_URL,
            name=settings.LLM_FALLBACK_MODEL,
            key=settings.LLM_FALLBACK_API_KEY,
            api=_api(settings.LLM_FALLBACK_API),
            prompt_price=_price(None, settings.LLM_FALLBACK_PROMPT_PRICE),
            completion_price=_price(None, settings.LLM_FALLBACK_COMPLETION_PRICE),
        )
    return None


def _api(name: str) -> Api:
    return "gemini" if name == ModelApi.GEMINI else "openai"


def _price(own: Decimal | None, installed: str) -> Decimal | None:
    try:
        return own if own is not None else Decimal(installed) if installed else None
    except InvalidOperation:
        return None
