"""What a customer's answer says. Pure."""

import re
from collections.abc import Mapping
from typing import Any

PREFIX = "csat:"
# In the order of their numbers: where choices are numbered, choice and score are the same.
FACES = {1: "😡 1", 2: "🙁 2", 3: "😐 3", 4: "🙂 4", 5: "😍 5"}
QUESTION = {
    "en": "How was our service? Choose from 1 (bad) to 5 (very good).",
    "uk": "Як вам наше обслуговування? Оберіть від 1 (погано) до 5 (чудово).",
}
THANKS = {
    "en": "Thank you! If you like, tell us in a few words why.",
    "uk": "Дякуємо! Якщо бажаєте, напишіть кілька слів, чому саме так.",
}
# Under the question; the page takes words, too.
LINK = {"en": "Or rate us here: {link}", "uk": "Або оцініть тут: {link}"}
# What the team reads in the thread.
RATED = {"en": "The customer rated the service: {face} of 5.", "uk": "Оцінка клієнта: {face} з 5."}
_DIGIT = re.compile(r"\s*(?:\D{0,3}\s)?([1-5])\s*[.!)]?\s*")


def buttons() -> list[dict[str, str]]:
    """Return the buttons of the question, worst first; channels without buttons number them."""
    return [{"id": f"{PREFIX}{score}", "title": title} for score, title in FACES.items()]


def score_of(text: str, payload: Mapping[str, Any]) -> int | None:
    """Return the score that a button or a single digit gives, None when it is something else."""
    reply = payload.get("reply")
    chosen = str(reply.get("id") or "") if isinstance(reply, Mapping) else ""
    if chosen.startswith(PREFIX):
        number = chosen.removeprefix(PREFIX)
        return int(number) if number in {"1", "2", "3", "4", "5"} else None
    match = _DIGIT.fullmatch(text)
    return int(match.group(1)) if match else None
