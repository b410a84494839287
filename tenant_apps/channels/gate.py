"""The platform's word about channels. Its console decides, far above this app, and is known here by name only."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from shared_apps.core.errors import AppError
from tenant_apps.channels.errors import ChannelErrorCode

MESSAGES = {
    "pending": "This channel waits for Parlor's review. Messages arrive; answers can be sent once it is approved.",
    "rejected": "Parlor has not approved this channel, so nothing is sent by it. {reason}",
    "off": "Parlor has switched this kind of channel off for now. {reason}",
}


@dataclass(frozen=True)
class Hold:
    """Why nothing leaves by a channel: `code` is pending, rejected or off; `reason` is an operator's."""

    code: str
    reason: str

    @property
    def message(self) -> str:
        return MESSAGES[self.code].format(reason=self.reason).strip()


def hold_of(kind: str, account_id: UUID) -> Hold | None:
    """Return what holds an account of the current tenant back; cached, as every message asks."""
    found: tuple[str, str] | None = import_string(f"{settings.CHANNEL_GATE}.hold_of")(kind, account_id)
    return Hold(*found) if found else None


def require_open(kind: str) -> None:
    """Raise AppError 403 `channel_switched_off` when no more channels of a kind may be connected."""
    reason: str | None = import_string(f"{settings.CHANNEL_GATE}.closed_because")(kind)
    if reason is not None:
        message = Hold("off", reason).message
        raise AppError(
            ChannelErrorCode.SWITCHED_OFF, message, status=403, data={"kind": kind, "reason": reason}
        )
