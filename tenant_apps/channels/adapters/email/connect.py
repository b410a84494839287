"""Connecting a mailbox: by its two servers, both tried live, or by a provider that posts its mails to us."""

from collections.abc import Mapping
from urllib.parse import quote

from django.conf import settings

from tenant_apps.channels.adapters.protocol import HealthCheck, Onboarded
from tenant_apps.channels.errors import OnboardingRefused
from tenant_apps.channels.outbound import AccountCredentials
from tenant_apps.channels.secrets import route_secret

from .folders import ROLES, open_folder, setting_of
from .headers import addresses
from .servers import Fault, Protocol, ServerTrouble, imap, server_in, server_of, smtp
from .signatures import PLAIN_USER, SIGNING, password_of, user_of

PROVIDERS = {
    "postmark": "Postmark",
    "sendgrid": "SendGrid",
    "mailgun": "Mailgun",
    "ses": "Amazon SES",
    "other": "the provider",
}
_SIDES: tuple[Protocol, Protocol] = ("imap", "smtp")
_SERVER_KEYS = ("host", "port", "security")
_FIELDS: dict[Fault, str] = {"host": "host", "security": "security", "passing": "host"}


def onboard(form: Mapping[str, str]) -> Onboarded:
    """Sign in at both servers with what was typed; raises OnboardingRefused with the field to correct."""
    found = addresses(form.get("address", ""))
    if len(found) != 1:
        raise OnboardingRefused(
            reason_for_people="This is not an e-mail address.", field="address", code="not_an_address"
        )
    address = found[0].email
    own = {"from_name": form.get("name", ""), "signature": form.get("signature", "")}
    if form.get("mode") == "webhook":
        provider = form.get("provider") or "other"
        kept = {"mode": "webhook", "provider": provider, **own}
        signing = _signing(provider, form.get("signing_key", ""))
        return Onboarded(address, form.get("name") or address, secrets=signing, settings=kept)
    kept = {f"{side}_{key}": str(form.get(f"{side}_{key}", "")) for side in _SIDES for key in _SERVER_KEYS}
    kept |= {"mode": "imap", "username": form.get("username") or address, **own}
    kept["history_days"] = str(form.get("history_days") or "0")
    password = form.get("password", "")
    for side in _SIDES:
        kept |= _prove(kept, side, password)
    return Onboarded(address, form.get("name") or address, secrets={"password": password}, settings=kept)


def _signing(provider: str, key: str) -> dict[str, str]:
    """Return the user name of the webhook's address that holds the provider's key, nothing without one."""
    if provider not in SIGNING or not (key.strip() or provider == "ses"):
        return {}
    try:
        return {"webhook_user": user_of(provider, key)}
    except ValueError as error:
        if provider == "ses":
            raise OnboardingRefused(
                reason_for_people="This is not the ARN of a topic of Amazon's.",
                field="signing_key",
                code="topic",
            ) from error
        text = (
            f"This is not the key with which {PROVIDERS[provider]} signs. Copy it from its webhook settings."
        )
        raise OnboardingRefused(
            reason_for_people=text, field="signing_key", code="signing_key", detail=PROVIDERS[provider]
        ) from error


def _prove(kept: Mapping[str, str], side: Protocol, password: str) -> dict[str, str]:
    try:
        return _try(kept, side, password)
    except ServerTrouble as trouble:
        field = "password" if trouble.fault == "password" else f"{side}_{_FIELDS[trouble.fault]}"
        raise OnboardingRefused(reason_for_people=trouble.text, field=field, code=trouble.code) from trouble


def _try(kept: Mapping[str, str], side: Protocol, password: str) -> dict[str, str]:
    """Sign in; return how far the folders have come, so that what comes from now on is known as new."""
    server = server_in(kept, side, password)
    if side == "smtp":
        with smtp(server) as connection:
            connection.noop()
        return {}
    with imap(server) as mailbox:
        found = {role: open_folder(mailbox, role) for role in ROLES}
    if found["inbox"] is None:
        raise ServerTrouble("password", "The mailbox has no inbox that can be opened.")
    return {setting_of(role): str(place) for role, place in found.items() if place}


def health(account: AccountCredentials) -> list[HealthCheck]:
    if account.settings.get("mode") == "webhook":
        provider = PROVIDERS.get(account.settings.get("provider", ""), PROVIDERS["other"])
        text = f"Mails come in when {provider} posts them here. Check the address in its settings if none do."
        return [HealthCheck("inbound", True, text, code="inbound_posted")]
    return [_server_health(account, "imap"), _server_health(account, "smtp")]


def _server_health(account: AccountCredentials, side: Protocol) -> HealthCheck:
    does = {"imap": "Mails can be read", "smtp": "Mails can be sent"}[side]
    try:
        server = server_of(account, side)
        _try(account.settings, side, account.secrets.get("password", ""))
    except ServerTrouble as trouble:
        return HealthCheck(side, False, trouble.text, trouble.fault == "passing", trouble.code)
    return HealthCheck(
        side, True, f"{does} at {server.host}.", code=f"{side}_works", values={"host": server.host}
    )


def webhook_address(account: AccountCredentials) -> str:
    """Return the address to give to the provider. It holds the password: for admins only."""
    user = account.secrets.get("webhook_user") or PLAIN_USER
    password = password_of(route_secret("email", account.external_id), user)
    path = f"/webhook/email/{quote(account.external_id, safe='')}/"
    return f"{settings.PUBLIC_SCHEME}://{user}:{password}@{settings.BASE_DOMAIN}{path}"
