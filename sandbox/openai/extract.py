"""Answers a question with the lines of a source that speak about it."""

import re
from typing import Any

import msgspec

from sandbox.openai.words import is_ukrainian, stems

TEXT_KEYS = ("text", "content", "answer", "description", "body", "passage", "snippet")
LIST_KEYS = ("results", "passages", "items", "services", "documents", "chunks", "data", "slots")
SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[\"«A-ZА-ЯІЇЄҐ])|\n+")
MAX_PIECE_CHARACTERS = 320
MAX_PIECES = 2
ENOUGH_OVERLAP = 0.34


def pieces_of(source: str) -> list[str]:
    """Split a tool result or a prompt (JSON or prose) into sentences and rows."""
    try:
        texts = _texts(msgspec.json.decode(source))
    except msgspec.DecodeError:
        texts = [source]
    pieces = (piece.strip(" \t-*•#|") for text in texts for piece in SENTENCE.split(text))
    return [piece[:MAX_PIECE_CHARACTERS] for piece in pieces if len(piece) > 2]


def best_pieces(question: str, pieces: list[str]) -> list[str]:
    """Return the pieces that share the most telling words with the question, in their own order."""
    wanted = stems(question)
    if not wanted:
        return []
    scored = [(len(wanted & stems(piece)) / len(wanted), piece) for piece in dict.fromkeys(pieces)]
    best = max((score for score, _piece in scored), default=0.0)
    if best < ENOUGH_OVERLAP:
        return []
    return [piece for score, piece in scored if score == best][:MAX_PIECES]


def answer(question: str, sources: list[str]) -> str | None:
    """Return an answer made of the sources' own words, or None when they say nothing about it."""
    found = best_pieces(question, [piece for source in sources for piece in pieces_of(source)])
    return " ".join(found) or None


def apology(question: str) -> str:
    """Return what an honest assistant says when nothing was found, in the language of the question."""
    if is_ukrainian(question):
        return "Не маю точної відповіді на це. Передам ваше питання колезі."
    return "I do not have a definite answer to that. I will pass your question to a colleague."


def _texts(value: Any) -> list[str]:
    """Collect readable strings of a JSON tool result; an object without prose becomes one row."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for entry in value for text in _texts(entry)]
    if not isinstance(value, dict):
        return []
    for key in LIST_KEYS:
        if isinstance(value.get(key), list):
            return _texts(value[key])
    prose = [value[key] for key in TEXT_KEYS if isinstance(value.get(key), str)]
    named = [str(value[key]) for key in ("name", "title", "question") if isinstance(value.get(key), str)]
    if prose and not value.get("price"):
        return prose
    row = [
        str(entry)
        for entry in value.values()
        if isinstance(entry, str | int | float) and not isinstance(entry, bool)
    ]
    return [" · ".join(row)] if row or named else []
