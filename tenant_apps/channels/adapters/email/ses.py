"""Amazon SES about mails of ours: bounced, complained of, delivered, rejected → receipts.

Sources: https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from tenant_apps.channels.inbound import DeliveryReceipt

from .bounces import code_of, explained, own_ref
from .headers import message_id
from .payloads import SesNotice

SPAM = "mail_marked_spam"
SPAM_REASON = "The person marked the mail as spam. Do not write to this address again."
# Amazon's own words where the server's are missing: https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types
_SUBTYPES = {
    "MailboxFull": "5.2.2",
    "MessageTooLarge": "5.3.4",
    "ContentRejected": "5.6.0",
    "NoEmail": "5.1.1",
}


def notices(told: SesNotice, mailbox: str, at: datetime) -> Sequence[DeliveryReceipt]:
    """Return the receipt in a notice; nothing when it is about no mail of ours, or about nothing final."""
    reference = _reference(told.mail, mailbox)
    if not reference:
        return []
    kind = (told.kind or told.event).lower()
    if kind == "delivery":
        return [_receipt(reference, mailbox, "delivered", _time(told.delivery, at))]
    if kind == "complaint":
        return [_receipt(reference, mailbox, "failed", _time(told.complaint, at), SPAM, SPAM_REASON)]
    if kind == "reject":
        said = str(told.reject.get("reason") or "")
        return [_receipt(reference, mailbox, "failed", at, *_why("5.6.0", said))]
    # Amazon goes on trying after a transient one.
    if kind == "bounce" and told.bounce.get("bounceType") != "Transient":
        return [_receipt(reference, mailbox, "failed", _time(told.bounce, at), *_bounced(told.bounce))]
    return []


def _bounced(bounce: Mapping[str, Any]) -> tuple[str, str]:
    people = bounce.get("bouncedRecipients")
    first = people[0] if isinstance(people, list) and people and isinstance(people[0], dict) else {}
    said = str(first.get("diagnosticCode") or "").removeprefix("smtp;").strip()
    status = str(first.get("status") or "") or _SUBTYPES.get(str(bounce.get("bounceSubType")), "")
    return _why(status, said)


def _why(status: str, said: str) -> tuple[str, str]:
    enhanced, reason = explained(status or said, said)
    return code_of(enhanced), reason


def _reference(mail: Mapping[str, Any], mailbox: str) -> str:
    """Return our id of the mail: from the metadata that we sent along, else from its own Message-ID."""
    listed = mail.get("headers")
    headers = {
        str(header.get("name") or "").lower(): str(header.get("value") or "")
        for header in (listed if isinstance(listed, list) else [])
        if isinstance(header, dict)
    }
    try:
        given = msgspec.json.decode(headers.get("x-metadata", "{}").encode(), type=dict[str, Any])
    except (msgspec.DecodeError, ValueError, RecursionError):
        given = {}
    common = mail.get("commonHeaders")
    shown = str(common.get("messageId") or "") if isinstance(common, dict) else ""
    return str(given.get("parlor_ref") or "") or next(
        filter(None, (own_ref(message_id(one), mailbox) for one in (headers.get("message-id", ""), shown))),
        "",
    )


def _time(part: Mapping[str, Any], at: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(str(part.get("timestamp") or ""))
    except ValueError:
        return at
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _receipt(
    reference: str, mailbox: str, status: Any, at: datetime, code: str = "", reason: str = ""
) -> DeliveryReceipt:
    return DeliveryReceipt(
        account_id=mailbox,
        external_id=f"{reference}@{mailbox.rpartition('@')[2]}",
        status=status,
        at=at,
        error_code=code or None,
        error_reason=reason or None,
        client_ref=reference,
    )
