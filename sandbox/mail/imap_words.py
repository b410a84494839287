"""The grammar of IMAP commands, as far as mail programs use it (RFC 9051 §9)."""

import re
from typing import Any

_ATOM = re.compile(rb'\\?[^\s(){"\\]+(?:\[[^\]]*\](?:<[\d.]+>)?)?')
_NUMBERS = re.compile(r"[\d:*,]+")

Words = list[Any]


def words_of(line: bytes, literals: list[bytes]) -> Words:
    """Return the words of a command: text, and lists for what stands in brackets."""
    stack: list[Words] = [[]]
    at, waiting = 0, list(literals)
    while at < len(line):
        char = line[at : at + 1]
        if char in b" \t":
            at += 1
        elif char == b"(":
            stack.append([])
            at += 1
        elif char == b")":
            if len(stack) > 1:
                inner = stack.pop()
                stack[-1].append(inner)
            at += 1
        elif char == b'"':
            text, at = _quoted(line, at + 1)
            stack[-1].append(text)
        elif char == b"{":
            end = line.find(b"}", at)
            stack[-1].append(waiting.pop(0).decode("utf-8", "replace") if waiting else "")
            at = (end if end != -1 else len(line)) + 1
        else:
            found = _ATOM.match(line, at)
            stack[-1].append((found[0] if found else char).decode("utf-8", "replace"))
            at = found.end() if found else at + 1
    return stack[0]


def _quoted(line: bytes, at: int) -> tuple[str, int]:
    out = bytearray()
    while at < len(line) and line[at : at + 1] != b'"':
        if line[at : at + 1] == b"\\":
            at += 1
        out += line[at : at + 1]
        at += 1
    return out.decode("utf-8", "replace"), at + 1


def chosen(wanted: str, numbers: list[int]) -> list[int]:
    """Return those of `numbers` that a set like `3:5,9,12:*` names; `n:*` names the last one in any case."""
    if not _NUMBERS.fullmatch(wanted) or not numbers:
        return []
    found: set[int] = set()
    for piece in wanted.split(","):
        first, _, last = piece.partition(":")
        ends = sorted(numbers[-1] if end == "*" else int(end or 0) for end in (first, last or first))
        found.update(number for number in numbers if ends[0] <= number <= ends[1])
    return [number for number in numbers if number in found]
