"""Say figures in a sentence without a model, in the language of the question. Pure."""

from collections.abc import Sequence

from tenant_apps.agent.planning import Replies
from tenant_apps.assistant.looking import Row
from tenant_apps.assistant.periods import Period

_PERIODS: dict[Replies, dict[Period, str]] = {
    "en": {
        Period.TODAY: "today", Period.YESTERDAY: "yesterday", Period.THIS_WEEK: "this week",
        Period.LAST_WEEK: "last week", Period.THIS_MONTH: "this month", Period.LAST_MONTH: "last month",
        Period.LAST_30_DAYS: "in the last 30 days",
    },
    "uk": {
        Period.TODAY: "сьогодні", Period.YESTERDAY: "вчора", Period.THIS_WEEK: "цього тижня",
        Period.LAST_WEEK: "минулого тижня", Period.THIS_MONTH: "цього місяця", Period.LAST_MONTH: "минулого місяця",
        Period.LAST_30_DAYS: "за останні 30 днів",
    },
}  # fmt: skip
_SENTENCES: dict[Replies, dict[str, str]] = {
    "en": {
        "new_conversations": "New conversations {period}: {total}.",
        "open_conversations": (
            "Not resolved: {total}. Nobody's: {unassigned}. Yours: {mine}. Waiting for an answer: {waiting}."
        ),
        "waiting_longest": "{first} waits longest: {value}.",
        "response_time": "First answers {period}: half of them within {median}, the slowest after {longest}.",
        "unanswered_questions": "What the assistant could not answer {period}, the most asked first:",
        "most_asked": "What customers asked most {period}:",
        "wrote_about": "Wrote about “{words}” {period}: {total}.",
        "satisfaction": "Ratings {period}: {ratings}. On average {average} of 5; content: {content}.",
        "agent_share": (
            "The assistant {period}: answered {sent}, drafted {drafted}, handed over"
            " {handed_off}, failed {failed}."
        ),
        "busiest_hours": "Customers write most {period} at these hours:",
        "team_replies": "Answers of the team {period}:",
        "my_tasks": "Conversations that are yours to answer: {total}.",
    },
    "uk": {
        "new_conversations": "Нових розмов {period}: {total}.",
        "open_conversations": (
            "Не завершено: {total}. Нічиїх: {unassigned}. Ваших: {mine}. Чекають на відповідь: {waiting}."
        ),
        "waiting_longest": "Найдовше чекає {first}: {value}.",
        "response_time": "Перші відповіді {period}: половина — до {median}, найдовша — за {longest}.",
        "unanswered_questions": "На що помічник не мав відповіді {period}, від найчастішого:",
        "most_asked": "Про що найчастіше питали {period}:",
        "wrote_about": "Писали про «{words}» {period}: {total}.",
        "satisfaction": (
            "Клієнти оцінили розмов {period}: {ratings}. У середньому {average} із 5, задоволених: {content}."
        ),
        "agent_share": (
            "Помічник {period}: відповів {sent}, підготував чернеток {drafted}, передав людям"
            " {handed_off}, не впорався {failed}."
        ),
        "busiest_hours": "Найчастіше клієнти пишуть {period} о цих годинах:",
        "team_replies": "Відповіді команди {period}:",
        "my_tasks": "Розмов, на які маєте відповісти ви: {total}.",
    },
}
_NOTHING: dict[Replies, dict[str, str]] = {
    "en": {
        "waiting_longest": "Nobody waits for an answer.",
        "response_time": "Nothing was answered {period}.",
        "unanswered_questions": "The assistant had an answer to everything {period}.",
        "most_asked": "Nobody has asked the assistant anything {period}.",
        "wrote_about": "Nobody wrote about “{words}” {period}.",
        "satisfaction": "Nobody has rated a conversation {period}.",
        "busiest_hours": "Nobody has written {period}.",
        "team_replies": "Nobody of the team has answered {period}.",
    },
    "uk": {
        "waiting_longest": "Ніхто не чекає на відповідь.",
        "response_time": "Відповідей {period} не було.",
        "unanswered_questions": "Помічник мав відповідь на все {period}.",
        "most_asked": "Помічника ні про що не питали {period}.",
        "wrote_about": "Про «{words}» не писав ніхто {period}.",
        "satisfaction": "Ніхто не оцінював розмов {period}.",
        "busiest_hours": "Ніхто не писав {period}.",
        "team_replies": "Ніхто з команди не відповідав {period}.",
    },
}
_PUZZLED: dict[Replies, str] = {
    "en": (
        "I can tell you how many new conversations there were, who waits longest, how fast you answer, what stayed"
        " unanswered, what customers ask most and who wrote about something, how they rate you, when they write,"
        " what the assistant and the team have done, and what is yours to do. For free questions connect a language"
        " model in the assistant's settings."
    ),
    "uk": (
        "Можу сказати, скільки нових розмов, хто чекає найдовше, як швидко ви відповідаєте, що лишилося без"
        " відповіді, що питають найчастіше і хто писав про щось, як вас оцінюють, коли пишуть клієнти, що зробили"
        " помічник і команда та що чекає на вас. Для вільних запитань під’єднайте мовну модель у налаштуваннях"
        " помічника."
    ),
}


# Minutes, hours and days, as they stand after a figure.
_UNITS: dict[Replies, tuple[str, str, str]] = {"en": ("min", "h", "d"), "uk": ("хв", "год", "дн.")}
_TIMES = frozenset({"median", "longest"})


def duration(minutes: float | str, language: Replies) -> str:
    """Return a time as people say it: 40 min, 2 h 5 min, 3 d 4 h."""
    least, middle, most = _UNITS[language]
    whole = round(float(minutes))
    if whole < 60:
        return f"{whole} {least}"
    hours, rest = divmod(whole, 60)
    if hours < 48:
        return f"{hours} {middle} {rest} {least}" if rest else f"{hours} {middle}"
    days, left = divmod(hours, 24)
    return f"{days} {most} {left} {middle}" if left else f"{days} {most}"


def sentence(tool: str, period: Period, rows: Sequence[Row], language: Replies, words: str = "") -> str:
    """Return what the rows of `tool` say; lists are shown beside it. `words` are what was looked for."""
    values: dict[str, object] = {
        row.label: duration(row.value, language) if row.label in _TIMES else row.value for row in rows
    }
    named = {"period": _PERIODS[language][period], "words": words}
    is_nothing = not rows or (len(rows) == 1 and rows[0].value == 0 and tool in _NOTHING[language])
    if is_nothing and tool in _NOTHING[language]:
        return _NOTHING[language][tool].format(**named)
    if tool == "waiting_longest":
        named |= {"first": rows[0].label, "value": duration(rows[0].value, language)}
    return _SENTENCES[language][tool].format(**{**values, **named})


def puzzled(language: Replies) -> str:
    return _PUZZLED[language]
