"""What a call carries: a query, JSON, a form or multipart; numbers and objects may come as text."""

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.telegram.errors import BadRequest, BotError

MAX_BYTES = 52 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of one call, and the files that came along."""

    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str, default: int | None = None) -> int | None:
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise BadRequest(f"invalid {name} specified") from error

    def real(self, name: str) -> float:
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError) as error:
            raise BadRequest(f"{name} is empty" if name not in self.values else f"invalid {name}") from error

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes")

    def object(self, name: str) -> Any:
        """Return a parameter that is JSON, None when it is missing."""
        value = self.values.get(name)
        if not isinstance(value, str) or value == "":
            return None if value == "" else value
        try:
            return json.loads(value)
        except ValueError as error:
            raise BadRequest(f"can't parse {name} JSON object") from error


async def read(request: Request) -> Params:
    """Read all that came; later sources win, as in Telegram."""
    values: dict[str, Any] = dict(request.query_params)
    if int(request.headers.get("content-length") or 0) > MAX_BYTES:
        raise BotError(413, "Request Entity Too Large")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Params(values | await _json(request))
    if kind not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return Params(values)
    files: dict[str, Upload] = {}
    async with request.form(max_part_size=MAX_BYTES) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or "application/octet-stream"
                files[name] = Upload(value.filename or "file", mime, await value.read())
            else:
                values[name] = value
    return Params(values, files)


async def _json(request: Request) -> dict[str, Any]:
    raw = await request.body()
    try:
        body = json.loads(raw) if raw.strip() else {}
    except ValueError as error:
        raise BadRequest("can't parse JSON object") from error
    if not isinstance(body, dict):
        raise BadRequest("object expected as JSON body")
    return body
