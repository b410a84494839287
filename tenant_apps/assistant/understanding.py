"""What a question is after, by its words, in Ukrainian and English. Pure."""

from tenant_apps.agent.understanding.words import skeleton, tokens
from tenant_apps.assistant.periods import Period

# Beginnings of words; every one of a group must be met. The first group that fits decides, so special ones stand first.
_TOOLS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("waiting_longest", ("чека|жде|wait", "довше|найдовше|давно|хто|longest|long|who")),
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


def _fits(words: list[str], groups: tuple[str, ...]) -> bool:
    return all(
        any(word.startswith(skeleton(start)) for start in group.split("|") for word in words)
        for group in groups
    )


def tool_of(text: str) -> str | None:
    """Return the name of the tool that answers `text`, None when none does."""
    words = [skeleton(token) for token in tokens(text)]
    return next((name for name, groups in _TOOLS if _fits(words, groups)), None)


def period_of(text: str) -> Period | None:
    """Return the days that `text` names, None when it names none."""
    words = [skeleton(token) for token in tokens(text)]
    return next((period for period, groups in _PERIODS if _fits(words, groups)), None)
