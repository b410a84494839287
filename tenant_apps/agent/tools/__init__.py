"""What the agent can do: one file per tool, each a schema and one call. This list is all there is to register."""

from tenant_apps.agent.tools import find_services, hand_off, search_knowledge
from tenant_apps.agent.tools.tool import Tool

TOOLS: tuple[Tool, ...] = (search_knowledge.TOOL, find_services.TOOL, hand_off.TOOL)


def named(name: str) -> Tool | None:
    return next((tool for tool in TOOLS if tool.name == name), None)
