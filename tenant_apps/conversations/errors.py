from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict


class ConversationErrorCode(StrEnum):
    WINDOW_CLOSED = "window_closed"
    TAKEN_OVER = "taken_over"
    NOT_RETRIABLE = "not_retriable"
    NOT_CANCELLABLE = "not_cancellable"
    NOT_SUPPORTED = "not_supported"
    NOT_CONNECTED = "not_connected"
    EMPTY = "empty"


class WindowClosed(Conflict):
    def __init__(self) -> None:
        super().__init__(
            ConversationErrorCode.WINDOW_CLOSED,
            "The customer last wrote too long ago to be answered freely. Wait until they write again.",
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


class Empty(AppError):
    def __init__(self) -> None:
        super().__init__(ConversationErrorCode.EMPTY, "A message needs text or a file.")
