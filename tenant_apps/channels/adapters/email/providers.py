"""The providers' bodies → letters, or receipts about mails of ours."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import AccountNotice, DeliveryReceipt, Ignored, Inbound, ReceiptStatus

from . import mime, posted
from .bounces import code_of, explained, own_ref
from .headers import message_id
from .letters import Letter, LetterFile, of_bodies, of_mime
from .payloads import MailgunEvent, Postmark, PostmarkEvent, SendGridEvent, SesNotice, Sns
from .ses import SPAM, SPAM_REASON, notices
from .sns import is_confirmation

Read = Letter | list[Inbound]

_POSTMARK: dict[str, ReceiptStatus] = {
    "Delivery": "delivered",
    "Bounce": "failed",
    "Open": "read",
}
# Bounces that Postmark goes on trying, and answers of machines that it counts as bounces.
_NOT_FAILED = {
    *("Transient", "DnsError", "OpenRelayTest", "AutoResponder", "AddressChange", "ChallengeVerification"),
    *("Unsubscribe", "Subscribe", "SpamNotification", "SpamComplaint", "Unconfirmed"),
}
# What each calls it when a person marked a mail of ours as spam.
_COMPLAINTS = {"SpamComplaint", "spamreport", "complained"}
_SENDGRID: dict[str, ReceiptStatus] = {
    "processed": "sent",
    "delivered": "delivered",
    "open": "read",
    "bounce": "failed",
    "dropped": "failed",
}
_MAILGUN: dict[str, ReceiptStatus] = {
    "accepted": "sent",
    "delivered": "delivered",
    "opened": "read",
    "failed": "failed",
    "rejected": "failed",
}


def postmark(body: bytes, mailbox: str, at: datetime) -> Read:
    event = _decoded(body, PostmarkEvent)
    if event.record_type:
        return [_postmark_event(event, body, mailbox, at)]
    mail = _decoded(body, Postmark)
    if mail.raw:
        return of_mime(mime.read(mail.raw.encode()))
    files = [
        LetterFile(
            file.name or "file",
            mime.type_of(file.content_type, "application/octet-stream")[0],
            mime.decode_base64((file.content or file.data).encode()),
            (file.content_id or "").strip("<>"),
        )
        for file in mail.attachments
    ]
    return of_bodies(_postmark_head(mail), mail.text, mail.html, files)


def _postmark_head(mail: Postmark) -> mime.Head:
    """Put the fields that Postmark took apart back into one head; what it left as it came wins."""
    fields = [(name.name.strip().lower(), name.value) for name in mail.headers]
    given = {name for name, _ in fields}
    shown = {
        "from": _shown([mail.from_full]) if mail.from_full else mail.from_,
        "to": _shown(mail.to_full) or mail.to,
        "cc": _shown(mail.cc_full) or mail.cc,
        "reply-to": mail.reply_to,
        "subject": mail.subject,
        "date": mail.date,
        # Without the mail's own id Postmark's serves: it is as unique.
        "message-id": f"<{mail.message_id}@inbound.postmarkapp.com>" if mail.message_id else "",
    }
    fields += [(name, value) for name, value in shown.items() if value and name not in given]
    return mime.Head(tuple(fields))


def _shown(people: list[dict[str, Any]]) -> str:
    named = [
        (str(person.get("Name") or "").replace('"', ""), str(person.get("Email") or "")) for person in people
    ]
    return ", ".join(f'"{name}" <{email}>' if name else f"<{email}>" for name, email in named if email)


def _postmark_event(event: PostmarkEvent, body: bytes, mailbox: str, at: datetime) -> Inbound:
    reference = str(event.metadata.get("parlor_ref") or "")
    status = _POSTMARK.get(event.record_type)
    if reference and event.record_type in _COMPLAINTS:
        return complaint(reference, mailbox, _iso(event.bounced_at, at))
    if not reference or status is None or event.type in _NOT_FAILED:
        return _ignored("an event of Postmark that tells nothing of a message", body)
    when = event.bounced_at or event.delivered_at or event.received_at
    said = event.details if isinstance(event.details, str) else event.description
    return receipt(reference, mailbox, status, _iso(when, at), said or event.description)


def sendgrid(body: bytes, mailbox: str, at: datetime) -> list[Inbound]:
    events: list[Inbound] = []
    for raw in _decoded(body, list[msgspec.Raw]):
        try:
            event = msgspec.json.decode(raw, type=SendGridEvent, strict=False)
        except (msgspec.DecodeError, ValueError, RecursionError):
            events.append(
                Ignored(
                    reason="unreadable event of SendGrid",
                    payload={"raw": bytes(raw)[:2000].decode("utf-8", "replace")},
                )
            )
            continue
        status = _SENDGRID.get(event.event)
        reference = event.parlor_ref or own_ref(message_id(event.smtp_id), mailbox)
        if reference and event.event in _COMPLAINTS:
            events.append(complaint(reference, mailbox, _unix(event.timestamp, at)))
            continue
        if status is None or not reference:
            events.append(_ignored("an event of SendGrid that tells nothing of a message", bytes(raw)))
            continue
        events.append(
            receipt(reference, mailbox, status, _unix(event.timestamp, at), event.reason or event.response)
        )
    return events


def mailgun(body: bytes, mailbox: str, at: datetime) -> list[Inbound]:
    data = _decoded(body, MailgunEvent).data
    status = _MAILGUN.get(str(data.get("event") or ""))
    headers = _object(_object(data, "message"), "headers")
    reference = str(_object(data, "user-variables").get("parlor_ref") or "") or own_ref(
        str(headers.get("message-id") or ""), mailbox
    )
    when = data.get("timestamp")
    told_at = _unix(when if isinstance(when, int | float) else 0, at)
    if reference and str(data.get("event")) in _COMPLAINTS:
        return [complaint(reference, mailbox, told_at)]
    if not reference or status is None or data.get("severity") == "temporary":
        return [_ignored("an event of Mailgun that tells nothing of a message", body)]
    delivery = _object(data, "delivery-status")
    said = str(delivery.get("message") or delivery.get("description") or data.get("reason") or "")
    return [receipt(reference, mailbox, status, told_at, said)]


def sns(body: bytes, mailbox: str, at: datetime) -> Read:
    """Read what Amazon SES sends through SNS: a mail, the fate of one of ours, or the wish to be confirmed."""
    notice = _decoded(body, Sns)
    if notice.type == "SubscriptionConfirmation":
        if not is_confirmation(notice.subscribe_url):
            return [_ignored("a question of Amazon's with an address that is not Amazon's", body)]
        text = "Amazon asked whether it may send mails here."
        asked = AccountNotice(
            account_id=mailbox,
            kind="subscription",
            severity="info",
            text=text,
            confirm=notice.subscribe_url,
        )
        return [asked]
    try:
        told = msgspec.json.decode(notice.message.encode(), type=SesNotice)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return [_ignored("a notice of Amazon without a mail", body)]
    if not told.content:
        known = notices(told, mailbox, at)
        return (
            list(known) if known else [_ignored("a notice of Amazon that tells nothing of a message", body)]
        )
    raw = told.content.encode("utf-8", "replace")
    return of_mime(mime.read(raw if b":" in raw[:200] else mime.decode_base64(raw)))


def form(found: posted.Posted) -> Letter:
    """Read SendGrid's and Mailgun's forms: the whole mail in one field, or taken apart. Raises BadPayload."""
    for name in ("email", "body-mime"):
        if found.fields.get(name):
            return of_mime(mime.read(found.fields[name]))
    if not found.fields.keys() & {"headers", "message-headers", "from", "From", "sender"}:
        raise BadPayload("A form without a mail in it.")
    charsets = _json_object(found.text("charsets"))

    def text(*names: str) -> str:
        return next(
            (found.text(name, str(charsets.get(name, ""))) for name in names if name in found.fields), ""
        )

    head = _form_head(found, text)
    return of_bodies(head, text("text", "body-plain"), text("html", "body-html"), _form_files(found))


def _form_head(found: posted.Posted, text: Any) -> mime.Head:
    fields = list(mime.read_head(found.fields.get("headers", b"")).fields)
    listed = _json(found.text("message-headers"))
    pairs = (
        [pair for pair in listed if isinstance(pair, list) and len(pair) == 2]
        if isinstance(listed, list)
        else []
    )
    fields += [(str(name).strip().lower(), str(value)) for name, value in pairs]
    given = {name for name, _ in fields}
    shown = {
        "from": text("from", "From", "sender"),
        "to": text("to", "To", "recipient"),
        "cc": text("cc", "Cc"),
        "subject": text("subject", "Subject"),
        "message-id": text("Message-Id", "message-id"),
        "date": text("Date"),
        "in-reply-to": text("In-Reply-To"),
        "references": text("References"),
    }
    fields += [(name, value) for name, value in shown.items() if value and name not in given]
    return mime.Head(tuple(fields))


def _form_files(found: posted.Posted) -> list[LetterFile]:
    told = _json_object(found.text("attachment-info"))
    mapped = {str(field): str(cid) for cid, field in _json_object(found.text("content-id-map")).items()}
    files = []
    for name, file in found.files.items():
        cid = mapped.get(name, "") or str(_object(told, name).get("content-id") or "")
        files.append(LetterFile(file.name or "file", file.mime, file.content, cid.strip("<>")))
    return files


def receipt(reference: str, mailbox: str, status: ReceiptStatus, at: datetime, said: str) -> DeliveryReceipt:
    code, reason = explained(said, said) if status == "failed" else ("", "")
    return DeliveryReceipt(
        account_id=mailbox,
        external_id=f"{reference}@{mailbox.rpartition('@')[2]}",
        status=status,
        at=at,
        error_code=code_of(code) if status == "failed" else None,
        error_reason=reason or None,
        client_ref=reference,
    )


def complaint(reference: str, mailbox: str, at: datetime) -> DeliveryReceipt:
    found = receipt(reference, mailbox, "failed", at, "")
    return msgspec.structs.replace(found, error_code=SPAM, error_reason=SPAM_REASON)


def _decoded(body: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, ValueError, RecursionError):
        pass
    try:
        # One field of another type than told must not cost the mail.
        loose = msgspec.json.decode(body)
        return msgspec.convert(_without_nulls(loose), kind, strict=False)
    except (msgspec.DecodeError, msgspec.ValidationError, ValueError, RecursionError) as error:
        raise BadPayload(f"Unreadable body of a provider: {error}.") from error


def _without_nulls(found: Any) -> Any:
    """Drop nulls one and two levels down: absent and null mean the same."""
    if isinstance(found, dict):
        return {key: _without_nulls(value) for key, value in found.items() if value is not None}
    return (
        [_without_nulls(value) for value in found if value is not None] if isinstance(found, list) else found
    )


def _ignored(reason: str, body: bytes) -> Ignored:
    found = _json(body[:100_000].decode("utf-8", "replace"))
    return Ignored(
        reason=reason,
        payload=found if isinstance(found, dict) else {"raw": body[:2000].decode("utf-8", "replace")},
    )


def _json(text: str) -> Any:
    try:
        return msgspec.json.decode(text) if text.strip() else None
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def _json_object(text: str) -> dict[str, Any]:
    found = _json(text)
    return found if isinstance(found, dict) else {}


def _object(found: Mapping[str, Any], name: str) -> dict[str, Any]:
    inner = found.get(name)
    return inner if isinstance(inner, dict) else {}


def _iso(value: str, at: datetime) -> datetime:
    try:
        # Postmark writes seven digits of a second.
        found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value))
    except ValueError:
        return at
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _unix(value: float, at: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(value, UTC) if value else at
    except (ValueError, OverflowError, OSError):
        return at
