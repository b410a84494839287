from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict
from tenant_apps.channels.gate import Hold


class ConversationErrorCode(StrEnum):
    WINDOW_CLOSED = "window_closed"
    TAKEN_OVER = "taken_over"
    NOT_RETRIABLE = "not_retriable"
    NOT_CANCELLABLE = "not_cancellable"
    NOT_SUPPORTED = "not_supported"
    NOT_CONNECTED = "not_connected"
    EMPTY = "empty"
    CHANNEL_HELD = "channel_held"


class WindowClosed(Conflict):
    """The free time is over; `has_templates` tells whether an approved template may still be sent."""

    def __init__(self, *, has_templates: bool = False) -> None:
        way = "Send a template instead." if has_templates else "Wait until they write again."
        super().__init__(
            ConversationErrorCode.WINDOW_CLOSED,
            f"The customer last wrote too long ago to be answered freely. {way}",
            data={"what": "template"} if has_templates else {},
        )


class TakenOver(Conflict):
    """A person has the conversation now, so what the agent prepared is not sent."""

    def __init__(self) -> None:
        super().__init__(ConversationErrorCode.TAKEN_OVER, "A person has taken the conversation over.")


class NotRetriable(Conflict):
    def __init__(self) -> None:
        super().__init__(ConversationErrorCode.NOT_RETRIABLE, "Only a failed message can be sent again.")


class NotCancellable(Conflict):
    def __init__(self) -> None:
        super().__init__(
            ConversationErrorCode.NOT_CANCELLABLE,
            "This message is already on its way and cannot be taken back.",
        )


class NotConnected(Conflict):
    def __init__(self) -> None:
        super().__init__(
            ConversationErrorCode.NOT_CONNECTED,
            "This channel is disconnected. Connect it again under Settings.",
        )


class ChannelHeld(NotConnected):
    """The platform lets nothing out by this channel: it waits for a review, was refused, or its kind is off."""

    def __init__(self, hold: Hold) -> None:
        super().__init__()
        self.code, self.message = ConversationErrorCode.CHANNEL_HELD, hold.message
        self.data = {"what": hold.code, "reason": hold.reason}


class Empty(AppError):
    def __init__(self) -> None:
        super().__init__(ConversationErrorCode.EMPTY, "A message needs text or a file.")
