"""What the agent can do: one file per tool, each a schema and one call. This list is all there is to register."""

from collections.abc import Collection

from tenant_apps.agent.tools import find_photos, find_products, find_services, hand_off, search_knowledge
from tenant_apps.agent.tools.tool import Tool

TOOLS: tuple[Tool, ...] = (
    search_knowledge.TOOL,
    find_services.TOOL,
    find_products.TOOL,
    find_photos.TOOL,
    hand_off.TOOL,
)


def names() -> list[str]:
    """Return the tools that an owner may switch off; fetching a person is none of them."""
    return [tool.name for tool in TOOLS if not tool.is_always_on]


def offered(off: Collection[str] = ()) -> list[Tool]:
    """Return the tools that a model may call when those called `off` are switched off."""
    return [tool for tool in TOOLS if tool.is_always_on or tool.name not in off]


def named(name: str, off: Collection[str] = ()) -> Tool | None:
    return next((tool for tool in offered(off) if tool.name == name), None)
