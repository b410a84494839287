"""A tiny HTTP server with the wire format of POST /chat/completions; what it says is scripted."""

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Self

from tests.serving import QuietHandler, serving


@dataclass
class Scripted:
    body: dict[str, Any] | str
    status: int = 200
    delay_s: float = 0.0


@dataclass
class ModelServer:
    script: list[Scripted] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    # Answers every request in place of the script.
    answer_with: Callable[[dict[str, Any]], Scripted] | None = None
    base_url: str = ""
    _running: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        owner = self

        class Handler(QuietHandler):
            def do_POST(self) -> None:
                owner.keys.append(self.headers.get("Authorization", ""))
                owner.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                said = owner.answer_with(owner.asked[-1]) if owner.answer_with else owner.script.pop(0)
                time.sleep(said.delay_s)
                body = said.body if isinstance(said.body, str) else json.dumps(said.body)
                if owner.asked[-1].get("stream") and isinstance(said.body, dict) and said.body.get("choices"):
                    body = streamed(said.body)
                self.send_response(said.status)
                kind = "text/event-stream" if body.startswith("data: ") else "application/json"
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body.encode())

        self.base_url = self._running.enter_context(serving(Handler)) + "/v1"
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def says(self, text: str) -> None:
        self.script.append(Scripted(completion({"role": "assistant", "content": text}, "stop")))

    def calls(self, name: str, arguments: str) -> None:
        call = {
            "id": f"call_{len(self.script)}",
            "type": "function",
            "function": {"name": name, "arguments": arguments},
        }
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
        self.script.append(Scripted(completion(message, "tool_calls")))

    def fails(self, status: int) -> None:
        error = {"message": "Slow down.", "type": "requests", "param": None, "code": None}
        self.script.append(Scripted({"error": error}, status))


def streamed(whole: dict[str, Any]) -> str:
    """Return a completion as the events of a stream: the words in two pieces, calls in one."""
    choice = whole["choices"][0]
    message = choice["message"]
    text = message.get("content") or ""
    pieces = [{"content": half} for half in (text[: len(text) // 2], text[len(text) // 2 :]) if half]
    calls = [{**call, "index": at} for at, call in enumerate(message.get("tool_calls") or [])]
    deltas: list[tuple[dict[str, Any], str | None]] = [({"role": "assistant"}, None)]
    deltas += [(piece, None) for piece in pieces] + ([({"tool_calls": calls}, None)] if calls else [])
    deltas.append(({}, choice["finish_reason"]))
    head = {key: whole[key] for key in ("id", "created", "model")} | {"object": "chat.completion.chunk"}
    chunks: list[dict[str, Any]] = [
        {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
        for delta, finish in deltas
    ]
    chunks.append({**head, "choices": [], "usage": whole["usage"]})
    return "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"


def completion(message: dict[str, Any], finish_reason: str) -> dict[str, Any]:
    return {
        "id": "chatcmpl-test",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": "tester",
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish_reason}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
