from .confirming import confirm
from .connect import connect
from .disconnect import disconnect
from .grants import choices_of, connect_choice, finish_sign_in, read_state, start_sign_in
from .health import Health, ask_health, check_health
from .notes import note_account, note_events, note_failure, note_recovery
from .refresh import refresh_due_tokens
from .subscribing import subscribe_again
from .sync import can_sync, request_sync
from .templates import approved_templates

__all__ = [
    "Health",
    "approved_templates",
    "ask_health",
    "can_sync",
    "check_health",
    "choices_of",
    "confirm",
    "connect",
    "connect_choice",
    "disconnect",
    "finish_sign_in",
    "note_account",
    "note_events",
    "note_failure",
    "note_recovery",
    "read_state",
    "refresh_due_tokens",
    "request_sync",
    "start_sign_in",
    "subscribe_again",
]
