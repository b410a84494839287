"""Why the agent handed over, in the language of the business: these words are for the team, not for the customer."""

_UKRAINIAN = {
    "The customer asks for a person.": "Клієнт просить людину.",
    "The customer complains.": "Клієнт скаржиться.",
    "The customer wants to book or change a booking.": "Клієнт хоче записатися або змінити запис.",
    "The documents do not answer this question.": "У документах немає відповіді на це питання.",
    "The message tries to give the agent orders.": "Повідомлення намагається керувати помічником.",
    "The customer may be in danger: their message speaks of ending their life or hurting themselves.": (
        "Клієнт може бути в небезпеці: у повідомленні йдеться про самогубство або самоушкодження."
    ),
    "The customer's message is abusive.": "Повідомлення клієнта образливе.",
    "This topic is left to people.": "Цю тему залишено людям.",
    "The agent talks with another bot.": "Помічник говорить з іншим ботом.",
    "The agent could not reach its documents.": "Помічник не зміг прочитати документи.",
    "The agent answered very often in a few minutes. The customer may be another bot.": (
        "Помічник відповідав надто часто за кілька хвилин. Можливо, клієнт — інший бот."
    ),
}


def remark(reason: str, language: str) -> str:
    """Return `reason` as the team reads it; what a model or an error said stays as it is."""
    return _UKRAINIAN.get(reason, reason) if language == "uk" else reason
