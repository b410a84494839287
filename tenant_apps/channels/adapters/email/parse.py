"""What the ledger kept → what it tells: a mail of a customer, of ours, or of a machine; receipts for ours."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tenant_apps.channels.errors import BadPayload
from tenant_apps.channels.inbound import (
    DeliveryReceipt,
    Ignored,
    Inbound,
    InboundAttachment,
    InboundMessage,
    Sender,
)

from . import bounces, mime, posted, providers, quotes
from .envelope import Envelope, unwrap
from .headers import Address, address, addresses, message_id, message_ids, time_of, words
from .letters import Letter, LetterFile, of_mime, placed
from .machines import auto_kind

# A mail of more words than a person reads is shown by its beginning and kept whole as a file.
MAX_SHOWN_CHARS = 200_000
MAX_REFERENCES = 20

_READERS: dict[str, Callable[[bytes, str, datetime], providers.Read]] = {
    "mime": lambda body, mailbox, at: of_mime(mime.read(body)),
    "postmark": providers.postmark,
    "sendgrid": providers.sendgrid,
    "mailgun": providers.mailgun,
    "sns": providers.sns,
    "multipart": lambda body, mailbox, at: providers.form(posted.multipart(body)),
    "urlencoded": lambda body, mailbox, at: providers.form(posted.urlencoded(body)),
}


def parse(kept: bytes, *, received_at: datetime | None) -> list[Inbound]:
    """Return everything that a row of the ledger tells; raises BadPayload when it holds no mail at all."""
    envelope, body = unwrap(kept)
    at = received_at or datetime.now(UTC)
    if envelope.at is not None:
        at = datetime.fromtimestamp(min(max(envelope.at, 0), 4e9), UTC)
    try:
        read = _READERS[envelope.form](body, envelope.mailbox, at)
    except BadPayload as error:
        return [Ignored(reason=f"unreadable: {error}", payload={"form": envelope.form})]
    if isinstance(read, list):
        return read
    return _letter(read, envelope, body, at)


def _letter(letter: Letter, envelope: Envelope, body: bytes, at: datetime) -> list[Inbound]:
    mailbox, head = envelope.mailbox, letter.head
    mail_id = message_id(head.get("message-id"))
    reference = bounces.own_ref(mail_id, mailbox)
    author = address(head.get("from"))
    if reference and author is not None and author.email == mailbox:
        # Our own mail seen again: in the Sent folder, or in the inbox of someone who writes to themselves.
        return [
            DeliveryReceipt(
                account_id=mailbox, external_id=mail_id, status="sent", at=at, client_ref=reference
            )
        ]
    if envelope.folder == "sent":
        return [_echo(letter, envelope, body, at)]
    sender = _identity(head, mailbox)
    kind = auto_kind(head, sender.email if sender else "", words(head.get("subject")), mailbox)
    if letter.report is not None or kind == "bounce":
        told = bounces.receipts(letter, mailbox, at)
        if told:
            return list(told)
    if sender is None:
        return [Ignored(reason="a mail that names no sender", payload={"headers": _some_headers(head)})]
    is_auto = bool(kind) or letter.report is not None
    payload: dict[str, Any] = {"auto_reply": True} if is_auto else {}
    extra = {"auto": True, "auto_kind": kind or "bounce"} if is_auto else {}
    return [_message(letter, envelope, body, at, sender, payload, extra)]


def _identity(head: mime.Head, mailbox: str) -> Address | None:
    """Return whom an answer reaches: Reply-To where it is one address and not ours, else From."""
    author = address(head.get("from")) or address(head.get("sender")) or address(head.get("return-path"))
    replies = addresses(head.get("reply-to"))
    if len(replies) != 1 or replies[0].email == mailbox:
        return author
    return Address(replies[0].email, replies[0].name or (author.name if author else ""))


def _echo(letter: Letter, envelope: Envelope, body: bytes, at: datetime) -> Inbound:
    """What the business wrote with another mail program belongs to the first person it was written to."""
    to = [found for found in addresses(letter.head.get("to")) if found.email != envelope.mailbox]
    if not to:
        return Ignored(reason="a sent mail to nobody", payload={"headers": _some_headers(letter.head)})
    return _message(letter, envelope, body, at, to[0], {}, {}, direction="out")


def _message(
    letter: Letter,
    envelope: Envelope,
    body: bytes,
    at: datetime,
    person: Address,
    payload: dict[str, Any],
    extra: dict[str, Any],
    **fields: Any,
) -> InboundMessage:
    head, text, files = letter.head, letter.text, letter.files
    if len(text) > MAX_SHOWN_CHARS:
        files = (*files, LetterFile("message.txt", "text/plain", text.encode()))
        text = text[:MAX_SHOWN_CHARS]
    parted = quotes.part(text)
    mail_id = message_id(head.get("message-id")) or f"sha256.{hashlib.sha256(body).hexdigest()[:40]}"
    subject = words(head.get("subject"))[:1000]
    in_reply_to = message_id(head.get("in-reply-to"))
    email = {
        "subject": subject,
        "quoted": parted.quoted,
        "signature": parted.signature,
        **_people(head, person),
        **_shown(letter),
        "message_id": mail_id,
        "in_reply_to": in_reply_to,
        "references": message_ids(head.get("references"), MAX_REFERENCES),
        "authentication": _authentication(head),
        "too_large": envelope.size,
        **extra,
    }
    if envelope.is_history:
        payload = {**payload, "history": True}
    return InboundMessage(
        account_id=envelope.mailbox,
        external_id=mail_id,
        sender=Sender((("email", person.email),), name=person.name),
        provider_at=time_of(head.get("date"), at),
        kind="email",
        text=parted.text,
        attachments=tuple(_attachment(place, file) for place, file in placed(files)),
        reply_to=in_reply_to or None,
        payload={**payload, "email": {name: value for name, value in email.items() if value}},
        context=_context(head, subject, mail_id, person, envelope.mailbox),
        **fields,
    )


def _people(head: mime.Head, person: Address) -> dict[str, Any]:
    author = address(head.get("from"))
    return {
        "from": author.email if author and author.email != person.email else "",
        "to": [found.email for found in addresses(head.get("to"))][:50],
        "cc": [found.email for found in addresses(head.get("cc"))][:50],
    }


def _shown(letter: Letter) -> dict[str, Any]:
    """The HTML, where it shows more than the text, and which attachment each of its pictures is."""
    if letter.markup is None:
        return {}
    wanted = letter.markup.cids()
    cids = {file.cid: place for place, file in placed(letter.files) if file.cid and file.cid in wanted}
    return {"html": letter.markup.html, "remote_images": letter.markup.remote_images, "cids": cids}


def _attachment(place: str, file: LetterFile) -> InboundAttachment:
    return InboundAttachment(
        kind=file.kind,  # type: ignore[arg-type]  # LetterFile.kind names attachment kinds only
        media_id=place,
        mime=file.mime,
        name=file.name,
        size=len(file.content),
        content=file.content,
    )


def _context(head: mime.Head, subject: str, mail_id: str, person: Address, mailbox: str) -> dict[str, str]:
    """What an answer carries: subject, thread, and who else was written to."""
    references = [*message_ids(head.get("references"), MAX_REFERENCES), mail_id]
    others = [*addresses(head.get("to")), *addresses(head.get("cc"))]
    cc = dict.fromkeys(found.email for found in others if found.email not in (mailbox, person.email))
    given = {
        "subject": subject,
        "message_id": mail_id,
        "references": " ".join(dict.fromkeys(references)),
        "cc": ", ".join(list(cc)[:10]),
    }
    return {name: value for name, value in given.items() if value}


def _authentication(head: mime.Head) -> str:
    """What the receiving server found out about the sender: pass, fail, or nothing. The topmost header is its own."""
    said = head.get("authentication-results").lower() + " " + head.get("spf").lower()
    if "dmarc=fail" in said or "dmarc=reject" in said:
        return "fail"
    return "pass" if "dmarc=pass" in said else ""


def _some_headers(head: mime.Head) -> dict[str, str]:
    return {name: value[:1000] for name, value in head.fields[:50]}
