from enum import StrEnum

from shared_apps.core.errors import Invalid


class AgentErrorCode(StrEnum):
    PROMPT_CHANGED = "prompt_changed"


class ModelAddressRefused(Invalid):
    """The model's address is not one that Parlor asks."""

    def __init__(self, reason: str) -> None:
        super().__init__("The address of the model cannot be used.", fields={"model.base_url": [reason]})
