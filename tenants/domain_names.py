"""Which names a business may use as its own. Pure."""

import re
import unicodedata
from string import ascii_lowercase

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
    name = re.sub(r"^[a-z]+://", "", name).partition("/")[0].partition(":")[0].rstrip(".")
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
    # Under a top-level domain of its own alphabet a word is what it looks like: хор.укр.
    own = _scripts_of(labels[-1])
    return "homograph" if any(_is_homograph(label, own) for label in labels) else None


def _is_homograph(label: str, at_home: set[str]) -> bool:
    """Say whether a label mixes alphabets, or is of letters that all look Latin though another alphabet's."""
    scripts = _scripts_of(label)
    if not scripts:
        return False
    if len(scripts) > 1 or "?" in scripts:
        return True
    [script] = scripts
    shown = set(_shown(label)) - _NEUTRAL
    return script not in at_home and shown <= _LOOKS_LATIN.get(script, frozenset())


def _scripts_of(label: str) -> set[str]:
    """Return the alphabets of a label that is not plain ASCII; "?" for one that cannot be told."""
    if not label.startswith("xn--"):
        return set()
    return {_script(char) for char in _shown(label) if char.isalpha()} or {"?"}


def _shown(label: str) -> str:
    try:
        return label.encode().decode("idna")
    except UnicodeError:
        return ""


_NEUTRAL = frozenset("-0123456789")
# Letters that nobody tells from Latin ones in an address bar (Unicode TR 39, confusables).
_LOOKS_LATIN = {
    "LATIN": frozenset(ascii_lowercase + "ıɡɑȷ"),
    "CYRILLIC": frozenset("асеоріхуѕјһԁԛԝӏ"),
    "GREEK": frozenset("αγικνορτυχϲϳ"),
    "ARMENIAN": frozenset("օոսհցզյք"),
}


def _script(char: str) -> str:
    name = unicodedata.name(char, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "?")
