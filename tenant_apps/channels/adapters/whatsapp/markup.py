"""Markdown → WhatsApp's own marks: *bold*, _italic_, ~struck~, `code`, lists and quotes.

Source: https://faq.whatsapp.com/539178204879377 (how to format messages). Text without markdown stays.
"""

import re
from collections.abc import Callable

# Finished pieces are set aside under private-use marks, so that no later rule touches them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD = re.compile(f"{_OPEN}(\\d+){_CLOSE}")

_CODE = re.compile(r"```[^\n`]*\n(.*?)```|```(.+?)```|`([^`\n]+)`", re.DOTALL)
# [label](address "title"), one pair of brackets allowed inside the address.
_LINK = re.compile(r"!?\[([^\]\n]*)\]\(\s*<?((?:[^\s()<>]|\([^\s()]*\))+)>?(?:\s+\"[^\"\n]*\")?\s*\)")
_URL = re.compile(r"<(https?://[^\s>]+|mailto:[^\s>]+)>|(https?://[^\s<>]+)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~>|])")
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[*+•][ \t]+(?=\S)", re.MULTILINE)
_HARD_BREAK = re.compile(r"(?:[ \t]{2,}|\\)$", re.MULTILINE)
_BOLD_ITALIC = re.compile(r"\*\*\*(?=\S)([^\n]+?)(?<=\S)\*\*\*|___(?=\S)([^\n]+?)(?<=\S)___")
_BOLD = re.compile(r"\*\*(?=\S)([^\n]+?)(?<=\S)\*\*|(?<!\w)__(?=\S)([^\n]+?)(?<=\S)__(?!\w)")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_STRUCK = re.compile(r"~~(?=\S)([^\n]+?)(?<=\S)~~")


def to_whatsapp(text: str) -> str:
    """Return the text with WhatsApp's marks. Give it no more than some ten thousand characters."""
    held: list[str] = []

    def hold(piece: str) -> str:
        held.append(piece)
        return f"{_OPEN}{len(held) - 1}{_CLOSE}"

    text = text.replace("\r\n", "\n").replace(_OPEN, "").replace(_CLOSE, "")
    text = _CODE.sub(lambda found: hold(_code(found)), text)
    text = _LINK.sub(lambda found: _link(found, hold), text)
    text = _URL.sub(lambda found: hold(found[1] or found[2]), text)
    text = _ESCAPED.sub(lambda found: hold(found[1]), text)
    text = _lines(text)
    text = _marks(text, hold)
    return _release(text, held).strip("\n")


def _lines(text: str) -> str:
    text = _HARD_BREAK.sub("", text)
    text = _HEADING.sub(lambda found: f"**{found[1].replace('**', '')}**", text)
    return _BULLET.sub(r"\1- ", text)


def _marks(text: str, hold: Callable[[str], str]) -> str:
    """Turn marks from the longest to the shortest; the stars made here are held back from later rules."""
    star = hold("*")
    text = _BOLD_ITALIC.sub(lambda found: f"{star}_{found[1] or found[2]}_{star}", text)
    text = _BOLD.sub(lambda found: f"{star}{found[1] or found[2]}{star}", text)
    text = _ITALIC.sub(r"_\1_", text)
    return _STRUCK.sub(r"~\1~", text)


def _release(text: str, held: list[str]) -> str:
    """Put the held pieces back, the outer ones first: a link's label may hold code."""
    while _HELD.search(text):
        text = _HELD.sub(lambda found: held[int(found[1])], text)
    return text


def _code(found: re.Match[str]) -> str:
    block, inline_block, inline = found.groups()
    if inline:
        return f"`{inline}`"
    return f"```{(block or inline_block).rstrip(chr(10))}```"


def _link(found: re.Match[str], hold: Callable[[str], str]) -> str:
    """WhatsApp has no link labels: the label stays as text, the address follows in brackets."""
    label, address = found[1].strip(), found[2]
    shown = re.sub(r"^(?:mailto|tel):", "", address)
    if not label or label in (address, shown):
        return hold(shown)
    return f"{label} ({hold(shown)})"
