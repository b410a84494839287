"""Writes: who the visitor is, what they say, what the owner sets."""

from tenant_apps.webchat.actions.identify import identify
from tenant_apps.webchat.actions.say import Said, mark_read, react, say, show_typing
from tenant_apps.webchat.actions.settings import change_widget, renew_secret

__all__ = [
    "Said",
    "change_widget",
    "identify",
    "mark_read",
    "react",
    "renew_secret",
    "say",
    "show_typing",
]
