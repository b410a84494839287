"""Which names a business may use as its own. Pure."""

import re
import unicodedata

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# Names that never lead to a machine on the internet (RFC 2606, 6761, 6762, 7686), and those of networks inside.
RESERVED = frozenset(
    ["arpa", "corp", "example", "home", "internal", "invalid", "lan", "local", "localhost", "onion", "test"]
)
_SCRIPTS = (
    "LATIN",
    "CYRILLIC",
    "GREEK",
    "ARMENIAN",
    "HEBREW",
    "ARABIC",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
)


def normal_domain(wish: str) -> str:
    """Return a domain as it is compared: lower case, in ASCII; what is typed as an address is understood."""
    name = wish.strip().lower()
    name = re.sub(r"^[a-z]+://", "", name).partition("/")[0].rstrip(".")
    try:
        return name.encode("idna").decode() if not name.isascii() else name
    except UnicodeError:
        return name


def fault_of(domain: str, *, base: str) -> str | None:
    """Return why a normal domain may not be used: "invalid", "reserved" or "homograph"; None when it may."""
    labels = domain.split(".")
    if len(domain) > 253 or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)) or labels[-1].isdigit():
        return "invalid"
    if labels[-1] in RESERVED or domain == base or domain.endswith(f".{base}"):
        return "reserved"
    return "homograph" if any(map(_is_homograph, labels)) else None


def _is_homograph(label: str) -> bool:
    """Say whether a label mixes alphabets, or is of another alphabet's letters that all look Latin."""
    if not label.startswith("xn--"):
        return False
    try:
        shown = label.encode().decode("idna")
    except UnicodeError:
        return True
    scripts = {_script(char) for char in shown if char.isalpha()}
    return len(scripts) > 1 or "?" in scripts or (scripts == {"CYRILLIC"} and set(shown) <= _LOOKS_LATIN)


_LOOKS_LATIN = frozenset("асеоріхуѕјһԁԛԝӏ-0123456789")


def _script(char: str) -> str:
    name = unicodedata.name(char, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "?")
