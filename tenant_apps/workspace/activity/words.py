"""The names of fields, roles and periods that stand in the details of entries, as people call them. Pure."""

from typing import Any

MAX_WORDS = 120

_WORDS: dict[str, tuple[str, str]] = {
    "name": ("name", "назва"), "category": ("category", "категорія"), "description": ("description", "опис"),
    "price": ("price", "ціна"), "price_to": ("price", "ціна"), "currency": ("currency", "валюта"),
    "duration_min": ("duration", "тривалість"), "is_active": ("in use or not", "чи діє"),
    "aliases": ("other names", "інші назви"), "photo": ("photo", "фото"), "staff": ("people", "працівники"),
    "timezone": ("time zone", "часовий пояс"), "language": ("language", "мова"), "tagline": ("slogan", "слоган"),
    "about": ("description", "опис"), "phone": ("phone", "телефон"), "email": ("e-mail", "пошта"),
    "address": ("address", "адреса"), "website": ("website", "сайт"), "languages": ("languages", "мови"),
    "social": ("social networks", "соцмережі"), "brand_colour": ("colours", "кольори"),
    "accent_colour": ("colours", "кольори"), "logo": ("logo", "логотип"),
    "log_days": ("how long the log is kept", "строк зберігання журналу"), "map_url": ("map", "карта"),
    "hours": ("opening hours", "години роботи"), "auto_assign": ("assignment", "призначення"),
    "colour": ("colour", "колір"), "mode": ("how far it goes", "самостійність"), "greeting": ("greeting", "вітання"),
    "fallback": ("fallback answer", "запасна відповідь"), "guidelines": ("guidelines", "настанови"),
    "persona_name": ("name", "ім’я"), "persona_tone": ("tone", "тон"), "persona_language": ("language", "мова"),
    "blocked_topics": ("blocked topics", "заборонені теми"), "never_say": ("words never said", "заборонені слова"),
    "tools_off": ("tools", "інструменти"), "model_key": ("model key", "ключ моделі"), "model_name": ("model", "модель"),
    "owner": ("owner", "власник"), "admin": ("admin", "адміністратор"), "agent": ("agent", "агент"),
    "viewer": ("viewer", "спостерігач"), "monthly": ("monthly", "щомісяця"), "yearly": ("yearly", "щороку"),
}  # fmt: skip


def word(value: Any, language: str) -> str:
    """Return a detail as text; lists and objects are for machines and stay out."""
    if isinstance(value, bool) or value is None or isinstance(value, list | dict):
        return ""
    text = str(value)
    known = _WORDS.get(text)
    return (known[1] if language == "uk" else known[0]) if known else text[:MAX_WORDS]


def field_words(value: Any, language: str) -> str:
    """Return the names of the changed fields that people know, each once."""
    if not isinstance(value, list):
        return ""
    at = 1 if language == "uk" else 0
    named = [_WORDS[field][at] for field in value if field in _WORDS]
    return ", ".join(dict.fromkeys(named))
