"""Photos without a model: who asks to see something gets the one that fits, beside the answer or instead of it."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from tenant_apps.agent.answering import phrases
from tenant_apps.agent.answering.extract import parts
from tenant_apps.agent.planners.start import Start
from tenant_apps.agent.planning import Plan
from tenant_apps.agent.tools import find_photos
from tenant_apps.agent.understanding.intents import Intent

_FILE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif)$", re.IGNORECASE)


@dataclass(frozen=True)
class Shown:
    """A photo that fits; `caption` is the owner's."""

    photo_id: UUID
    caption: str


def photo_for(turn: Start) -> Shown | None:
    """Return what to show, None when nothing was asked to be seen or nothing fits."""
    tool = find_photos.TOOL
    if not turn.reading.wants_photo or tool.name in turn.persona.tools_off:
        return None
    arguments = {"query": turn.text}
    with turn.trace.step(tool.name) as step:
        found = tool.run(arguments)
        step["detail"] = f"{len(found.photos)} photos"
    turn.trace.tools.append(
        {"name": tool.name, "arguments": arguments, "result": found.content, "ms": step["ms"]}
    )
    if not found.photos:
        return None
    caption = str(found.content["photos"][0]["caption"])
    return Shown(found.photos[0], "" if _FILE_NAME.search(caption) else caption)


def asks_for_more(turn: Start) -> bool:
    """Return whether something is to be told beside the photo."""
    reading = turn.reading
    return reading.intent == Intent.PRICING or reading.asks_duration or len(parts(turn.text)) > 1


def with_photo(turn: Start, shown: Shown, plan: Plan | None = None) -> Plan:
    """Return `plan` with the photo; where it would only call a person, the photo is the answer."""
    if plan is None or plan.is_hand_off:
        answer = phrases.showing(turn.persona, turn.language, shown.caption)
        return turn.plan(answer, photos=(shown.photo_id,))
    return replace(plan, photos=(shown.photo_id,))
