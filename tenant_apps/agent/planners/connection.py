"""Which model answers: the workspace's own, else the one of this installation, else none."""

from django.conf import settings

from shared_apps.vendors.llm.chat import ChatModel
from tenant_apps.agent.selectors import current_settings


def configured() -> ChatModel | None:
    """Return the model to ask; the installation's key never goes to an address that a workspace chose."""
    own = current_settings()
    if own.model_base_url and own.model_name:
        return ChatModel(base_url=own.model_base_url, name=own.model_name, key=own.model_key)
    if settings.LLM_BASE_URL and (own.model_name or settings.LLM_MODEL):
        return ChatModel(
            base_url=settings.LLM_BASE_URL,
            name=own.model_name or settings.LLM_MODEL,
            key=own.model_key or settings.LLM_API_KEY,
        )
    return None
