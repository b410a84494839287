"""Reports about mails of ours: bounces (RFC 3464), read receipts (RFC 8098), and bounces that follow no standard."""

import re
from datetime import datetime

from tenant_apps.channels.inbound import DeliveryReceipt, ReceiptStatus

from .headers import message_id
from .letters import Letter
from .mime import Head, read_head

_REF = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_PREFIX = re.compile(r"^\s*(?:smtp|x-\w+|dns)\s*;\s*", re.IGNORECASE)
_BLANK = re.compile(r"\r?\n[ \t]*\r?\n")
_STATUSES: dict[str, ReceiptStatus] = {"failed": "failed", "delivered": "delivered", "relayed": "sent"}

REASONS = {
    "1": "There is no such e-mail address. Check its spelling.",
    "2": "The person's mailbox is full or closed.",
    "3": "The person's mail server does not take this mail; it may be too large.",
    "4": "The person's mail server could not be reached for days.",
    "5": "The person's mail server did not understand ours.",
    "6": "The person's mail server does not take this kind of content.",
    "7": "The person's mail server refused the mail by its rules.",
}

# What the interface translates, by the same digit.
CODES = {
    "1": "mail_address_unknown",
    "2": "mailbox_closed",
    "3": "mail_not_taken",
    "4": "mail_server_silent",
    "5": "mail_server_confused",
    "6": "mail_content_refused",
    "7": "mail_refused",
}
BOUNCED = "mail_bounced"


def code_of(enhanced: str) -> str:
    """Return the interface's code for an enhanced status code (RFC 3463), `mail_bounced` for anything else."""
    found = _STATUS.search(enhanced)
    if found is None:
        return BOUNCED
    return "mailbox_full" if (found[2], found[3]) == ("2", "2") else CODES.get(found[2], BOUNCED)


def own_ref(mail_id: str, mailbox: str) -> str:
    """Return our own message id in a Message-ID that we made for this mailbox, else nothing."""
    found = re.fullmatch(rf"({_REF})@{re.escape(mailbox.rpartition('@')[2])}", mail_id.strip().lower())
    return found[1] if found else ""


def receipts(letter: Letter, mailbox: str, at: datetime) -> list[DeliveryReceipt]:
    """Return what a report tells of mails of ours; nothing when it is about none of them."""
    if letter.report is None:
        return _unstandardised(letter, mailbox, at)
    original = message_id(letter.report.original.get("message-id"))
    blocks = [read_head(block.encode()) for block in _BLANK.split(letter.report.fields.strip())]
    original = original or next(filter(None, (message_id(b.get("original-message-id")) for b in blocks)), "")
    reference = own_ref(original, mailbox) or _mentioned(letter, mailbox)
    if not reference:
        return []
    found = [_receipt(block, reference, mailbox, at) for block in blocks]
    return [receipt for receipt in found if receipt is not None]


def _receipt(block: Head, reference: str, mailbox: str, at: datetime) -> DeliveryReceipt | None:
    if "displayed" in block.get("disposition").lower():
        return _made(reference, mailbox, "read", at)
    status = _STATUSES.get(block.get("action").strip().lower())
    if status is None:
        return None
    if status != "failed":
        return _made(reference, mailbox, status, at)
    diagnostic = _PREFIX.sub("", block.get("diagnostic-code"))
    return _made(reference, mailbox, "failed", at, *explained(block.get("status") or diagnostic, diagnostic))


def explained(status: str, said: str) -> tuple[str, str]:
    """Return the enhanced status code (RFC 3463) and the reason in plain words, with what the server said."""
    found = _STATUS.search(status) or _STATUS.search(said)
    reason = REASONS.get(found[2], "") if found else ""
    if found and (found[2], found[3]) == ("2", "2"):
        reason = "The person's mailbox is full."
    said = " ".join(said.split())[:300]
    told = f"The mail server said: {said.rstrip('.')}." if said else ""
    return (found[0] if found else ""), " ".join(filter(None, [reason, told])) or "The mail came back."


def _unstandardised(letter: Letter, mailbox: str, at: datetime) -> list[DeliveryReceipt]:
    """A daemon's own words: what it sends back names our Message-ID somewhere."""
    reference = _mentioned(letter, mailbox)
    if not reference:
        return []
    code, reason = explained(letter.text[:4000], "")
    return [_made(reference, mailbox, "failed", at, code, reason)]


def _mentioned(letter: Letter, mailbox: str) -> str:
    domain = re.escape(mailbox.rpartition("@")[2])
    texts = [letter.head.get("in-reply-to"), letter.head.get("references"), letter.text[:200_000]]
    texts += [
        file.content[:65_536].decode("latin-1")
        for file in letter.files
        if file.mime.startswith(("message/", "text/"))
    ]
    for text in texts:
        found = re.search(rf"<({_REF})@{domain}>", text.lower())
        if found:
            return found[1]
    return ""


def _made(
    reference: str, mailbox: str, status: ReceiptStatus, at: datetime, code: str = "", reason: str = ""
) -> DeliveryReceipt:
    return DeliveryReceipt(
        account_id=mailbox,
        external_id=f"{reference}@{mailbox.rpartition('@')[2]}",
        status=status,
        at=at,
        error_code=code_of(code) if status == "failed" else None,
        error_reason=reason or None,
        client_ref=reference,
    )
