"""One client per token over a connection pool per process."""

import json
import logging
import re
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import httpx
from django.conf import settings

from .errors import BotApiError, BotApiUnreachable, FileTooLarge

TIMEOUT = httpx.Timeout(20, connect=5)
# An upload of 50 MB takes its time, and Telegram answers only when it has looked at the file.
UPLOAD_TIMEOUT = httpx.Timeout(120, connect=5)
_LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=16, keepalive_expiry=30)
# A whole download may take this long, however steadily it drips.
DOWNLOAD_DEADLINE_S = 120
_TOKEN = re.compile(r"(bot)?\d+:[A-Za-z0-9_-]{20,}")
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class _HidesTokens(logging.Filter):
    """Takes tokens out of the lines in which httpx names the addresses that it calls."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if _TOKEN.search(said):
            record.msg, record.args = _TOKEN.sub(r"\1<token>", said), ()
        return True


logging.getLogger("httpx").addFilter(_HidesTokens())


@lru_cache(maxsize=1)
def _pool() -> httpx.Client:
    # trust_env off: a proxy variable meant for people must not see customers' messages.
    return httpx.Client(timeout=TIMEOUT, limits=_LIMITS, follow_redirects=False, trust_env=False)


class BotClient:
    """Calls the Bot API as one bot."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __repr__(self) -> str:
        return "BotClient()"

    def call(self, method: str, params: Mapping[str, Any] | None = None) -> Any:
        """Call a method with JSON and return its result; raises BotApiError, BotApiUnreachable."""
        return self._post(method, timeout=TIMEOUT, json=dict(params or {}))

    def upload(
        self, method: str, params: Mapping[str, Any], *, field: str, name: str, mime: str, content: bytes
    ) -> Any:
        """Call a method with a file of up to 50 MB; nested parameters travel as JSON text."""
        plain = {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
        file = {field: (name or "file", content, mime or "application/octet-stream")}
        return self._post(method, timeout=UPLOAD_TIMEOUT, data=plain, files=file)

    def download(self, file_id: str, *, max_bytes: int) -> bytes:
        """Fetch a file of up to 20 MB by its id; raises FileTooLarge, BotApiError or BotApiUnreachable.

        An address that has expired in between is asked for once more.
        """
        try:
            return self._fetch(self._path_of(file_id), max_bytes)
        except BotApiError as error:
            if error.http_status != 404:
                raise
        return self._fetch(self._path_of(file_id), max_bytes)

    def _path_of(self, file_id: str) -> str:
        found = self.call("getFile", {"file_id": file_id})
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str) or not path:
            raise BotApiError(code=400, description="Bad Request: the file has no path", http_status=400)
        return path

    def _fetch(self, path: str, max_bytes: int) -> bytes:
        deadline = time.monotonic() + DOWNLOAD_DEADLINE_S
        content = bytearray()
        try:
            with _pool().stream("GET", f"{_base()}/file/bot{self._token}/{path}") as response:
                if not response.is_success:
                    response.read()
                    raise BotApiError.read(_json(response), http_status=response.status_code)
                for chunk in response.iter_bytes(64 * 1024):
                    content += chunk
                    if len(content) > max_bytes:
                        raise FileTooLarge(f"The file is larger than {max_bytes} bytes.")
                    if time.monotonic() > deadline:
                        raise BotApiUnreachable("The download took too long.", may_have_arrived=False)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise BotApiUnreachable(
                f"The download failed: {type(error).__name__}.", may_have_arrived=False
            ) from None
        return bytes(content)

    def _post(self, method: str, *, timeout: httpx.Timeout, **body: Any) -> Any:
        # The cause is cut off: httpx's errors carry the request, whose address holds the token.
        try:
            response = _pool().post(f"{_base()}/bot{self._token}/{method}", timeout=timeout, **body)
        except (*_NEVER_LEFT, httpx.InvalidURL) as error:
            raise BotApiUnreachable(
                f"Telegram cannot be reached: {type(error).__name__}.", may_have_arrived=False
            ) from None
        except httpx.HTTPError as error:
            raise BotApiUnreachable(
                f"Telegram did not answer: {type(error).__name__}.", may_have_arrived=True
            ) from None
        return _result(response)


def _base() -> str:
    return settings.TELEGRAM_API_URL.rstrip("/")


def _result(response: httpx.Response) -> Any:
    content = _json(response)
    if response.is_success and isinstance(content, dict) and content.get("ok") is True:
        return content.get("result")
    if content is None and response.status_code >= 500:
        # A gateway spoke instead of Telegram: the call behind it may have gone through.
        raise BotApiUnreachable(f"Telegram's gateway answered {response.status_code}.", may_have_arrived=True)
    raise BotApiError.read(content, http_status=response.status_code)


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None
