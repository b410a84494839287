"""Messages that need care before any answer: somebody speaks of ending their life, or abuses whom they write to."""

import re
from typing import Literal

Concern = Literal["self_harm", "harassment"]

# Whole turns of phrase: "dying for a manicure" and "killer price" are no cries for help.
_SELF_HARM = re.compile(
    r"\b(?:kill(?:ing)? myself|end(?:ing)? my (?:own )?life|take my own life|suicid\w+|want to die|wanna die"
    r"|better off dead|hurt(?:ing)? myself|cut(?:ting)? myself|self[- ]harm|don'?t want to (?:live|be alive)"
    r"|no reason to live)\b"
    r"|(?:вб[''’]?ю себе|вбити себе|покінчити (?:з|із) (?:собою|життям)|накласти на себе руки|самогубств\w*|суїцид\w*"
    r"|хочу (?:по)?мерти|хочеться (?:по)?мерти|не хочу (?:більше )?жити|не бачу сенсу жити|немає сенсу жити"
    r"|порізати себе|ріжу себе|завдаю собі болю|краще б я помер\w*)",
    re.IGNORECASE,
)
_HARASSMENT = re.compile(
    r"\b(?:fuck (?:you|off)|f\*+k you|you (?:stupid |fucking |dumb )?(?:bitch|whore|slut|cunt|moron|retard)"
    r"|send (?:me )?(?:nudes|naked)|suck my"
    r"|i(?:'ll| will| am going to|'m going to) (?:kill|hurt|find|rape|beat) (?:you|u|her|him)"
    r"|sleep with (?:me|her|him) for|die,? (?:bitch|you)|go to hell|piece of shit)\b"
    r"|(?:іди на ?х\w+|пішл?[аио]? на ?х\w+|на хуй|йди в жопу|\bсук[аи]\b|\bкурв[аи]\b|шлюх\w*|\bповія\b"
    r"|\bдебіл\w*|\bтварюк\w*"
    r"|я (?:тебе|вас) (?:вб[''’]?ю|знайду|приб[''’]?ю|заріжу)|скинь (?:голі|інтимні)|інтимні фото|переспи\w*|секс за)",
    re.IGNORECASE,
)


def concern(text: str) -> Concern | None:
    """Return what has to be dealt with before the question, if anything; a life comes before manners."""
    if _SELF_HARM.search(text):
        return "self_harm"
    return "harassment" if _HARASSMENT.search(text) else None
