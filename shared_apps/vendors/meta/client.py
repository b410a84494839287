"""One Graph client per token over a connection pool per process."""

import hashlib
import hmac
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import httpx
from django.conf import settings

from .errors import FileTooLarge, GraphError, GraphUnreachable
from .media import MediaFile

TIMEOUT = httpx.Timeout(20, connect=5)
_LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=16, keepalive_expiry=30)
# A whole download may take this long, however steadily it drips.
DOWNLOAD_DEADLINE_S = 120
# Some of Meta's media hosts refuse the default agents of HTTP libraries.
_AGENT = {"User-Agent": "Parlor/1.0"}


@lru_cache(maxsize=1)
def _pool() -> httpx.Client:
    # trust_env off: a proxy variable meant for people must not see customers' messages.
    return httpx.Client(timeout=TIMEOUT, limits=_LIMITS, headers=_AGENT, max_redirects=3, trust_env=False)


class GraphClient:
    """Calls Graph with one access token; `app_secret` adds the proof that Meta can be told to demand."""

    def __init__(self, token: str, *, app_secret: str = "") -> None:
        self._headers = {"Authorization": f"Bearer {token}"}
        self._proof: dict[str, str] = {}
        if app_secret:
            proof = hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
            self._proof = {"appsecret_proof": proof}

    def get(self, path: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        return self._call("GET", path, params=params)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return self._call("POST", path, json=dict(body or {}))

    def delete(self, path: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        return self._call("DELETE", path, params=params)

    def upload_media(self, number_id: str, *, name: str, mime: str, content: bytes) -> str:
        """Store a file for sending (kept 30 days) and return its media id."""
        answer = self._call(
            "POST",
            f"{number_id}/media",
            data={"messaging_product": "whatsapp", "type": mime},
            files={"file": (name or "file", content, mime)},
        )
        return str(answer.get("id", ""))

    def download_media(self, media_id: str, *, max_bytes: int) -> MediaFile:
        """Fetch a media file by id; raises FileTooLarge, GraphError or GraphUnreachable."""
        found = self.get(media_id)
        url = httpx.URL(str(found.get("url", "")))
        # The address came from Graph itself; anything but TLS or Graph's own host must not see the token.
        if url.scheme != "https" and url.netloc != httpx.URL(settings.META_GRAPH_URL).netloc:
            raise GraphError(code=-1, message="Meta returned an unsafe media address.", http_status=200)
        content = self._download(url, max_bytes)
        return MediaFile(content, str(found.get("mime_type", "")), str(found.get("sha256", "")))

    def _download(self, url: httpx.URL, max_bytes: int) -> bytes:
        deadline = time.monotonic() + DOWNLOAD_DEADLINE_S
        content = bytearray()
        try:
            # httpx takes the token off when a redirect leaves the host.
            with _pool().stream("GET", url, headers=self._headers, follow_redirects=True) as response:
                if response.is_error:
                    response.read()
                    raise _error(response)
                for chunk in response.iter_bytes(64 * 1024):
                    content += chunk
                    if len(content) > max_bytes:
                        raise FileTooLarge(f"The file is larger than {max_bytes} bytes.")
                    if time.monotonic() > deadline:
                        raise GraphUnreachable("The download took too long.", may_have_arrived=False)
        except httpx.HTTPError as error:
            raise GraphUnreachable(f"The download failed: {error}", may_have_arrived=False) from error
        return bytes(content)

    def _call(
        self, method: str, path: str, *, params: Mapping[str, str] | None = None, **body: Any
    ) -> dict[str, Any]:
        url = f"{settings.META_GRAPH_URL.rstrip('/')}/{settings.META_GRAPH_VERSION}/{path}"
        query = {**(params or {}), **self._proof}
        try:
            response = _pool().request(method, url, params=query or None, headers=self._headers, **body)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise GraphUnreachable(f"Meta cannot be reached: {error}", may_have_arrived=False) from error
        except httpx.HTTPError as error:
            raise GraphUnreachable(f"Meta did not answer: {error}", may_have_arrived=True) from error
        return _answer(response)


def _answer(response: httpx.Response) -> dict[str, Any]:
    content = _json(response)
    if response.is_success and isinstance(content, dict) and "error" not in content:
        return content
    if response.status_code >= 500 and content is None:
        # A gateway spoke instead of Graph: the call behind it may have gone through.
        raise GraphUnreachable(f"Meta's gateway answered {response.status_code}.", may_have_arrived=True)
    raise _error(response)


def _error(response: httpx.Response) -> GraphError:
    wait = response.headers.get("Retry-After", "")
    return GraphError.read(
        _json(response),
        http_status=response.status_code,
        retry_after_s=float(wait) if wait.isdigit() else None,
    )


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None
