"""Writes that keep the inbox in order."""

from tenant_apps.conversations.organising.actions.mentions import store_mentions
from tenant_apps.conversations.organising.actions.settling import resolve_idle, save_settings
from tenant_apps.conversations.organising.actions.snoozing import snooze, wake_due
from tenant_apps.conversations.organising.actions.wearing import change_labels, set_labels, set_participants

__all__ = [
    "change_labels",
    "resolve_idle",
    "save_settings",
    "set_labels",
    "set_participants",
    "snooze",
    "store_mentions",
    "wake_due",
]
