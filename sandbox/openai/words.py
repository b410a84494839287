"""Words and stems of a text in any alphabet, for matching without a model."""

import re

WORD = re.compile(r"[^\W_]+", re.UNICODE)
# Long enough to tell words apart, short enough to survive Ukrainian and English endings.
STEM_LENGTH = 5
STOP_WORDS = frozenset(
    # One readable block instead of a hundred quoted words.
    """
    a an and are as at be by can could do does for from has have how i in is it me my of on or our
    please tell that the this to up us was we what when where which who will with would you your much
    many а або але б би в вас ви вам від де для до з за зі і й із к коли ми мені мене на не ні о об по
    при про та так те ти то у усі ця це цей чи що щоб як яка яке який які я є скільки будь ласка скажіть
    підкажіть можна
    """.split()  # noqa: SIM905 - the same reason
)


def words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def stems(text: str) -> set[str]:
    """Return the stems of the telling words."""
    return {word[:STEM_LENGTH] for word in words(text) if word not in STOP_WORDS}


def token_count(text: str) -> int:
    """Estimate tokens the way bills look: about four characters each, at least one per word."""
    return max(len(words(text)), (len(text) + 3) // 4)


def is_ukrainian(text: str) -> bool:
    return bool(re.search(r"[а-яіїєґ]", text.lower()))
