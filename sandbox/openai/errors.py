"""OpenAI's error envelope."""

from starlette.requests import Request
from starlette.responses import Response

from sandbox.web import reply


class OpenAIError(Exception):
    """A refusal in OpenAI's words."""

    def __init__(
        self, message: str, *, status: int = 400, code: str | None = None, param: str | None = None
    ) -> None:
        super().__init__(message)
        self.message, self.status, self.code, self.param = message, status, code, param


def envelope(error: OpenAIError) -> dict[str, object]:
    kinds = {429: "requests", 500: "server_error", 503: "server_error"}
    kind = kinds.get(error.status, "invalid_request_error")
    return {"error": {"message": error.message, "type": kind, "param": error.param, "code": error.code}}


def refusal(_request: Request, error: Exception) -> Response:
    """Render an OpenAIError for Starlette's exception handlers."""
    assert isinstance(error, OpenAIError)
    return reply(envelope(error), error.status, {"x-request-id": "req_sandbox"})
