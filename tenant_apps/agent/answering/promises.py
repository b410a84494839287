"""What a business is held to although no figure is in it: free, discount, refund, closed, booked. Two languages."""

import re

_FAMILIES = {
    "free of charge": (
        r"безкоштовн|безплатн|\bгратис|(?<!feel )(?<!sugar[- ])\bfree\b(?! to)|complimentary|on the house"
    ),
    "a discount": r"знижк|знижен|дисконт|\bакці[яїюй]\b|промокод|discount|promo|\bsale\b|% off|half price|пів ?ціни",
    "money back": (
        r"поверн\w+ (?:вам )?(?:гроші|кошти|оплат)|повернення (?:коштів|грошей)|refund|money back|компенсаці"
    ),
    "closed": (
        r"зачинен|закрит|закрива|зачиня|вихідн|не працю|\bclos(?:ed|ing|e down)\b|not open|out of business|ліквідаці"
    ),
    "a booking": (
        r"вас записа|записал[аи] вас|записано вас|забронюв|запис підтвердж|зарезервув|\bbooked you"
        r"|you(?:'re| are) (?:all )?booked|booking is confirmed|appointment is (?:booked|confirmed)|reserved for you"
    ),
    "a prize": r"виграл|подаруно[кч]|подарунк|\bприз\b|you(?:'ve| have)? won|\bwinner|\bgift\b|\bprize\b",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _FAMILIES.items()}


def unfounded_promises(answer: str, sources: str) -> list[str]:
    """Return what the answer promises and the sources do not speak of."""
    return [
        name for name, pattern in _PATTERNS.items() if pattern.search(answer) and not pattern.search(sources)
    ]
