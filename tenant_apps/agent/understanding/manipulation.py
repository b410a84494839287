"""Orders to the assistant inside a customer's message or a document. They are data: never followed, never quoted."""

import re

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")

_PATTERNS = (
    # orders to forget or replace the rules
    r"\b(ignor\w*|disregard|forget|override|bypass)\b.{0,40}"
    r"\b(instruction|rule|guidance|prompt|polic|price list|previous|earlier|above|all)",
    r"(ігнору\w*|забуд\w*|не зважай\w*|знехтуй\w*|обійди|скасуй).{0,40}"
    r"(інструкц|правил|вказівк|попередн|промпт|обмежен)",
    r"\b(system|developer|admin(istrator)?|root|debug|god)\s*(note|message|mode|prompt|override)\b",
    r"^\s*(system|assistant|user|developer|ai)\s*:",
    r"<!--|<\|?(im_start|im_end|system|assistant)\|?>|\[/?inst\]",
    r"\b(to|for) the (assistant|ai|bot|model|chatbot)\b|\bassistant\s*[:,]",
    # a new role
    r"\b(you are now|act as|pretend (to be|you)|from now on|new (policy|rules?|instructions?)\s*:)",
    r"(ти тепер|тепер ти|уяви,? що ти|прикинься|поводься як|відтепер|режим розробника)",
    r"\b(jailbreak|dan mode|do anything now)\b",
    # the agent's own instructions and secrets
    r"(system|hidden|initial|secret|your) (prompt|instructions?)|(text|words?|everything) above this",
    r"starting with ['\"]?you are",
    r"(системн\w+|прихован\w+|секретн\w+|тво\w+|твій|сво\w+|свій) (промпт|інструкці\w*|налаштуван\w*)",
    r"\b(password|passwd|api[ _-]?key|secret key|access token|credentials|private (phone )?number)\b.{0,60}"
    r"\b(owner|admin|system|database|staff|manager)",
    r"\b(owner|admin|staff|manager)('?s)?\b.{0,40}\b(password|passwd|api[ _-]?key|credentials|private (phone )?number)",
    r"(пароль|ключ доступу|приватн\w+ (номер|телефон)|особист\w+ (номер|телефон)).{0,60}"
    r"(власни|адмін|системи|бази|директор)",
    r"(власни\w+|адмін\w*|директор\w*).{0,40}(пароль|ключ доступу|приватн\w+|особист\w+ (номер|телефон))",
    # other people's data
    r"(виведи|покажи|дай|надішли|перелічи|скинь).{0,40}(телефон|номер|адрес|дан)\w*.{0,20}(клієнт|покупц|відвідувач|гост)",
    r"\b(list|show|print|give|send|dump)\b.{0,40}\b(phone|number|address|email|data|name)\w*.{0,20}\b(customer|client|guest|visitor)",
)  # fmt: skip
_ORDER = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE | re.MULTILINE)


def is_order(text: str) -> bool:
    """Return whether `text` tries to steer the assistant."""
    return _ORDER.search(text) is not None


def without_orders(text: str) -> str:
    """Return `text` without the sentences that try to steer the assistant."""
    return " ".join(part for part in _SENTENCE.split(text) if part.strip() and not is_order(part)).strip()
