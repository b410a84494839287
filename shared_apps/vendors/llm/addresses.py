"""Which addresses of models are asked, and the connection to them.

The address may have been typed by an admin, so it is checked before every call: public https, or the very address
that the operator configured.
"""

import ssl
from functools import lru_cache
from urllib.parse import urlsplit

import httpx2
from django.conf import settings

from shared_apps.core.egress import EgressRefused, resolve


class AddressRefused(Exception):
    """This address is not asked; the text says why, for people."""


def check_address(base_url: str) -> str | None:
    """Return the public address to connect to, None for one of the operator's own; raises AddressRefused."""
    parts = urlsplit(base_url)
    if not parts.hostname or parts.scheme not in {"http", "https"} or parts.username or parts.password:
        raise AddressRefused("Give a full address, such as https://api.openai.com/v1, without a user name.")
    if _is_ours(base_url):
        return None
    if parts.scheme != "https":
        raise AddressRefused("Only https addresses are asked.")
    try:
        return resolve(parts.hostname, parts.port or 443)
    except (EgressRefused, ValueError) as error:
        raise AddressRefused(str(error)) from error


def wire(base_url: str, *, timeout_s: float) -> httpx2.Client:
    """Return a client for this one address; raises AddressRefused. Redirects could lead elsewhere: not followed."""
    address = check_address(base_url)
    transport = _Pinned(address) if address else httpx2.HTTPTransport(verify=_trust())
    return httpx2.Client(transport=transport, follow_redirects=False, timeout=timeout_s, trust_env=False)


class _Pinned(httpx2.HTTPTransport):
    """Connects to the address that was checked: the name could resolve to another one a moment later."""

    def __init__(self, address: str) -> None:
        super().__init__(verify=_trust())
        self._address = address

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        # The certificate still has to be the name's; the Host header was set from it already.
        request.extensions = {**request.extensions, "sni_hostname": request.url.host}
        request.url = request.url.copy_with(host=self._address)
        return super().handle_request(request)


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """Reading the machine's certificates costs more than the call itself, so it is done once."""
    return ssl.create_default_context()


def _is_ours(base_url: str) -> bool:
    """Return whether the operator named this very address, or it is the sandbox of a machine that has one."""
    bare = base_url.rstrip("/")
    if any(
        url and bare == url.rstrip("/") for url in (settings.LLM_BASE_URL, settings.LLM_FALLBACK_BASE_URL)
    ):
        return True
    return bool(settings.SANDBOX_IS_WORLD) and bare.startswith(settings.SANDBOX_URL.rstrip("/") + "/")
