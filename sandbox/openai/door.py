"""What every OpenAI call shares: the key check, the JSON body, the list of models."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from sandbox.openai.errors import OpenAIError
from sandbox.openai.reading import CHAT_MODELS, EMBEDDING_MODELS
from sandbox.web import reply


def check_key(request: Request) -> None:
    """Accept any key that looks like one; raises OpenAIError 401 otherwise."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        message = "You didn't provide an API key. Send it in an Authorization header: Bearer YOUR_KEY."
        raise OpenAIError(message, status=401, code="invalid_api_key")
    if not key.startswith("sk-"):
        shown = f"{key[:3]}…{key[-2:]}"
        message = f"Incorrect API key provided: {shown}. In the sandbox every key that begins with sk- works."
        raise OpenAIError(message, status=401, code="invalid_api_key")


async def read_body(request: Request) -> dict[str, Any]:
    """Return the JSON object of the body after the key check; raises OpenAIError."""
    check_key(request)
    try:
        body = msgspec.json.decode(await request.body())
    except (msgspec.DecodeError, RecursionError) as error:
        raise OpenAIError("We could not parse the JSON body of your request.") from error
    if not isinstance(body, dict):
        raise OpenAIError("The JSON body must be an object.")
    return body


async def list_models(request: Request) -> Response:
    """GET /openai/v1/models."""
    check_key(request)
    return reply({"object": "list", "data": [_model(name) for name in (*CHAT_MODELS, *EMBEDDING_MODELS)]})


async def read_model(request: Request) -> Response:
    """GET /openai/v1/models/{name}."""
    check_key(request)
    name = request.path_params["name"]
    if name not in (*CHAT_MODELS, *EMBEDDING_MODELS):
        raise OpenAIError(f"The model '{name}' does not exist", status=404, code="model_not_found")
    return reply(_model(name))


async def unknown(request: Request) -> Response:
    """Answer any other path."""
    check_key(request)
    message = f"Unknown request URL: {request.method} {request.url.path}."
    raise OpenAIError(message, status=404, code="unknown_url")


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 1_767_225_600, "owned_by": "sandbox"}
