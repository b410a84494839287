"""Markdown → plain text: neither app shows marks on every device, so the words have to stand alone."""

import re

_CODE = re.compile(r"```[^\n`]*\n(.*?)```|```(.+?)```|`([^`\n]+)`", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\(\s*<?((?:[^\s()<>]|\([^\s()]*\))+)>?(?:\s+\"[^\"\n]*\")?\s*\)")
_URL = re.compile(r"<(https?://[^\s>]+|mailto:[^\s>]+)>|(https?://[^\s<>]+)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~>|])")
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[*+•-][ \t]+(?=\S)", re.MULTILINE)
_BOLD = re.compile(r"\*\*\*?(?=\S)([^\n]+?)(?<=\S)\*?\*\*|(?<!\w)__(?=\S)([^\n]+?)(?<=\S)__(?!\w)")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_UNDERLINED = re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?!\w)")
_STRUCK = re.compile(r"~~(?=\S)([^\n]+?)(?<=\S)~~")
# Finished pieces are set aside under private-use marks, so that no later rule touches them.
_HELD = re.compile("\ue000(\\d+)\ue001")


def to_plain(text: str) -> str:
    """Return the text without marks; lists keep their dashes, links show their addresses."""
    held: list[str] = []

    def hold(piece: str) -> str:
        held.append(piece)
        return f"\ue000{len(held) - 1}\ue001"

    text = text.replace("\r\n", "\n").replace("\ue000", "").replace("\ue001", "")
    text = _CODE.sub(lambda found: hold((found[1] or found[2] or found[3]).rstrip("\n")), text)
    text = _LINK.sub(lambda found: hold(_link(found)), text)
    text = _URL.sub(lambda found: hold(found[1] or found[2]), text)
    text = _ESCAPED.sub(lambda found: hold(found[1]), text)
    text = _HEADING.sub(r"\1", text)
    text = _BULLET.sub(r"\1– ", text)
    for mark in (_BOLD, _ITALIC, _UNDERLINED, _STRUCK):
        text = mark.sub(lambda found: next(filter(None, found.groups())), text)
    while _HELD.search(text):
        text = _HELD.sub(lambda found: held[int(found[1])], text)
    return text.strip("\n")


def _link(found: re.Match[str]) -> str:
    label, address = found[1].strip(), re.sub(r"^(?:mailto|tel):", "", found[2])
    return address if not label or label in (address, found[2]) else f"{label} ({address})"
