"""A mail as a provider posts it: Postmark's JSON, SendGrid's and Mailgun's raw forms, or the mail itself."""

import base64
import secrets
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.mail.signing import mailgun_signature

PROVIDERS = ("postmark", "sendgrid", "mailgun", "raw")


def posted(account: Account, customer: Customer, raw: bytes) -> tuple[str, dict[str, str], bytes]:
    """Return the address, the headers and the body of the request for a mail."""
    path, headers = address(account)
    provider = account.fields.get("provider") or "postmark"
    if provider == "postmark":
        return path, {**headers, "content-type": "application/json"}, _postmark(account, customer, raw)
    if provider == "raw":
        return path, {**headers, "content-type": "message/rfc822"}, raw
    boundary = secrets.token_hex(12)
    field = {"sendgrid": "email", "mailgun": "body-mime"}[provider]
    fields = {"recipient": account.account.encode(), "from": customer.address.encode(), field: raw}
    if provider == "mailgun":
        signed = mailgun_signature(account.account)
        fields = {**{name: value.encode() for name, value in signed.items()}, **fields}
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n"
        for name, value in fields.items()
    ]
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return path, {**headers, "content-type": f"multipart/form-data; boundary={boundary}"}, body


def address(account: Account) -> tuple[str, dict[str, str]]:
    """Return where to post to, and the basic auth that the webhook's address holds."""
    parts = urlsplit(str(account.fields.get("webhook", "")))
    user = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    token = base64.b64encode(user.encode()).decode()
    return parts.path, {"authorization": f"Basic {token}"}


def _postmark(account: Account, customer: Customer, raw: bytes) -> bytes:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    files: list[dict[str, Any]] = []
    for part in mail.iter_attachments():
        content = part.get_payload(decode=True)
        content = content if isinstance(content, bytes) else b""
        files.append(
            {
                "Name": part.get_filename() or "file",
                "Content": base64.b64encode(content).decode(),
                "ContentType": part.get_content_type(),
                "ContentLength": len(content),
            }
        )
    return msgspec.json.encode(
        {
            "FromFull": {"Email": customer.address, "Name": customer.name, "MailboxHash": ""},
            "ToFull": [{"Email": account.account, "Name": account.name, "MailboxHash": ""}],
            "CcFull": [],
            "Subject": str(mail.get("subject", "")),
            "Date": str(mail.get("date", "")),
            "MessageID": secrets.token_hex(16),
            "TextBody": _body(mail, "plain"),
            "HtmlBody": _body(mail, "html"),
            "Headers": [{"Name": name, "Value": str(value)} for name, value in mail.items()],
            "Attachments": files,
        }
    )


def _body(mail: EmailMessage, subtype: str) -> str:
    body = mail.get_body((subtype,))
    return str(body.get_content()) if body is not None else ""
