"""How a number is, as Meta sees it, in plain words with codes to translate."""

from typing import Any

from shared_apps.core.clock import now
from shared_apps.vendors.meta import GraphError, GraphUnreachable
from tenant_apps.channels.adapters.protocol import HealthCheck
from tenant_apps.channels.outbound import AccountCredentials

from . import signin
from .client import graph
from .connect import refusal
from .limits import in_words

_FIELDS = (
    "id,verified_name,display_phone_number,quality_rating,code_verification_status,name_status,status,"
    "throughput,platform_type,whatsapp_business_manager_messaging_limit"
)
_QUALITY = {
    "GREEN": "People rate the messages well.",
    "YELLOW": "Some people complain about the messages.",
    "RED": "Many people complain; Meta may limit the number.",
}
_NAMES = {
    "APPROVED": (True, "Meta has approved the display name."),
    "AVAILABLE_WITHOUT_REVIEW": (True, "The display name may be used without a review."),
    "PENDING_REVIEW": (True, "Meta is reviewing the display name."),
    "DECLINED": (False, "Meta declined the display name. Choose another one in Meta Business."),
    "EXPIRED": (False, "The display name's approval ran out. Ask for a new review in Meta Business."),
}
_STATES = {
    "BANNED": "Meta has banned the number. Open Meta Business support.",
    "RESTRICTED": "Meta has restricted the number: it reached its limit of new customers for today.",
    "RATE_LIMITED": "Meta has slowed the number down.",
    "DISCONNECTED": "The number is no longer registered. Connect it again.",
    "UNVERIFIED": "The number is not verified. Verify it in Meta Business.",
    "DELETED": "The number was deleted at Meta.",
}
_EXPIRES_SOON_DAYS = 7


def health(account: AccountCredentials) -> list[HealthCheck]:
    """Ask Meta about the number, its events and the token; what Meta does not tell makes no check."""
    return [*_number(account), _subscription(account), *_token(account)]


def _number(account: AccountCredentials) -> list[HealthCheck]:
    try:
        number = graph(account).get(account.external_id, {"fields": _FIELDS})
    except (GraphError, GraphUnreachable) as error:
        return [_unhealthy("number", error)]
    quality = str(number.get("quality_rating") or "UNKNOWN").upper()
    phone = number.get("display_phone_number") or account.external_id
    known = f"WhatsApp knows {phone}. {_QUALITY.get(quality, '')}".strip()
    first = HealthCheck(
        "number", quality != "RED", known, code=f"quality_{quality.lower()}", values={"phone": str(phone)}
    )
    rest = (_state(number), _verification(number), _name(number), _limit(number), _throughput(number))
    return [first, *(check for check in rest if check)]


def _state(number: dict[str, Any]) -> HealthCheck | None:
    status = str(number.get("status") or "").upper()
    trouble = _STATES.get(status)
    return HealthCheck("status", False, trouble, code=f"status_{status.lower()}") if trouble else None


def _verification(number: dict[str, Any]) -> HealthCheck | None:
    status = str(number.get("code_verification_status") or "").upper()
    if not status:
        return None
    # A number that works stays so when the code of its verification has run out.
    is_ok = status in ("VERIFIED", "EXPIRED")
    text = "The number is verified." if is_ok else "The number is not verified. Verify it in Meta Business."
    return HealthCheck("verification", is_ok, text, code="verified" if is_ok else "not_verified")


def _name(number: dict[str, Any]) -> HealthCheck | None:
    status = str(number.get("name_status") or "").upper()
    if status not in _NAMES:
        return None
    is_ok, text = _NAMES[status]
    return HealthCheck("display_name", is_ok, text, code=f"name_{status.lower()}")


def _limit(number: dict[str, Any]) -> HealthCheck | None:
    tier = str(number.get("whatsapp_business_manager_messaging_limit") or "").upper()
    words = in_words(tier)
    return HealthCheck("limit", True, words, code=f"limit_{tier.lower()}") if words else None


def _throughput(number: dict[str, Any]) -> HealthCheck | None:
    found = number.get("throughput")
    level = str(found.get("level") or "").upper() if isinstance(found, dict) else ""
    if level == "HIGH":
        return HealthCheck("throughput", True, "Up to 1,000 messages a second.", code="throughput_high")
    if level == "STANDARD":
        return HealthCheck("throughput", True, "Up to 80 messages a second.", code="throughput_standard")
    return None


def _subscription(account: AccountCredentials) -> HealthCheck:
    try:
        apps = graph(account).get(f"{account.settings.get('waba_id', '')}/subscribed_apps").get("data")
    except (GraphError, GraphUnreachable) as error:
        return _unhealthy("events", error)
    if apps:
        return HealthCheck("events", True, "WhatsApp sends customers' messages here.", code="events_on")
    return HealthCheck(
        "events",
        False,
        "WhatsApp does not send messages here. Connect the number again.",
        code="events_off",
    )


def _token(account: AccountCredentials) -> list[HealthCheck]:
    """Warn of a token that will run out; a token that Meta does not describe to us makes no check."""
    try:
        expires_at = signin.expiry_of(account.secrets.get("access_token", ""))
    except (GraphError, GraphUnreachable):
        return []
    if expires_at is None:
        return []
    days, values = (expires_at - now()).days, {"at": expires_at.isoformat()}
    if days >= _EXPIRES_SOON_DAYS:
        text = f"The sign-in lasts {days} more days."
        return [HealthCheck("token", True, text, code="token_valid", values=values)]
    text = "The sign-in runs out soon. Connect the number again."
    return [HealthCheck("token", False, text, True, "token_expires", values)]


def _unhealthy(name: str, error: GraphError | GraphUnreachable) -> HealthCheck:
    is_passing = isinstance(error, GraphUnreachable) or error.is_server_fault
    code = "unreachable" if is_passing else "refused"
    return HealthCheck(name, False, refusal(error, "").reason_for_people, is_passing, code)
