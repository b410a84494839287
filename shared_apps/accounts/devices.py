"""Which device somebody uses: a cookie of ours, an address, and a name that people recognise."""

import re
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shared_apps.accounts.digests import new_token, token_digest
from shared_apps.accounts.models import KnownDevice, User

COOKIE = "parlor_device"
YEAR_S = 365 * 24 * 3600

# The first match names it: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(?:Firefox|FxiOS)/"),
    ("Chrome", r"(?:Chrome|CriOS)/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def device_name(user_agent: str) -> str:
    """Return `Chrome, Windows`, or a program's own name, as in `python-requests`; empty when nothing is known."""
    browser = next((name for name, pattern in BROWSERS if re.search(pattern, user_agent)), "")
    system = next((name for name, pattern in SYSTEMS if re.search(pattern, user_agent)), "")
    if browser or system:
        return ", ".join(part for part in (browser, system) if part)
    return re.split(r"[/\s]", user_agent.strip(), maxsplit=1)[0][:40]


def address_of(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))


def agent_of(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")[:300]


def is_known(request: HttpRequest, email: str) -> str:
    """Return the digest of this browser's cookie if the person of `email` has signed in with it, else nothing."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return ""
    digest = token_digest(token)
    known = KnownDevice.objects.filter(user__email=email, device_hash=digest).exists()
    return digest if known else ""


def recognise(user: User, token: str) -> bool:
    """Remember a device as the person's; return whether it is new while others were known before."""
    had_others = KnownDevice.objects.filter(user=user).exists()
    _, is_new = KnownDevice.objects.get_or_create(user=user, device_hash=token_digest(token))
    return had_others and is_new


def token_of_browser(request: HttpRequest) -> str:
    """Return the browser's device token; one that has none gets one with the answer (`keep`)."""
    token = request.COOKIES.get(COOKIE, "") or getattr(request, "new_device_token", "")
    if not token:
        token = new_token()
        request.new_device_token = token  # type: ignore[attr-defined]  # read again by keep()
    return token


def token_of_client(request: HttpRequest) -> str:
    """Return what an API client without cookies is known by."""
    return f"{agent_of(request)}|{address_of(request)}"


def keep(request: HttpRequest, response: HttpResponseBase | Any) -> None:
    """Leave the device token with a browser that got a new one."""
    token = getattr(request, "new_device_token", "")
    if token:
        response.set_cookie(
            COOKIE,
            token,
            max_age=YEAR_S,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
