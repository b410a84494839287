"""A provider's notice that a mail of ours came back, signed as SendGrid and Mailgun sign theirs."""

import secrets

import msgspec

from sandbox.accounts import Account
from sandbox.mail import posting
from sandbox.mail.signing import mailgun_signature, sendgrid_headers
from sandbox.store import now

_REASON = "550 5.1.1 The address does not exist"


def bounced(account: Account, recipient: str, mail_id: str) -> tuple[str, dict[str, str], bytes]:
    """Return the address, the headers and the body of the notice about a mail."""
    path, headers = posting.address(account)
    headers = {**headers, "content-type": "application/json"}
    if account.fields.get("provider") == "mailgun":
        return path, headers, _mailgun(account.account, recipient, mail_id)
    body = _sendgrid(recipient, mail_id)
    return path, {**headers, **sendgrid_headers(account.account, body)}, body


def _sendgrid(recipient: str, mail_id: str) -> bytes:
    event = {
        "email": recipient,
        "event": "bounce",
        "type": "bounce",
        "timestamp": int(now()),
        "reason": _REASON,
        "smtp-id": f"<{mail_id}>",
        "sg_event_id": secrets.token_hex(12),
    }
    return msgspec.json.encode([event])


def _mailgun(mailbox: str, recipient: str, mail_id: str) -> bytes:
    event = {
        "event": "failed",
        "severity": "permanent",
        "timestamp": now(),
        "recipient": recipient,
        "message": {"headers": {"message-id": mail_id}},
        "delivery-status": {"code": 550, "message": _REASON},
    }
    return msgspec.json.encode({"signature": mailgun_signature(mailbox), "event-data": event})
