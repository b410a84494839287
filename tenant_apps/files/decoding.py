"""Bytes of a text file → its text, whatever program wrote it. Pure."""

import re


def decode(content: bytes) -> str:
    """Return the text, whichever of the encodings that Ukrainian and English files come in it was written in."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _lines_end_alike(content.decode(encoding, "replace"))
    try:
        return _lines_end_alike(content.decode("utf-8"))
    except UnicodeDecodeError:
        tries = [content.decode(name, "replace") for name in ("cp1251", "koi8-u", "cp1252")]
        return _lines_end_alike(max(tries, key=_plausibility))


def _lines_end_alike(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _plausibility(text: str) -> float:
    """Lower-case Cyrillic runs are what a right guess looks like; KOI8 read as 1251 swaps the cases."""
    lower = len(re.findall(r"[а-яіїєґ]{2,}", text))
    strange = len(re.findall(r"[А-ЯІЇЄҐ][а-яіїєґ]*[А-ЯІЇЄҐ]|[�¤¦§¬]", text))
    latin = len(re.findall(r"[a-zà-ÿ]*[à-ÿ][a-z]+", text))
    return lower + 0.5 * latin - 2 * strange
