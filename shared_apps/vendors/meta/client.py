"""One Graph client per token over a connection pool per process."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import httpx
from django.conf import settings

from shared_apps.core.egress import EgressRefused, EgressTooLarge, fetch

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
    """Calls Graph with one access token, or none; a path that begins with a slash is outside of the version.

    `app_secret` adds the proof that Meta can be told to demand. `base_url` is that of another Graph than Facebook's.
    """

    def __init__(self, token: str, *, app_secret: str = "", base_url: str = "") -> None:
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._base_url = (base_url or settings.META_GRAPH_URL).rstrip("/")
        self._proof: dict[str, str] = {}
        if app_secret:
            proof = hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
            self._proof = {"appsecret_proof": proof}

    def get(self, path: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        return self._call("GET", path, params=params)

    def post(
        self, path: str, body: Mapping[str, Any] | None = None, params: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        return self._call("POST", path, params=params, json=dict(body or {}))

    def post_form(self, path: str, form: Mapping[str, str]) -> dict[str, Any]:
        return self._call("POST", path, data=dict(form))

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

    def upload_attachment(
        self, node: str, *, kind: str, name: str, mime: str, content: bytes, platform: str
    ) -> str:
        """Store a file for Messenger or Instagram (`platform`) and return its attachment id."""
        message = {"attachment": {"type": kind, "payload": {"is_reusable": True}}}
        answer = self._call(
            "POST",
            f"{node}/message_attachments",
            data={"platform": platform, "message": json.dumps(message)},
            files={"filedata": (name or "file", content, mime)},
        )
        return str(answer.get("attachment_id", ""))

    def download_media(self, media_id: str, *, max_bytes: int) -> MediaFile:
        """Fetch a media file by id; raises FileTooLarge, GraphError or GraphUnreachable."""
        found = self.get(media_id)
        url = httpx.URL(str(found.get("url", "")))
        # The address came from Graph itself; anything but TLS or Graph's own host must not see the token.
        if url.scheme != "https" and url.netloc != httpx.URL(settings.META_GRAPH_URL).netloc:
            raise GraphError(code=-1, message="Meta returned an unsafe media address.", http_status=200)
        content, _ = _download(url, max_bytes, self._headers)
        return MediaFile(content, str(found.get("mime_type", "")), str(found.get("sha256", "")))

    def _call(
        self, method: str, path: str, *, params: Mapping[str, str] | None = None, **body: Any
    ) -> dict[str, Any]:
        version = "" if path.startswith("/") else f"/{settings.META_GRAPH_VERSION}/"
        url = f"{self._base_url}{version}{path}"
        query = {**(params or {}), **self._proof}
        try:
            response = _pool().request(method, url, params=query or None, headers=self._headers, **body)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise GraphUnreachable(f"Meta cannot be reached: {error}", may_have_arrived=False) from error
        except httpx.HTTPError as error:
            raise GraphUnreachable(f"Meta did not answer: {error}", may_have_arrived=True) from error
        return _answer(response)


def exchange_instagram_code(*, app_id: str, app_secret: str, code: str, redirect_uri: str) -> str:
    """Return the short-lived token of the Instagram Login; raises GraphError or GraphUnreachable.

    Instagram's pages wrap the answer in `data`, its servers mostly do not.
    """
    form = {
        "client_id": app_id,
        "client_secret": app_secret,
        "grant_type": "authorization_code",
        "redirect_uri": redirect_uri,
        "code": code,
    }
    content = GraphClient("", base_url=settings.INSTAGRAM_API_URL).post_form("/oauth/access_token", form)
    rows = content.get("data")
    found = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else content
    return str(found.get("access_token") or "")


def download_file(address: str, *, max_bytes: int) -> MediaFile:
    """Fetch a file from an address that a webhook named; raises FileTooLarge, GraphError or GraphUnreachable.

    It is asked like any stranger's, save for the host of Graph itself, which in development is this machine.
    """
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise GraphError(code=-1, message="The file has no address.", http_status=200) from error
    own = {httpx.URL(base).netloc for base in (settings.META_GRAPH_URL, settings.INSTAGRAM_GRAPH_URL)}
    if url.netloc in own:
        content, mime = _download(url, max_bytes, {})
        return MediaFile(content, mime, "")
    try:
        found = fetch(address, max_bytes=max_bytes, timeout_s=DOWNLOAD_DEADLINE_S)
    except EgressTooLarge as error:
        raise FileTooLarge(str(error)) from error
    except (EgressRefused, ValueError) as error:
        raise GraphUnreachable(f"The download failed: {error}", may_have_arrived=False) from error
    if found.status != 200:
        raise GraphError(code=-1, message="The file was refused.", http_status=found.status)
    return MediaFile(found.body, found.content_type, "")


def _download(url: httpx.URL, max_bytes: int, headers: Mapping[str, str]) -> tuple[bytes, str]:
    """Return a file's content and type."""
    deadline = time.monotonic() + DOWNLOAD_DEADLINE_S
    content = bytearray()
    try:
        # httpx takes the token off when a redirect leaves the host.
        with _pool().stream("GET", url, headers=headers, follow_redirects=True) as response:
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
    return bytes(content), response.headers.get("Content-Type", "")


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
        retry_after_s=float(wait) if wait.isdigit() else _usage_wait_s(response),
    )


def _usage_wait_s(response: httpx.Response) -> float | None:
    """Return how long an exhausted business has to wait; Meta counts in minutes.

    Source: https://developers.facebook.com/docs/graph-api/overview/rate-limiting (X-Business-Use-Case-Usage).
    """
    try:
        usage = json.loads(response.headers.get("X-Business-Use-Case-Usage", "{}"))
        rows = [row for listed in usage.values() for row in listed]
        minutes = max(float(row.get("estimated_time_to_regain_access", 0)) for row in rows)
    except (ValueError, TypeError, AttributeError):
        return None
    return minutes * 60 or None


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None
