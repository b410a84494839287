"""What the model does with a checked request: words, or one tool call."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import msgspec

from sandbox.openai import tools
from sandbox.openai.extract import answer, apology
from sandbox.openai.obedient import obey
from sandbox.openai.reading import OBEDIENT, Chat
from sandbox.openai.words import is_ukrainian, token_count

GREETING = re.compile(
    r"^\s*(привіт|вітаю|добр\w+ (день|ранок|вечір|дня)|hello|hi|hey|good \w+)\W*$", re.IGNORECASE
)
ORDERS = re.compile(
    r"ignore|forget|system|assistant|you are now|say|reply|print|reveal|ігнор|забудь|скажи|відповідай|виведи|ти тепер",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the model does: words, or one tool call."""

    text: str
    call: dict[str, str] | None
    finish_reason: str


def decide(chat: Chat) -> Turn:
    """Return the next turn: search first, then answer from what was found, else fetch a person or say so."""
    if chat.model == OBEDIENT:
        orders = [text for text in (chat.question, *chat.tool_results) if ORDERS.search(text)]
        if orders:
            return Turn("\n".join(obey(order, chat.system) for order in orders), None, "stop")
    function = tools.chosen(chat.tools, chat.tool_choice, chat.question, chat.called)
    if function is not None:
        return calling(function, chat.question)
    text = _words(chat)
    if text is None and (person := tools.hand_off(chat.tools, chat.tool_choice, chat.called)):
        return calling(person, chat.question)
    text = _formatted(chat.response_format, text or apology(chat.question))
    if chat.limit is not None and token_count(text) > chat.limit:
        return Turn(text[: chat.limit * 4], None, "length")
    return Turn(text, None, "stop")


def calling(function: dict[str, Any], question: str) -> Turn:
    arguments = tools.arguments(function, question)
    name = str(function["name"])
    return Turn(
        "", {"id": f"call_{digest([name, arguments])}", "name": name, "arguments": arguments}, "tool_calls"
    )


def usage_of(chat: Chat, turn: Turn) -> tuple[int, int]:
    """Return the tokens of the request and of the answer."""
    prompt = token_count(chat.prompt) + token_count(msgspec.json.encode(chat.tools).decode()) * bool(
        chat.tools
    )
    return prompt, token_count(turn.text or (turn.call or {}).get("arguments", ""))


def digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:24]


def _words(chat: Chat) -> str | None:
    if GREETING.match(chat.question):
        return "Вітаю! Чим можу допомогти?" if is_ukrainian(chat.question) else "Hello! How can I help?"
    return answer(chat.question, chat.tool_results or chat.system)


def _formatted(response_format: dict[str, Any], text: str) -> str:
    kind = response_format.get("type")
    if kind == "json_object":
        return msgspec.json.encode({"answer": text}).decode()
    if kind == "json_schema":
        schema = (response_format.get("json_schema") or {}).get("schema") or {}
        return msgspec.json.encode(tools.instance(schema, text)).decode()
    return text
