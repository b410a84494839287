"""What the product sends by mail, on the phones of the people it is for."""

import mimetypes
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from sandbox.customers import Customer
from sandbox.media import Media
from sandbox.platform import shown_media
from sandbox.world import World

PLATFORM = "email"


def show(world: World, sender: str, recipients: list[str], raw: bytes) -> None:
    """Add a bubble to the phone of each recipient who has one."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    answers_to = parseaddr(str(mail.get("reply-to", "")))[1]
    for recipient in recipients:
        customer = _customer(world, recipient.lower(), {sender.lower(), answers_to.lower()})
        mail_id = str(mail.get("message-id", "")).strip().strip("<>")
        if customer is None or (mail_id and world.messages.find(mail_id)):
            continue
        bubble = world.messages.add(
            customer,
            "to_customer",
            "text",
            f"{mail.get('subject', '')}\n\n{text_of(mail)}".strip(),
            {"shown": _shown(world, customer, mail), "references": str(mail.get("references", ""))},
            reply_to=str(mail.get("in-reply-to", "")).strip().strip("<>"),
            message_id=mail_id,
        )
        world.messages.advance(bubble.id, "delivered")


def text_of(mail: EmailMessage) -> str:
    try:
        body = mail.get_body(("plain", "html"))
        return str(body.get_content()).replace("\r\n", "\n").strip() if body is not None else ""
    except (LookupError, ValueError):
        # An unknown charset: the raw mail stays readable in the mailbox.
        return ""


def _customer(world: World, address: str, accounts: set[str]) -> Customer | None:
    found = (world.customers.by_address(PLATFORM, account, address) for account in accounts if account)
    return next((customer for customer in found if customer is not None), None)


def shown_files(files: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the part of a thread item that holds a mail's files."""
    return {"gallery": list(files)} if len(files) > 1 else {"media": files[0]} if files else {}


def _shown(world: World, customer: Customer, mail: EmailMessage) -> dict[str, Any]:
    files = [shown_media(world, {"id": _kept(world, customer, part).id}) for part in mail.iter_attachments()]
    return {**shown_files(files), "footer": "Auto-Submitted" if mail.get("auto-submitted") else ""}


def _kept(world: World, customer: Customer, part: EmailMessage) -> Media:
    content = part.get_payload(decode=True)
    name, mime = str(part.get_filename() or "file"), part.get_content_type()
    if mime == "application/octet-stream":
        mime = mimetypes.guess_type(name)[0] or mime
    return world.media.add(customer.account, mime, name, content if isinstance(content, bytes) else b"")
