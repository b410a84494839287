"""System checks: say at start what would otherwise fail at three in the morning."""

from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def field_keys_are_usable(**_: Any) -> list[CheckMessage]:
    try:
        for key in settings.FIELD_KEYS:
            Fernet(key)
    except ValueError:
        return [Error("PARLOR_FIELD_KEYS holds a key that is not a Fernet key.", id="core.E001")]
    if not settings.FIELD_KEYS:
        return [
            Error(
                "PARLOR_FIELD_KEYS is empty, so secrets could not be encrypted.",
                hint="Set it to one or more Fernet keys, newest first, separated by commas.",
                id="core.E002",
            )
        ]
    return []
