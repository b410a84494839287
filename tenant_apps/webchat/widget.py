"""What a widget is told about its website: the owner's settings over the defaults. Pure."""

from collections.abc import Mapping
from typing import Any

from tenant_apps.workspace.colours import on_colour

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


def settings_of(stored: Mapping[str, Any], brand: str = "") -> dict[str, Any]:
    """Return the whole of an account's widget settings, `stored` being the account's own, in the `brand`'s colour."""
    own = stored.get("widget")
    return {**DEFAULTS, **colours_of(brand), **(own if isinstance(own, dict) else {})}


def colours_of(brand: str) -> dict[str, str]:
    """Return the colours of a widget that nobody chose any for; none when the business has no colour either."""
    return {"color": brand, "text_color": on_colour(brand)} if brand else {}


def own_colours(settings: Mapping[str, Any], brand: str) -> dict[str, Any]:
    """Return `settings` without colours that are the default anyway, so that they follow the brand."""
    usual = {name: DEFAULTS[name] for name in ("color", "text_color")} | colours_of(brand)
    is_usual = all(str(settings.get(name, usual[name])).lower() == usual[name] for name in usual)
    return {name: value for name, value in settings.items() if not (is_usual and name in usual)}


MARK = {"en": "Powered by Parlor", "uk": "Працює на Parlor"}


def shown_to_visitors(
    stored: Mapping[str, Any], *, brand: str = "", has_mark: bool = False
) -> dict[str, Any]:
    """Return what the widget is told; on a plan that carries a mark it stands in the header, behind the hours.

    There it costs the widget's bundle nothing.
    """
    shown = {name: value for name, value in settings_of(stored, brand).items() if name not in _INTERNAL}
    if has_mark:
        hours = shown["office_hours"]
        shown["office_hours"] = {
            language: " · ".join(filter(None, [hours.get(language, ""), mark]))
            for language, mark in MARK.items()
        }
    return shown


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
