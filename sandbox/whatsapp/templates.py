"""The templates of every sandbox account, in the shape of GET /{waba}/message_templates: templates.json."""

from pathlib import Path
from typing import Any

import msgspec

Component = dict[str, Any]

TEMPLATES: tuple[Component, ...] = tuple(
    msgspec.json.decode((Path(__file__).parent / "templates.json").read_bytes(), type=list[Component])
)


def find(name: str, language: str) -> Component | None:
    """Return a template by name and language."""
    return next((t for t in TEMPLATES if (t["name"], t["language"]) == (name, language)), None)


def part(components: list[Component], kind: str) -> Component | None:
    """Return the component of a kind: BODY, HEADER, FOOTER, BUTTONS, CAROUSEL."""
    return next((c for c in components if c["type"] == kind), None)
