"""What a question is after, by its words, in Ukrainian and English. Pure."""

import re

from tenant_apps.agent.understanding.words import FUNCTION_SKELETONS, skeleton, tokens
from tenant_apps.assistant.periods import Period

# Beginnings of words; every one of a group must be met. The first group that fits decides, so special ones stand first.
_TOOLS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("waiting_longest", ("чека|жде|wait", "довше|найдовше|давно|хто|longest|long|who")),
    ("most_asked", ("найчаст|найбільш|most|often|frequent|popular|top|топ", "питан|запит|питают|question|ask|asked")),
    ("unanswered_questions", (
        "без|не|unanswered|gaps|couldn|cannot|fail",
        "питан|запитан|відповід|question|answer|unanswered",
    )),
    ("satisfaction", ("csat|оцін|задоволен|satisf|rating|score|happy",)),
    ("response_time", ("швидк|час|довго|response|fast|quick|long", "відповід|реакц|response|reply|answer|respond")),
    ("busiest_hours", (
        "годин|коли|hour|when|busiest|busy|peak",
        "пиш|найбільш|завантаж|пік|busiest|busy|peak|write|most",
    )),
    ("agent_share", ("помічник|бот|агент|assistant|agent|bot|ai",)),
    ("team_replies", ("хто|команд|колег|who|team|colleague|member", "відповід|replied|answer|repl|most|найбільше")),
    ("my_tasks", ("мені|мої|моє|мене|my|me|mine", "робит|завдан|розмов|справ|task|do|conversation|todo|todos")),
    ("my_tasks", ("завдан|task|tasks|todo",)),
    ("open_conversations", ("відкрит|незакрит|непризначен|чека|open|unresolved|unassigned|waiting|pending",)),
    ("new_conversations", (
        "нов|скільки|new|many|count",
        "розмов|звернен|клієнт|чат|conversation|chat|customer|people",
    )),
)  # fmt: skip
_PERIODS: tuple[tuple[Period, tuple[str, ...]], ...] = (
    (Period.YESTERDAY, ("вчора|учора|yesterday",)),
    (Period.TODAY, ("сьогодні|today",)),
    (Period.LAST_WEEK, ("минул|попередн|last|previous", "тижд|тижн|week")),
    (Period.THIS_WEEK, ("тижд|тижн|week",)),
    (Period.LAST_MONTH, ("минул|попередн|last|previous", "місяц|month")),
    (Period.THIS_MONTH, ("місяц|month",)),
)


# "Who asked about balayage?": what stands behind "about" is looked for in what customers wrote.
_ABOUT = re.compile(r"\b(?:about|mention(?:s|ed|ing)?|про|щодо|згад\w+)\s+(.+)", re.IGNORECASE)
_WROTE = (
    "хто|who|яки|which|знай|find|покаж|show",
    "пис|напис|питал|питав|запит|згад|скарж|wrote|write|ask|mention|complain|said|messages|повідомл",
)
_OF_TIME = tuple(skeleton(start) for _, groups in _PERIODS for group in groups for start in group.split("|"))


def words_of(text: str) -> str:
    """Return what customers are to have written about, "" when the question is none of that kind."""
    about = _ABOUT.search(text)
    if about is None or not _fits([skeleton(token) for token in tokens(text)], _WROTE):
        return ""
    kept = [
        token
        for token in tokens(about[1])
        if skeleton(token) not in FUNCTION_SKELETONS and not skeleton(token).startswith(_OF_TIME)
    ]
    return " ".join(kept)


def _fits(words: list[str], groups: tuple[str, ...]) -> bool:
    return all(
        any(word.startswith(skeleton(start)) for start in group.split("|") for word in words)
        for group in groups
    )


def tool_of(text: str) -> str | None:
    """Return the name of the tool that answers `text`, None when none does."""
    if words_of(text):
        return "wrote_about"
    words = [skeleton(token) for token in tokens(text)]
    return next((name for name, groups in _TOOLS if _fits(words, groups)), None)


def period_of(text: str) -> Period | None:
    """Return the days that `text` names, None when it names none."""
    words = [skeleton(token) for token in tokens(text)]
    return next((period for period, groups in _PERIODS if _fits(words, groups)), None)
