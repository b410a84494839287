"""What the agent says of its own accord, in two languages; the owner's own texts come first."""

from tenant_apps.agent.planning import Persona, Replies
from tenant_apps.agent.understanding.language import Language, reply_language

_GREETING = {
    "uk": "Вітаю! Це {name}. Чим можу допомогти?",
    "en": "Hello! This is {name}. How can I help?",
}
_THANKS = {
    "uk": "Будь ласка! Пишіть, якщо буде потрібно ще щось.",
    "en": "You are welcome! Write any time you need something else.",
}
_GOODBYE = {"uk": "До зустрічі! Гарного дня.", "en": "See you! Have a good day."}
_UNKNOWN = {
    "uk": "Точної відповіді на це в мене немає. Передам ваше питання колезі, і вам тут відповідять.",
    "en": "I do not have a definite answer to that. I will pass your question to a colleague, who will reply here.",
}
_HAND_OFF = {
    "uk": "Передаю розмову колезі: вам тут відповість людина.",
    "en": "I am passing the conversation to a colleague: a person will reply to you here.",
}
_APOLOGY = {
    "uk": "Мені дуже прикро, що так сталося. {hand_off}",
    "en": "I am very sorry about that. {hand_off}",
}
_BOOKING = {
    "uk": "Дякую! Передаю ваше прохання щодо запису колезі: вам тут підтвердять час.",
    "en": "Thank you! I am passing your booking request to a colleague, who will confirm the time here.",
}
_ORDERS = {
    "uk": "З цим я допомогти не можу. {hand_off}",
    "en": "I cannot help with that. {hand_off}",
}
# 112 is Europe's emergency number, Ukraine's too; 7333 is Lifeline Ukraine, day and night.
_SELF_HARM = {
    "uk": (
        "Мені дуже шкода, що вам зараз так важко. Ви не самі: зателефонуйте, будь ласка, на 7333 (Lifeline Ukraine, "
        "цілодобово, безкоштовно) або 112, якщо потрібна негайна допомога. Я кличу колегу: вам тут відповість людина."
    ),
    "en": (
        "I am so sorry that you are going through this. You are not alone: please call your local emergency number "
        "(112 in Europe, 988 in the US) if you may be in danger. I am asking a colleague to write to you here now."
    ),
}
_HARASSMENT = {
    "uk": "Прошу спілкуватися з повагою. Передаю розмову колезі.",
    "en": "Please keep this respectful. I am passing the conversation to a colleague.",
}
_SHOWING = {"uk": "Ось фото", "en": "Here is a photo"}
_PRICE_ON_REQUEST = {"uk": "ціну уточнить колега", "en": "price on request"}
_MINUTES = {"uk": "хв", "en": "min"}
_CURRENCIES = {
    "UAH": {"uk": "{amount} грн", "en": "{amount} UAH"},
    "EUR": {"uk": "{amount} €", "en": "€{amount}"},
    "USD": {"uk": "{amount} $", "en": "${amount}"},
    "GBP": {"uk": "{amount} £", "en": "£{amount}"},
    "PLN": {"uk": "{amount} zł", "en": "{amount} zł"},
}


def spoken(persona: Persona, language: Language) -> Replies:
    """Return the language of the answer: the customer's, unless the owner fixed one."""
    if persona.language == "uk":
        return "uk"
    return "en" if persona.language == "en" else reply_language(language)


def greeting(persona: Persona, language: Language) -> str:
    return persona.greeting or _GREETING[spoken(persona, language)].format(
        name=persona.name or persona.business
    )


def thanks(persona: Persona, language: Language) -> str:
    return _THANKS[spoken(persona, language)]


def goodbye(persona: Persona, language: Language) -> str:
    return _GOODBYE[spoken(persona, language)]


def unknown(persona: Persona, language: Language) -> str:
    return persona.fallback or _UNKNOWN[spoken(persona, language)]


def handing_off(persona: Persona, language: Language) -> str:
    return persona.handoff_message or _HAND_OFF[spoken(persona, language)]


def apology(persona: Persona, language: Language) -> str:
    return _APOLOGY[spoken(persona, language)].format(hand_off=handing_off(persona, language))


def booking(persona: Persona, language: Language) -> str:
    return _BOOKING[spoken(persona, language)]


def refusing_orders(persona: Persona, language: Language) -> str:
    return _ORDERS[spoken(persona, language)].format(hand_off=handing_off(persona, language))


def comfort(persona: Persona, language: Language) -> str:
    """Return the house's own words: a life is no place for the owner's wording."""
    return _SELF_HARM[spoken(persona, language)]


def asking_for_respect(persona: Persona, language: Language) -> str:
    return _HARASSMENT[spoken(persona, language)]


def showing(persona: Persona, language: Language, caption: str) -> str:
    """Return what goes before a photo; `caption` is the owner's, "" when there is none."""
    said = _SHOWING[spoken(persona, language)]
    return f"{said}: {caption}" if caption else f"{said}."


def own_words() -> list[str]:
    """Return everything that the agent may say of its own accord."""
    kinds = (_GREETING, _THANKS, _GOODBYE, _UNKNOWN, _HAND_OFF, _APOLOGY, _BOOKING, _ORDERS)
    return [text for texts in kinds for text in texts.values()]


def price_on_request(replies: Replies) -> str:
    return _PRICE_ON_REQUEST[replies]


def minutes(count: int, replies: Replies) -> str:
    return f"{count} {_MINUTES[replies]}"


def money(amount: str, currency: str, replies: Replies) -> str:
    return _CURRENCIES.get(currency, {replies: "{amount} " + currency})[replies].format(amount=amount)
