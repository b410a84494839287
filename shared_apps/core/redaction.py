"""Take out of a text what no log may keep: secrets, and what people wrote."""

import re
from functools import lru_cache

from django.conf import settings

HIDDEN = "***"

_SHAPES = (
    # `Authorization: Bearer …`, also inside a quoted dictionary.
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.+/=~-]{6,}"), rf"\1 {HIDDEN}"),
    # Our own keys and entry tokens, Telegram's, Stripe's, Meta's, and JSON Web Tokens.
    (re.compile(r"plk_[\w-]+"), HIDDEN),
    (re.compile(r"(?:bot)?\d{6,12}:[A-Za-z0-9_-]{30,}"), HIDDEN),
    (re.compile(r"(?:sk|rk|pk|whsec)_\w{8,}"), HIDDEN),
    (re.compile(r"(?:EAA|IGA|IGQ)[A-Za-z0-9]{20,}"), HIDDEN),
    (re.compile(r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]*"), HIDDEN),
    # user:password@ of an address.
    (re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"), HIDDEN),
    # name=value and "name": "value".
    (
        re.compile(
            r"(?i)([\w-]*(?:token|secret|passw|api_?key|authorization|signature|cookie|session_?key)[\w-]*"
            r"[\"']?\s*[:=]\s*[\"']?)[^\s\"'&,;})]+"
        ),
        rf"\1{HIDDEN}",
    ),
)
# PostgreSQL quotes whole rows there.
_DETAIL = re.compile(r"^(?:DETAIL|CONTEXT|HINT|LINE \d+):.*$", re.MULTILINE)
# Names in quotes have no blanks and are short; what people write has, or is long.
_SPEECH = re.compile(r"""(?<!\w)b?(['"])(?:(?!\1)[^\n\\]|\\.)*\1""")
LONGEST_NAME = 60


def redact(text: str) -> str:
    """Return `text` without secrets, details of rows and quoted speech."""
    return _SPEECH.sub(_without_speech, _DETAIL.sub("", without_secrets(text))).rstrip()


def without_secrets(text: str) -> str:
    """Return `text` without secrets; what people wrote stays."""
    own = _own_secrets()
    if own is not None:
        text = own.sub(HIDDEN, text)
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return text


def _without_speech(found: re.Match[str]) -> str:
    quoted, quote = found[0], found[1]
    inner = quoted[quoted.index(quote) + 1 : -1]
    is_name = len(inner) <= LONGEST_NAME and not re.search(r"\s|\\x|[^\x00-\x7f]", inner)
    return quoted if is_name else f"{quote}{HIDDEN}{quote}"


@lru_cache(maxsize=1)
def _own_secrets() -> re.Pattern[str] | None:
    """Return what matches any secret of the settings, whatever stands around it."""
    words: set[str] = set()
    for name in dir(settings):
        if name.isupper() and name.endswith(("_KEY", "_KEYS", "_SECRET", "_SECRETS", "_TOKEN", "_PASSWORD")):
            value = getattr(settings, name)
            words.update(
                word for word in (value if isinstance(value, list) else [value]) if isinstance(word, str)
            )
    long = sorted((word for word in words if len(word) >= 8), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, long))) if long else None
