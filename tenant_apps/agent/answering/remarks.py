"""Why the agent handed over or kept silent: words for the team, never for the customer, and a code for each."""

# code → as it is stored, as a Ukrainian team reads it in the thread. Web apps translate by the code.
_REASONS = {
    "wants_person": ("The customer asks for a person.", "Клієнт просить людину."),
    "complains": ("The customer complains.", "Клієнт скаржиться."),
    "wants_booking": (
        "The customer wants to book or change a booking.",
        "Клієнт хоче записатися або змінити запис.",
    ),
    "unknown": ("The documents do not answer this question.", "У документах немає відповіді на це питання."),
    "orders": (
        "The message tries to give the agent orders.",
        "Повідомлення намагається керувати помічником.",
    ),
    "danger": (
        "The customer may be in danger: their message speaks of ending their life or hurting themselves.",
        "Клієнт може бути в небезпеці: у повідомленні йдеться про самогубство або самоушкодження.",
    ),
    "abusive": ("The customer's message is abusive.", "Повідомлення клієнта образливе."),
    "topic": ("This topic is left to people.", "Цю тему залишено людям."),
    "no_documents": ("The agent could not reach its documents.", "Помічник не зміг прочитати документи."),
    "too_often": (
        "The agent answered very often in a few minutes. The customer may be another bot.",
        "Помічник відповідав надто часто за кілька хвилин. Можливо, клієнт — інший бот.",
    ),
    "newer": (
        "A newer message came in, so this answer was not sent.",
        "Надійшло новіше повідомлення, тож цю відповідь не надіслано.",
    ),
    "typing": (
        "A person is typing, so this answer was not sent.",
        "Людина друкує, тож цю відповідь не надіслано.",
    ),
    "taken_over": (
        "A person took over, so this answer was not sent.",
        "Розмову взяла людина, тож цю відповідь не надіслано.",
    ),
    "no_room": (
        "The month's messages are used up, so this answer was not sent.",
        "Повідомлення цього місяця вичерпано, тож цю відповідь не надіслано.",
    ),
}
_BY_TEXT = {text: (code, ukrainian) for code, (text, ukrainian) in _REASONS.items()}


def reason(code: str) -> str:
    return _REASONS[code][0]


def code_of(reason: str) -> str:
    """Return the reason's code, "" for what a model or an error said."""
    return _BY_TEXT.get(reason, ("", ""))[0]


def remark(reason: str, language: str) -> str:
    """Return `reason` as the team reads it; what a model or an error said stays as it is."""
    return _BY_TEXT[reason][1] if language == "uk" and reason in _BY_TEXT else reason
