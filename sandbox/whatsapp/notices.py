"""What Meta tells a business beside messages: templates, quality, the account, chats of the past."""

from collections.abc import Callable
from typing import Any

from sandbox.accounts import Account
from sandbox.store import now
from sandbox.web import Refused
from sandbox.webhooks import Outcome, meta_bytes
from sandbox.whatsapp.receipts import envelope
from sandbox.whatsapp.templates import TEMPLATES
from sandbox.world import World

# Fields whose value carries the number's metadata, and no time, as those of messages do.
WITH_METADATA = ("history", "smb_app_state_sync", "user_id_update", "messages")
Builder = Callable[[World, Account, dict[str, Any]], dict[str, Any]]


def _template(_world: World, _account: Account, wanted: dict[str, Any]) -> dict[str, Any]:
    name = wanted.pop("template", "seasonal_offer")
    template = next((t for t in TEMPLATES if t["name"] == name), TEMPLATES[0])
    return {
        "message_template_id": int(template["id"]),
        "message_template_name": template["name"],
        "message_template_language": template["language"],
    }


def _template_status(world: World, account: Account, wanted: dict[str, Any]) -> dict[str, Any]:
    event, reason = str(wanted.pop("event", "APPROVED")), wanted.pop("reason", None)
    value: dict[str, Any] = {"event": event, **_template(world, account, wanted), "reason": reason}
    if event == "REJECTED" and reason == "INVALID_FORMAT":
        value["rejection_info"] = {
            "reason": "Your template has parameters placed next to each other.",
            "recommendation": "Separate parameters with descriptive text.",
        }
    return value


def _template_quality(world: World, account: Account, wanted: dict[str, Any]) -> dict[str, Any]:
    score = str(wanted.pop("score", "YELLOW"))
    return {
        "previous_quality_score": "GREEN",
        "new_quality_score": score,
        **_template(world, account, wanted),
    }


def _template_category(world: World, account: Account, wanted: dict[str, Any]) -> dict[str, Any]:
    category = str(wanted.pop("category", "MARKETING"))
    return {**_template(world, account, wanted), "previous_category": "UTILITY", "new_category": category}


def _quality(_world: World, account: Account, wanted: dict[str, Any]) -> dict[str, Any]:
    limit = wanted.pop("limit", "TIER_2K")
    return {
        "display_phone_number": account.phone,
        "event": wanted.pop("event", "ONBOARDING"),
        "max_daily_conversations_per_business": limit,
        "current_limit": limit,
    }


def _name(_world: World, account: Account, wanted: dict[str, Any]) -> dict[str, Any]:
    return {
        "display_phone_number": account.phone,
        "decision": wanted.pop("decision", "APPROVED"),
        "requested_verified_name": wanted.pop("name", account.name),
        "rejection_reason": wanted.pop("reason", None),
    }


def _account(_world: World, _account: Account, wanted: dict[str, Any]) -> dict[str, Any]:
    event = wanted.pop("event", "DISABLED_UPDATE")
    if event == "DISABLED_UPDATE":
        return {
            "event": event,
            "ban_info": {"waba_ban_state": "DISABLE", "waba_ban_date": "November 21, 2026"},
        }
    return {"event": event}


def _security(_world: World, account: Account, wanted: dict[str, Any]) -> dict[str, Any]:
    event = wanted.pop("event", "PIN_CHANGED")
    return {"display_phone_number": account.phone, "event": event, "requester": account.waba}


def _history(world: World, account: Account, _wanted: dict[str, Any]) -> dict[str, Any]:
    """Every thread of the number as chats of the past, or two messages with a stranger."""
    threads = []
    for customer in world.customers.all():
        if (customer.platform, customer.account) != ("whatsapp", account.account):
            continue
        listed = world.messages.thread(customer.id)
        messages = [
            {
                "from": account.phone if m.direction == "to_customer" else customer.address,
                "id": m.id,
                "timestamp": str(int(m.at)),
                "type": "text" if m.text else "media_placeholder",
                **({"text": {"body": m.text}} if m.text else {}),
                "history_context": {"status": m.status.upper()},
            }
            for m in listed
        ]
        if messages:
            threads.append({"id": customer.address, "messages": messages})
    past = {
        "from": "380671234567",
        "id": "wamid.HBPAST1",
        "timestamp": str(int(now()) - 86_400),
        "type": "text",
    }
    stranger = {**past, "text": {"body": "Добрий день!"}, "history_context": {"status": "READ"}}
    found = threads or [{"id": "380671234567", "messages": [stranger]}]
    progress = {"phase": 0, "chunk_order": 1, "progress": 100}
    return {"history": [{"metadata": progress, "threads": found}]}


def _contacts(_world: World, _account: Account, wanted: dict[str, Any]) -> dict[str, Any]:
    contact = {
        "full_name": str(wanted.pop("name", "Oksana Boyko")),
        "first_name": "Oksana",
        "phone_number": str(wanted.pop("phone", "380501112233")),
    }
    entry = {"type": "contact", "contact": contact, "action": wanted.pop("action", "add")}
    return {"state_sync": [{**entry, "metadata": {"timestamp": str(int(now()))}}]}


def _trouble(_world: World, _account: Account, wanted: dict[str, Any]) -> dict[str, Any]:
    title, code = "Rate limit hit", int(wanted.pop("code", 130429))
    details = "Message failed to send because there were too many messages sent from this phone number."
    return {"errors": [{"code": code, "title": title, "message": title, "error_data": {"details": details}}]}


NOTICES: dict[str, tuple[str, Builder]] = {
    "template_status": ("message_template_status_update", _template_status),
    "template_quality": ("message_template_quality_update", _template_quality),
    "template_category": ("template_category_update", _template_category),
    "quality": ("phone_number_quality_update", _quality),
    "name": ("phone_number_name_update", _name),
    "account": ("account_update", _account),
    "security": ("security", _security),
    "history": ("history", _history),
    "contacts": ("smb_app_state_sync", _contacts),
    "trouble": ("messages", _trouble),
}


async def tell(world: World, account: Account, wanted: dict[str, Any]) -> Outcome:
    """Deliver a notice by its name with its options, or any {field, value}; raises Refused."""
    wanted = dict(wanted)
    notice = wanted.pop("notice", None)
    if notice is None and isinstance(wanted.get("value"), dict) and isinstance(wanted.get("field"), str):
        field, value = wanted["field"], wanted["value"]
    elif isinstance(notice, str) and notice in NOTICES:
        field, build = NOTICES[notice]
        value = build(world, account, wanted)
        if wanted:
            raise Refused(f"“{notice}” has no option “{sorted(wanted)[0]}”.")
    else:
        raise Refused(f"“notice” must be one of {', '.join(NOTICES)}; or give “field” and “value”.")
    if not account.subscribed:
        return Outcome(None, 0.0, "not subscribed")
    body = envelope(account, value, field)
    if field not in WITH_METADATA:
        body["entry"][0] = {
            "id": account.waba,
            "time": int(now()),
            "changes": [{"value": value, "field": field}],
        }
    return await world.webhooks.send_now(meta_bytes(body), lane=f"notices:{account.account}", message="")
