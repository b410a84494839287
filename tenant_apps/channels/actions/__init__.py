from .connect import connect_whatsapp
from .disconnect import disconnect
from .health import Health, ask_health, check_health
from .notes import note_account, note_events, note_failure

__all__ = [
    "Health",
    "ask_health",
    "check_health",
    "connect_whatsapp",
    "disconnect",
    "note_account",
    "note_events",
    "note_failure",
]
