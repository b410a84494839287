"""What a customer wants, by cue words: eight intents, a mood, and the acts that need no search."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from tenant_apps.agent.understanding.words import skeleton, tokens


class Intent(StrEnum):
    GREETING = "greeting"
    SUPPORT = "support"
    PRICING = "pricing"
    PRODUCT = "product"
    COMPLAINT = "complaint"
    APPOINTMENT = "appointment"
    ORDER_STATUS = "order_status"
    OTHER = "other"


Mood = Literal["positive", "neutral", "negative"]


@dataclass(frozen=True)
class Reading:
    """What a message was understood to be. Durations are asked for separately from prices."""

    intent: Intent
    mood: Mood
    wants_person: bool = False
    wants_booking: bool = False
    asks_duration: bool = False
    is_thanks: bool = False
    is_goodbye: bool = False
    is_question: bool = False
    wants_photo: bool = False


def _cues(text: str) -> tuple[tuple[str, ...], ...]:
    """Return phrases (separated by commas) as skeletons; each word of a phrase is the beginning of a word."""
    return tuple(tuple(skeleton(word) for word in phrase.split()) for phrase in text.split(","))


_GREETING = _cues(
    """
    привіт, вітаю, добрий день, добрий вечір, добрий ранок, доброго дня, доброго вечора, доброго ранку,
    добридень, здрастуй, салют, hello, hi, hey, good morning, good afternoon, good evening, hiya
    """
)
_THANKS = _cues(
    """
    дякую, дякуємо, спасибі, вдячн, thanks, thank you, thx, cheers, супер, чудово, зрозуміл, окей, ok,
    добре, great, perfect
    """
)
_GOODBYE = _cues(
    """
    до побачення, до зустрічі, бувайте, па па, гарного дня, goodbye, bye, see you, good night, на добраніч
    """
)
_PERSON = _cues(
    """
    з людиною, жива людина, живою людиною, живу людину, покличте, з оператором, оператора, з
    адміністратором, зєднайте, з менеджером, менеджера покличте, хочу людину, real person, human, a person,
    speak to someone, talk to someone, operator, live agent, customer service, representative, speak with a
    manager, speak to a manager, talk to a manager, не бот, не з ботом, call me back, передзвоніть,
    зателефонуйте мені
    """
)
_PRICE = _cues(
    """
    скільки кошту, скільки стоїть, скільки буде, скільки за, скільки доплат, скільки зверху, ціна, ціни,
    ціну, ціні, ціною, цін, цина, вартість, вартості, вартість, почому, по чому, прайс, розцінк, доплат,
    кошту, how much, price, pricing, cost, charge, fee, rate, how mutch
    """
)
_DURATION = _cues(
    """
    скільки часу, як довго, скільки триває, скільки хвилин, скільки займ, тривалість, довго робит, how long,
    how many minutes, duration, how much time
    """
)
_BOOKING = _cues(
    """
    записатис, запишіть, записати мене, записати на, запишись, забронюв, хочу на запис, хочу записат,
    вільний час, вільне вікно, вільні місця, вільні години, перенесіть, перенести мій, скасуйте мій,
    скасуйте запис, book me, book a, book an, to book, make an appointment, make a booking, free slot, any
    slots, reschedule my, cancel my booking, cancel my appointment, move my appointment
    """
)
_APPOINTMENT = _cues(
    """
    запис, бронюв, appointment, booking, book, slot, візит, перенес, скасув, reschedule, cancel
    """
)
_ORDER = _cues(
    """
    моє замовлення, мого замовлення, замовлення, доставк, посилк, трек номер, my order, order status,
    delivery, tracking, shipped, parcel
    """
)
_SUPPORT = _cues(
    """
    не працює сайт, не можу оплатити, помилка, не приходить код, допоможіть, help, problem, issue, error,
    cannot pay, does not work, not working
    """
)
_COMPLAINT = _cues(
    """
    жах, обурен, незадоволен, розчарован, зіпсува, хамств, нахам, грубіян, обман, обдурил, шахра, поверніть
    гроші, верніть гроші, поверніть кошти, погано зробил, погана робота, гірше не бува, ганьба, скаржу, хочу
    поскаржитис, маю скаргу, подати скаргу, terrible, awful, horrible, disgust, rude, worst, ruined,
    unaccept, scam, money back, not happy with, unhappy with, disappoint, want a refund, want my refund,
    make a complaint, i want to complain, furious, burned my, burnt my, обпекл, алергі після
    """
)
_NEGATIVE = _cues(
    """
    погано, поган, сумно, зл, bad, angry, sad, upset, hate, не подоба, незручн
    """
)
_POSITIVE = _cues(
    """
    дякую, супер, чудов, класн, люблю, задоволен, thanks, thank, great, love, amazing, awesome, perfect
    """
)
_QUESTION = _cues(
    """
    скільки, чи, як, яка, який, яке, які, яку, де, коли, хто, що, чому, котр, куди, можна, є, how, what,
    when, where, which, who, why, is, are, do, does, can, could, will, would, wat, any
    """
)
_PHOTO = re.compile(
    r"\b(?:фото|фотк[аиу]|фотографі[юяїй]\w{0,2}|світлин\w{1,2}|портфоліо|покажи|покажіть|foto|pokazhit|pokazhy"
    r"|photos?|pictures?|pics?|portfolio|show me)\b",
    re.IGNORECASE,
)
# Who takes photos does not ask to see any.
_TAKING = re.compile(r"\b(?:tak(?:e|ing)|зробити|робити|фотографува\w+|знімат\w+)\b", re.IGNORECASE)
_EMOJI_ANGRY = re.compile("[😡🤬😠👎💩]")


def read(text: str) -> Reading:
    """Return what `text` wants; the cues know both languages and Ukrainian in Latin letters."""
    words = [skeleton(token) for token in tokens(text)]
    is_question = "?" in text or _starts(words, _QUESTION)
    is_complaint = _has(words, _COMPLAINT) or bool(_EMOJI_ANGRY.search(text))
    wants_booking = _has(words, _BOOKING)
    intent = _intent(words, is_complaint=is_complaint, wants_booking=wants_booking)
    is_short = len(words) <= 6 and "?" not in text
    return Reading(
        intent=intent,
        mood=_mood(words, is_complaint),
        wants_person=_has(words, _PERSON),
        wants_booking=wants_booking,
        asks_duration=_has(words, _DURATION),
        is_thanks=is_short and _has(words, _THANKS),
        is_goodbye=is_short and _has(words, _GOODBYE),
        is_question=is_question,
        wants_photo=bool(_PHOTO.search(text)) and not _TAKING.search(text),
    )


def _intent(words: list[str], *, is_complaint: bool, wants_booking: bool) -> Intent:
    if is_complaint:
        return Intent.COMPLAINT
    if _has(words, _PRICE):
        return Intent.PRICING
    if wants_booking or _has(words, _APPOINTMENT):
        return Intent.APPOINTMENT
    if _has(words, _ORDER):
        return Intent.ORDER_STATUS
    if _has(words, _SUPPORT):
        return Intent.SUPPORT
    if _is_only(words, _GREETING):
        return Intent.GREETING
    if _starts(words, _QUESTION):
        return Intent.PRODUCT
    return Intent.OTHER


def _mood(words: list[str], is_complaint: bool) -> Mood:
    if is_complaint or _has(words, _NEGATIVE):
        return "negative"
    return "positive" if _has(words, _POSITIVE) else "neutral"


def _at(words: list[str], index: int, phrase: tuple[str, ...]) -> bool:
    window = words[index : index + len(phrase)]
    # A cue of one or two letters must be the whole word: "hi" is no beginning of "high".
    return len(window) == len(phrase) and all(
        word == cue if len(cue) <= 3 else word.startswith(cue)
        for word, cue in zip(window, phrase, strict=True)
    )


def _has(words: list[str], cues: tuple[tuple[str, ...], ...]) -> bool:
    return any(_at(words, index, phrase) for phrase in cues for index in range(len(words)))


def _starts(words: list[str], cues: tuple[tuple[str, ...], ...]) -> bool:
    return any(_at(words, 0, phrase) for phrase in cues)


def _is_only(words: list[str], cues: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether nothing but the cue and at most two more words (a name, a smile) was said."""
    return 0 < len(words) <= 4 and _starts(words, cues)
