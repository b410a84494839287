"""The Bot API's refusals: {"ok": false, "error_code", "description", "parameters"?}."""

from typing import Any

from starlette.responses import Response

from sandbox.web import reply


class BotError(Exception):
    """A call that Telegram refuses."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


class BadRequest(BotError):
    def __init__(self, description: str) -> None:
        super().__init__(400, f"Bad Request: {description}")


def too_many(retry_after_s: int) -> BotError:
    return BotError(429, f"Too Many Requests: retry after {retry_after_s}", retry_after=retry_after_s)


def envelope(error: BotError) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    return body | ({"parameters": error.parameters} if error.parameters else {})


def refusal(error: BotError) -> Response:
    headers = {"retry-after": str(error.parameters["retry_after"])} if error.code == 429 else {}
    return reply(envelope(error), error.code, headers)


def fault(status: int, _path: str) -> object:
    """Return the body of a call that a fault switch hits."""
    return envelope(too_many(1) if status == 429 else BotError(status, "Internal Server Error"))
