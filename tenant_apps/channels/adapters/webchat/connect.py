"""Two clicks: a name is all that a website's chat needs."""

import re
import secrets
from collections.abc import Mapping

from django.conf import settings

from tenant_apps.channels.adapters.protocol import HealthCheck, Onboarded
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.outbound import AccountCredentials

KEY = re.compile(r"wc_[A-Za-z0-9_-]{22}")
DEFAULT_NAME = "Website chat"


def onboard(form: Mapping[str, str]) -> Onboarded:
    """Return a new website with a new key, or the one whose `key` is given, to connect it again."""
    key = form.get("key", "")
    if key and not KEY.fullmatch(key):
        raise OnboardingRefused(reason_for_people="This is not a key of a website chat.", field="key")
    name = form.get("name", "").strip() or DEFAULT_NAME
    return Onboarded(external_id=key or f"wc_{secrets.token_urlsafe(16)}", name=name, secrets={})


def health(account: AccountCredentials) -> list[HealthCheck]:
    is_signed = bool(account.secrets.get("identity_secret"))
    told = "Visitors whom your website signs in are recognised." if is_signed else "Visitors stay anonymous."
    return [
        HealthCheck(
            "widget",
            True,
            "The chat is on. Paste its line into your website if you have not yet.",
            code="widget_on",
        ),
        HealthCheck("identity", True, told, code="identity_on" if is_signed else "identity_off"),
    ]


def address() -> str:
    """Return the hosted page of the current business."""
    # The registry is imported where no Django app is ready yet, so tables are met here first.
    from tenants.selectors import current_tenant

    tenant = current_tenant()
    return f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/chat/{tenant.slug}" if tenant else ""
