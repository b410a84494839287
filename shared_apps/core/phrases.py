"""What is wrong with a field, in Ukrainian: it has no code to translate by, so the server words it.

English stands in the code. `phrases_uk.json` has # for numbers, which are put back in their order; what it lacks is
said in English.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def worded(fields: Mapping[str, list[str]], accepted: str) -> dict[str, list[str]]:
    """Return the complaints about each field in the language of an Accept-Language header."""
    if not accepted.strip().lower().startswith("uk"):
        return dict(fields)
    return {name: [in_ukrainian(text) for text in texts] for name, texts in fields.items()}


def in_ukrainian(text: str) -> str:
    """Return the sentence in Ukrainian where it is known."""
    known = _ukrainian().get(text) or _ukrainian().get(_NUMBER.sub("#", text))
    numbers = iter(_NUMBER.findall(text))
    return re.sub("#", lambda _: next(numbers, ""), known) if known else text


@lru_cache(maxsize=1)
def _ukrainian() -> dict[str, str]:
    words: dict[str, str] = json.loads(Path(__file__).with_name("phrases_uk.json").read_text("utf-8"))
    return words
