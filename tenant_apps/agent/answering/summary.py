"""What a person who takes over has to know, in a few lines in the language of the business."""

from tenant_apps.agent.planning import Question, Replies

_EARLIER = {"uk": "Раніше клієнт писав: {text}", "en": "Before that the customer wrote: {text}"}
_ANSWERED = {"uk": "Помічник відповів: {text}", "en": "The agent answered: {text}"}
LONGEST_QUESTION, LONGEST_LINE = 500, 160


def summary_of(question: Question, language: Replies) -> str:
    """Return the open question, and the last thing that was asked and answered before it."""
    lines = [question.text[:LONGEST_QUESTION]]
    theirs = [said.text for said in question.history if not said.is_ours]
    ours = [said.text for said in question.history if said.is_ours]
    if theirs:
        lines.append(_EARLIER[language].format(text=_short(theirs[-1])))
    if ours and theirs:
        lines.append(_ANSWERED[language].format(text=_short(ours[-1])))
    return "\n".join(lines)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_LINE else flat[: LONGEST_LINE - 1].rstrip() + "…"
