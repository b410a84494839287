"""Account, number and template events in plain words, with how much they matter."""

from typing import Any

from tenant_apps.channels.inbound import AccountNotice, Severity

from .limits import in_words

_ACCOUNT_EVENTS: dict[str, tuple[Severity, str]] = {
    "ACCOUNT_DELETED": ("critical", "The WhatsApp Business account was deleted."),
    "ACCOUNT_OFFBOARDED": ("critical", "The WhatsApp Business account was disconnected from the platform."),
    "ACCOUNT_RECONNECTED": ("info", "The WhatsApp Business account was connected again."),
    "ACCOUNT_RESTRICTION": ("critical", "Meta has restricted the WhatsApp Business account."),
    "ACCOUNT_VIOLATION": ("warning", "Meta reports a policy violation by the WhatsApp Business account."),
    "PARTNER_ADDED": ("info", "The WhatsApp Business account was shared with the app."),
    "PARTNER_APP_INSTALLED": ("info", "The app was added to the WhatsApp Business account."),
    "PARTNER_APP_UNINSTALLED": ("critical", "The app was removed from the WhatsApp Business account."),
    "PARTNER_REMOVED": ("critical", "The WhatsApp Business account is no longer shared with the app."),
}
_BANS: dict[str, tuple[Severity, str]] = {
    "DISABLE": ("critical", "Meta has disabled the WhatsApp Business account."),
    "SCHEDULE_FOR_DISABLE": ("critical", "Meta will disable the WhatsApp Business account soon."),
    "REINSTATE": ("info", "Meta has restored the WhatsApp Business account."),
}
_BAD_TEMPLATE = {"REJECTED", "PAUSED", "DISABLED", "FLAGGED", "LOCKED", "LIMIT_EXCEEDED"}
_BAD_NUMBER = {"FLAGGED", "DOWNGRADE"}

FIELDS = frozenset(
    {
        "account_alerts",
        "account_review_update",
        "account_settings_update",
        "account_update",
        "business_capability_update",
        "business_status_update",
        "business_username_updates",
        "flows",
        "message_template_components_update",
        "message_template_quality_update",
        "message_template_status_update",
        "partner_solutions",
        "payment_configuration_update",
        "phone_number_name_update",
        "phone_number_quality_update",
        "security",
        "template_category_update",
        "template_correct_category_detection",
        "user_preferences",
    }
)


def notice(account_id: str, field: str, value: dict[str, Any]) -> AccountNotice:
    """Describe the value of an account-level webhook field."""
    severity, text = _describe(field, value)
    return AccountNotice(
        account_id=account_id,
        kind=field,
        severity=severity,
        text=text,
        payload={"field": field, "value": value},
        code=_code(field, value) if severity == "critical" else "",
    )


def _code(field: str, value: dict[str, Any]) -> str:
    """Name what stops an account: Meta's own event, or its ban."""
    ban = value.get("ban_info")
    state = _text(ban, "waba_ban_state") if isinstance(ban, dict) else ""
    return (f"account_{state}" if state else _text(value, "event") or field).lower()


def trouble(account_id: str, error: dict[str, Any]) -> AccountNotice:
    """Describe an error that concerns the number as a whole (`value.errors[]`)."""
    title = str(error.get("title") or error.get("message") or "unknown trouble")
    return AccountNotice(
        account_id=account_id,
        kind="error",
        severity="warning",
        text=f"WhatsApp reports: {title}.",
        payload={"error": error},
    )


def _describe(field: str, value: dict[str, Any]) -> tuple[Severity, str]:
    event = _text(value, "event")
    template = _text(value, "message_template_name")
    if template:
        return _describe_template(template, event, value)
    if field == "account_update":
        return _describe_account(event, value)
    if field == "account_review_update":
        decision = _text(value, "decision")
        return _verdict(decision), f"Meta reviewed the WhatsApp Business account: {_plain(decision)}."
    if field == "phone_number_name_update":
        decision, name = _text(value, "decision"), _text(value, "requested_verified_name")
        return _verdict(decision), f"Display name “{name}”: {_plain(decision)}."
    if field == "phone_number_quality_update":
        severity: Severity = "warning" if event in _BAD_NUMBER else "info"
        said = f"Quality or limit of the number changed: {_plain(event)}."
        return severity, f"{said} {_limit(value)}".strip()
    if field == "business_capability_update" and _limit(value):
        return "info", _limit(value)
    if field == "security":
        return "warning", f"Two-step PIN of the number: {_plain(event)}."
    if field == "account_alerts":
        return _describe_alert(value)
    if field == "user_preferences":
        return "info", "A customer changed their choice about marketing messages."
    if field == "flows":
        said = _text(value, "warning") or _plain(event)
        severity = "warning" if value.get("alert_state") == "ACTIVATED" or "warning" in value else "info"
        return severity, f"WhatsApp Flow: {said}."
    return (
        "info",
        f"WhatsApp reports {_plain(field)}: {_plain(event)}."
        if event
        else f"WhatsApp reports {_plain(field)}.",
    )


def _describe_account(event: str, value: dict[str, Any]) -> tuple[Severity, str]:
    if event == "DISABLED_UPDATE":
        ban = value.get("ban_info")
        state = _text(ban, "waba_ban_state") if isinstance(ban, dict) else ""
        return _BANS.get(state, ("warning", "Meta changed the standing of the WhatsApp Business account."))
    return _ACCOUNT_EVENTS.get(event, ("info", f"WhatsApp Business account: {_plain(event)}."))


def _describe_template(name: str, event: str, value: dict[str, Any]) -> tuple[Severity, str]:
    if event:
        reason = _text(value, "reason")
        because = f" ({_plain(reason)})" if reason not in ("", "NONE") else ""
        return (
            "warning" if event in _BAD_TEMPLATE else "info",
            f"Template “{name}”: {_plain(event)}{because}.",
        )
    quality = _text(value, "new_quality_score")
    if quality:
        return "warning" if quality in (
            "YELLOW",
            "RED",
        ) else "info", f"Template “{name}”: quality {quality.lower()}."
    category = _text(value, "new_category")
    if category:
        return "warning", f"Template “{name}”: category {category.lower()}."
    return "info", f"Template “{name}” was changed."


def _describe_alert(value: dict[str, Any]) -> tuple[Severity, str]:
    alert = value.get("alert_info")
    alert = alert if isinstance(alert, dict) else {}
    severities: dict[str, Severity] = {"CRITICAL": "critical", "WARNING": "warning"}
    said = _text(alert, "alert_description") or _plain(_text(alert, "alert_type"))
    return severities.get(_text(alert, "alert_severity"), "info"), f"Meta alert: {said}"


def _limit(value: dict[str, Any]) -> str:
    """Say how many customers may be written to first; the older key is named after the number."""
    return in_words(_text(value, "max_daily_conversations_per_business") or _text(value, "current_limit"))


def _verdict(decision: str) -> Severity:
    return "info" if decision in ("APPROVED", "PENDING") else "warning"


def _text(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _plain(constant: str) -> str:
    return constant.replace("_", " ").lower() or "no details"
