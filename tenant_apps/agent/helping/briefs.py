"""A conversation in a few lines without a model: its own words, in order. Pure but for the notes it reads."""

from collections.abc import Iterator, Sequence

from tenant_apps.agent.planning import Replies, Utterance
from tenant_apps.conversations.models import Conversation, Message, SenderKind

LONGEST_LINE = 200
MOST_QUESTIONS = 3

_WORDS: dict[Replies, dict[str, str]] = {
    "en": {
        "first": "Began with: {text}",
        "asked": "Asked: {text}",
        "answered": "Last answered: {text}",
        "open": "Still waits for an answer: {text}",
        "note": "Handed over: {text}",
        "empty": "Nothing has been said since this conversation began.",
    },
    "uk": {
        "first": "Почалося з: {text}",
        "asked": "Питали: {text}",
        "answered": "Остання відповідь: {text}",
        "open": "Ще чекає на відповідь: {text}",
        "note": "Передано людині: {text}",
        "empty": "Від початку цієї розмови ще нічого не сказано.",
    },
}


def brief(conversation: Conversation, said: Sequence[Utterance], language: Replies) -> Iterator[str]:
    """Yield what was asked, what was answered and what is open, oldest first."""
    words = _WORDS[language]
    theirs = [one.text for one in said if not one.is_ours]
    ours = [one.text for one in said if one.is_ours]
    if not said:
        yield words["empty"]
        return
    if theirs:
        yield words["first"].format(text=_short(theirs[0]))
    questions = [text for text in theirs[1:-1] if "?" in text]
    for text in questions[-MOST_QUESTIONS:]:
        yield words["asked"].format(text=_short(text))
    note = _hand_off_note(conversation)
    if note:
        yield words["note"].format(text=_short(note))
    if ours:
        yield words["answered"].format(text=_short(ours[-1]))
    if theirs and not said[-1].is_ours:
        yield words["open"].format(text=_short(theirs[-1]))


def _hand_off_note(conversation: Conversation) -> str:
    notes = Message.objects.filter(
        conversation=conversation,
        private=True,
        sender_kind=SenderKind.SYSTEM,
        provider_at__gte=conversation.session_started_at,
    )
    text = notes.order_by("-provider_at").values_list("text", flat=True).first()
    return text.splitlines()[0] if text else ""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_LINE else f"{flat[: LONGEST_LINE - 1].rstrip()}…"
