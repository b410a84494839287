"""What a widget is told about its website: the owner's settings over the defaults. Pure."""

from collections.abc import Mapping
from typing import Any

DEFAULTS: dict[str, Any] = {
    "color": "#c2410c",
    "text_color": "#ffffff",
    "theme": "auto",
    "position": "right",
    "greeting": {"en": "Hello! How can we help?", "uk": "Вітаємо! Чим можемо допомогти?"},
    "pre_chat": {"is_on": False, "questions": []},
    "office_hours": {"en": "", "uk": ""},
    "offline": {"asks_email": True, "text": {"en": "", "uk": ""}},
    "allowed_origins": [],
}
# What only the team sees.
_INTERNAL = {"allowed_origins"}


def settings_of(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return the whole of an account's widget settings, `stored` being the account's own."""
    own = stored.get("widget")
    return {**DEFAULTS, **(own if isinstance(own, dict) else {})}


def shown_to_visitors(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings_of(stored).items() if name not in _INTERNAL}


def missing_details(settings: Mapping[str, Any], given: Mapping[str, str]) -> list[str]:
    """Return the names of required pre-chat questions that were left empty."""
    form = settings["pre_chat"]
    if not form.get("is_on"):
        return []
    return [
        question["name"]
        for question in form.get("questions", [])
        if question.get("required") and not given.get(question["name"], "").strip()
    ]
