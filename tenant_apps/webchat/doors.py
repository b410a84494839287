"""Which business a visitor on the public site means: named in the path, or in the body of `/api/chat/ask`."""

import re

import msgspec
from django.http import HttpRequest

from shared_apps.intake.models import Route
from tenant_apps.webchat import tokens
from tenants.hosts import tenant_of_former_slug
from tenants.models import Tenant
from tenants.selectors import tenant_of_schema

_BY_SLUG = re.compile(r"^/(?:chat|embed)/([a-z0-9-]{1,40})(?:\.js|/)?$")
_BY_KEY = re.compile(r"^/(?:api|ws)/widget/(wc_[A-Za-z0-9_-]{22})/")
_ASK = re.compile(r"^/api/chat/ask/?$")
_ANSWER = re.compile(r"^/api/chat/ask/([A-Za-z0-9_:-]+)/?$")
MAX_ASK_BYTES = 40_000


class _Asked(msgspec.Struct):
    org: str = ""


def tenant_of_request(request: HttpRequest) -> Tenant | None:
    """Return the business that a request to the public site is for, None when it is for none."""
    path = request.path_info
    if found := _BY_SLUG.match(path):
        return _tenant_of_slug(found[1])
    if found := _BY_KEY.match(path):
        return tenant_of_key(found[1])
    if _ASK.match(path):
        return _tenant_asked(request)
    if (found := _ANSWER.match(path)) and (asked := tokens.ask_of(found[1])):
        return tenant_of_key(asked[0])
    return None


def tenant_of_key(key: str) -> Tenant | None:
    """Return the business that has a website of this key."""
    if "\0" in key:
        return None
    schema_name = (
        Route.objects.filter(platform="webchat", account_id=key).values_list("schema_name", flat=True).first()
    )
    return tenant_of_schema(schema_name) if schema_name else None


def _tenant_asked(request: HttpRequest) -> Tenant | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MAX_ASK_BYTES:
        return None
    try:
        asked = msgspec.json.decode(request.body, type=_Asked)
    except (msgspec.DecodeError, RecursionError):
        return None
    return _tenant_of_slug(asked.org) if asked.org else None


def _tenant_of_slug(slug: str) -> Tenant | None:
    """Return the business of an address, also of one that it had until lately: links and websites still name it."""
    return Tenant.objects.filter(slug=slug).first() or tenant_of_former_slug(slug)
