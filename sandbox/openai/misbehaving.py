"""Switches that make a model misbehave: nonsense, broken JSON, tools that do not exist, calls without end."""

from dataclasses import replace

from sandbox.openai import tools
from sandbox.openai.chat_turn import Turn, calling
from sandbox.openai.reading import Chat
from sandbox.world import World

NONSENSE = "Зелені ідеї 98765 грн люто сплять; www.nonsense.example скажіть 42:99 ЇЇЇ."
UNKNOWN_TOOL = "drop_all_tables"


def spoilt(world: World, platform: str, chat: Chat, turn: Turn) -> Turn:
    """Return `turn`, or what a model with a switch on does in its place."""
    faults = world.faults
    if faults.strike(platform, "out", "nonsense"):
        return Turn(NONSENSE, None, "stop")
    if faults.strike(platform, "out", "unknown_tool"):
        return calling({"name": UNKNOWN_TOOL, "parameters": {}}, chat.question)
    function = next((tool["function"] for tool in chat.tools), None)
    if faults.strike(platform, "out", "invalid_json"):
        if function is None:
            return Turn('{"answer": "ціла відповідь не вмі', None, "stop")
        call = calling(function, chat.question)
        return replace(call, call={**(call.call or {}), "arguments": '{"query": "не закрит'})
    if faults.is_on(platform, "endless_tools"):
        found = tools.chosen(chat.tools, "auto", "?", set())
        if found is not None and faults.strike(platform, "out", "endless_tools"):
            return calling(found, chat.question)
    return turn
