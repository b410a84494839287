"""Writes of the agent: its settings, its prompt, its turns."""

from tenant_apps.agent.actions.playground import play
from tenant_apps.agent.actions.scheduling import restart_turn, resume_turns, schedule_turn
from tenant_apps.agent.actions.settings import change_settings, drop_override, override, write_prompt

__all__ = [
    "change_settings",
    "drop_override",
    "override",
    "play",
    "restart_turn",
    "resume_turns",
    "schedule_turn",
    "write_prompt",
]
