"""What Meta says about the account itself, in plain words."""

from typing import Any

from tenant_apps.channels.errors import SendFailureCode
from tenant_apps.channels.inbound import AccountNotice, Severity

from .messages import Place

_ENFORCED: dict[str, tuple[Severity, str]] = {
    "block": ("critical", "Meta has blocked this account from sending messages"),
    "unblock": ("info", "Meta lets this account send messages again"),
    "warning": ("warning", "Meta warns that messages of this account break its rules"),
}


def enforcement(place: Place, part: dict[str, Any]) -> AccountNotice:
    action, reason = str(part.get("action") or ""), part.get("reason")
    severity, text = _ENFORCED.get(action, ("warning", "Meta reports a breach of its rules"))
    why = reason.strip().strip(".") if isinstance(reason, str) else ""
    return AccountNotice(
        account_id=place.account_id,
        kind="policy_enforcement",
        severity=severity,
        text=f"{text}: {why}." if why else f"{text}.",
        payload={"policy_enforcement": part},
        code=SendFailureCode.ACCOUNT_BLOCKED if action == "block" else "",
    )


def account_linking(place: Place, part: dict[str, Any]) -> AccountNotice:
    is_linked = part.get("status") == "linked"
    text = (
        "A customer linked their account with your shop."
        if is_linked
        else "A customer unlinked their account."
    )
    return AccountNotice(
        account_id=place.account_id,
        kind="account_linking",
        severity="info",
        text=text,
        payload={"account_linking": part},
    )


def mention(place: Place, where: str, value: dict[str, Any]) -> AccountNotice:
    """Somebody named the account in a post or comment of theirs; Meta does not say who."""
    return AccountNotice(
        account_id=place.account_id,
        kind="mention",
        severity="info",
        text=f"Somebody mentioned your {place.dialect.account} in {where}.",
        payload={"mention": value},
    )
