"""Bodies of Graph calls: JSON, or a form whose values are JSON."""

from typing import Any

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.meta.errors import invalid

MAX_BODY_BYTES = 1_000_000
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def read_body(request: Request) -> dict[str, Any]:
    """Return the parameters of a call; a file of a multipart form is under "filedata". Raises GraphError 100."""
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind in FORMS:
        form = await request.form()
        return {key: value if isinstance(value, UploadFile) else _value(value) for key, value in form.items()}
    raw = await request.body()
    if not raw.strip():
        return {}
    try:
        body = msgspec.json.decode(raw) if len(raw) <= MAX_BODY_BYTES else None
    except (msgspec.DecodeError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise invalid("The request body must be a JSON object.")
    return body


def _value(text: str) -> Any:
    """Decode a form's value: objects and lists are JSON, everything else is text."""
    if text[:1] in ("{", "["):
        try:
            return msgspec.json.decode(text.encode())
        except (msgspec.DecodeError, RecursionError):
            return text
    return text
