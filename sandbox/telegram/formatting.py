"""Text with formatting → text and entities, with the refusals of the real parser.

Source: https://core.telegram.org/bots/api#formatting-options and td/telegram/MessageEntity.cpp. Offsets in errors
are bytes, offsets of entities UTF-16 units.
"""

import re
from html import unescape
from typing import Any

from sandbox.telegram.errors import BadRequest

Entity = dict[str, Any]

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)((?:\s+[\w-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*>")
_ATTRIBUTE = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_HTML = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote",
    "tg-spoiler": "spoiler", "span": "spoiler", "tg-emoji": "custom_emoji",
}  # fmt: skip
_RESERVED = set("_*[]()~`>#+-=|{}.!")
_MARKS = {
    "*": "bold",
    "_": "italic",
    "__": "underline",
    "~": "strikethrough",
    "||": "spoiler",
    "`": "code",
    "```": "pre",
}


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(text: str, mode: str) -> tuple[str, list[Entity]]:
    """Return what people see and its entities; raises BadRequest as Telegram does."""
    if not mode:
        return text, []
    if mode.lower() == "html":
        return _html(text)
    if mode.lower() == "markdownv2":
        return _markdown(text)
    if mode.lower() == "markdown":
        return _legacy(text)
    raise BadRequest("unsupported parse_mode")


def _refuse(reason: str) -> BadRequest:
    return BadRequest(f"can't parse entities: {reason}")


def _html(text: str) -> tuple[str, list[Entity]]:
    shown: list[str] = []
    length, place = 0, 0
    stack: list[tuple[str, int, int, Entity]] = []
    entities: list[Entity] = []

    def say(piece: str) -> None:
        nonlocal length
        piece = unescape(piece)
        shown.append(piece)
        length += units(piece)

    while (found := text.find("<", place)) >= 0:
        say(text[place:found])
        at = len(text[:found].encode())
        tag = _TAG.match(text, found)
        if tag is None:
            raise _refuse(
                f"Unclosed start tag at byte offset {at}"
                if ">" not in text[found:]
                else _odd(text, found, at)
            )
        is_end, name, attributes = tag[1] == "/", tag[2].lower(), tag[3]
        place = tag.end()
        if not is_end:
            if name not in _HTML:
                raise _refuse(f'Unsupported start tag "{name}" at byte offset {at}')
            stack.append((name, length, at, _about(name, attributes, stack)))
            continue
        if not stack:
            raise _refuse(f"Unexpected end tag at byte offset {at}")
        opened, offset, _, about = stack.pop()
        if opened != name:
            raise _refuse(f'Unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{name}>"')
        if length > offset and about["type"] != "none":
            entities.append({"offset": offset, "length": length - offset, **about})
    say(text[place:])
    if stack:
        raise _refuse(f'Can\'t find end tag corresponding to start tag "{stack[-1][0]}"')
    return "".join(shown), _sorted(entities)


def _odd(text: str, found: int, at: int) -> str:
    name = re.match(r"</?\s*([^\s<>/]*)", text[found:])
    return f'Unsupported start tag "{name[1] if name else ""}" at byte offset {at}'


def _about(name: str, attributes: str, stack: list[tuple[str, int, int, Entity]]) -> Entity:
    values = {key: unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(attributes)}
    if name == "a":
        return {"type": "text_link", "url": values["href"]} if values.get("href") else {"type": "none"}
    if name == "span" and values.get("class") != "tg-spoiler":
        raise _refuse('Tag "span" must have class "tg-spoiler"')
    if name == "code" and stack and stack[-1][0] == "pre":
        language = values.get("class", "").removeprefix("language-")
        if language:
            stack[-1][3]["language"] = language
        return {"type": "none"}
    if name == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": values.get("emoji-id", "")}
    return {"type": _HTML[name]}


def _markdown(text: str) -> tuple[str, list[Entity]]:
    """Read MarkdownV2: every reserved character that marks nothing has to be escaped."""
    shown: list[str] = []
    stack: list[tuple[str, int, int]] = []
    entities: list[Entity] = []
    place, length = 0, 0
    while place < len(text):
        char, at = text[place], len(text[:place].encode())
        code = stack[-1][0] if stack and stack[-1][0] in ("`", "```") else ""
        mark = _mark(text, place, code)
        if char == "\\" and place + 1 < len(text) and ord(text[place + 1]) < 127:
            shown.append(text[place + 1])
            length, place = length + 1, place + 2
        elif mark and stack and stack[-1][0] == mark:
            _, offset, _ = stack.pop()
            if length > offset:
                entities.append({"type": _MARKS[mark], "offset": offset, "length": length - offset})
            place += len(mark)
        elif mark:
            stack.append((mark, length, at))
            place += len(mark)
        elif char == "[" and not code:
            stack.append(("[", length, at))
            place += 1
        elif char == "]" and stack and stack[-1][0] == "[":
            place = _link(text, place, stack.pop()[1], length, entities)
        elif char == ">" and not code and (place == 0 or text[place - 1] == "\n"):
            place += 1
        elif not code and char in _RESERVED:
            raise _refuse(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
        else:
            shown.append(char)
            length, place = length + units(char), place + 1
    if stack:
        kind = _MARKS.get(stack[-1][0], "text_link").capitalize().replace("_link", "Url")
        raise _refuse(f"Can't find end of {kind} entity at byte offset {stack[-1][2]}")
    return "".join(shown), _sorted(entities)


def _mark(text: str, place: int, code: str) -> str:
    if code:
        return code if text.startswith(code, place) else ""
    return next(
        (mark for mark in ("```", "||", "__", "*", "_", "~", "`") if text.startswith(mark, place)), ""
    )


def _link(text: str, place: int, offset: int, length: int, entities: list[Entity]) -> int:
    """Read the address behind a closing bracket; return where to go on."""
    if place + 1 >= len(text) or text[place + 1] != "(":
        return place + 1
    closing = re.compile(r"(?<!\\)\)").search(text, place)
    if closing is None:
        raise _refuse(f"Can't find end of a URL at byte offset {len(text[: place + 2].encode())}")
    end = closing.start()
    if length > offset:
        url = re.sub(r"\\(.)", r"\1", text[place + 2 : end])
        entities.append({"type": "text_link", "offset": offset, "length": length - offset, "url": url})
    return end + 1


def _legacy(text: str) -> tuple[str, list[Entity]]:
    shown, entities, place = "", [], 0
    while place < len(text):
        char = text[place]
        if char == "\\" and place + 1 < len(text) and text[place + 1] in "_*`[":
            shown, place = shown + text[place + 1], place + 2
        elif char in "*_`":
            end = text.find(char, place + 1)
            if end < 0:
                at = len(text[:place].encode())
                raise _refuse(f"Can't find end of the entity starting at byte offset {at}")
            inner = text[place + 1 : end]
            if inner:
                entities.append({"type": _MARKS[char], "offset": units(shown), "length": units(inner)})
            shown, place = shown + inner, end + 1
        else:
            shown, place = shown + char, place + 1
    return shown, entities


def _sorted(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
