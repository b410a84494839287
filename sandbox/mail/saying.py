"""What a person does in their mail program: write, answer, be out of office, have a full mailbox."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid
from typing import Any

from sandbox.accounts import Account
from sandbox.attachments import options_of, stored
from sandbox.customers import Customer
from sandbox.mail import events, posting
from sandbox.mail.phones import PLATFORM, shown_files
from sandbox.mail.signing import SIGNING
from sandbox.messages import Message
from sandbox.platform import MEDIA_KINDS, Said, shown_media
from sandbox.store import now
from sandbox.web import Refused, text_of
from sandbox.webhooks import Outcome
from sandbox.world import World

OPTIONS = frozenset(
    {
        "text",
        "subject",
        "html",
        "reply_to",
        "quote",
        "signature",
        "headers",
        "cc",
        "out_of_office",
        "bounce",
        "raw",
    }
)


async def say(world: World, customer: Customer, body: dict[str, Any]) -> Said:
    """Do what `body` says and let the mail arrive; raises Refused."""
    account = world.accounts.find(customer.account, PLATFORM)
    if account is None:
        raise Refused("The mailbox that this person writes to is gone.", code="not_found", status=404)
    unknown = sorted(set(body) - OPTIONS - set(MEDIA_KINDS))
    if unknown or not body:
        raise Refused(f"Say one or more of: {', '.join(sorted(OPTIONS | set(MEDIA_KINDS)))}.")
    body = _with_subject(body)
    if "raw" in body:
        return await _arrive(world, account, customer, text_of(body, "raw", limit=5_000_000).encode(), "", "")
    if body.get("bounce"):
        return await _bounce(world, account, customer, body)
    return await _write(world, account, customer, body)


def _with_subject(body: dict[str, Any]) -> dict[str, Any]:
    """A first line “Subject: …” begins a new mail, as the page has one box to write in."""
    found = re.match(r"subject:[ \t]*([^\n]+)\n*", str(body.get("text", "")), re.IGNORECASE)
    if found is None or body.get("subject"):
        return body
    return {**body, "subject": found[1].strip(), "text": str(body["text"])[found.end() :]}


async def _write(world: World, account: Account, customer: Customer, body: dict[str, Any]) -> Said:
    answered = _answered(world, customer, body)
    mail = _headed(account, customer, body, answered)
    text = _worded(body, answered)
    mail.set_content(text)
    if html := text_of(body, "html", "", limit=1_000_000):
        mail.add_alternative(html, subtype="html")
    files = []
    for kind in MEDIA_KINDS:
        if body.get(kind):
            media = stored(world.media, customer, kind, options_of(kind, body[kind]))
            main, _, sub = media.mime.partition(";")[0].partition("/")
            mail.add_attachment(
                world.media.path(media).read_bytes(), maintype=main, subtype=sub, filename=media.name
            )
            files.append(shown_media(world, {"id": media.id}))
    bubble = f"{mail['subject']}\n\n{text_of(body, 'text', '', limit=500_000)}".strip()
    reply_to = answered.id if answered else ""
    return await _arrive(world, account, customer, mail.as_bytes(), bubble, reply_to, shown_files(files))


def _headed(
    account: Account, customer: Customer, body: dict[str, Any], answered: Message | None
) -> EmailMessage:
    mail = EmailMessage()
    subject = text_of(body, "subject", "") or _subject(answered)
    mail["From"] = formataddr((customer.name, customer.address))
    mail["To"] = formataddr((account.name, account.account))
    if body.get("cc"):
        mail["Cc"] = text_of(body, "cc")
    mail["Subject"] = f"Automatic reply: {subject}" if body.get("out_of_office") else subject
    mail["Date"] = format_datetime(datetime.fromtimestamp(now(), UTC))
    mail["Message-ID"] = make_msgid(domain=customer.address.rpartition("@")[2])
    if answered:
        mail["In-Reply-To"] = f"<{answered.id}>"
        mail["References"] = f"{answered.content.get('references', '')} <{answered.id}>".strip()
    if body.get("out_of_office"):
        mail["Auto-Submitted"] = "auto-replied"
    for name, value in (body.get("headers") or {}).items():
        del mail[name]
        mail[str(name)] = str(value)
    return mail


def _subject(answered: Message | None) -> str:
    first = answered.text.split("\n")[0].strip() if answered else ""
    return (first if first.lower().startswith("re:") else f"Re: {first}") if first else "Hello"


def _worded(body: dict[str, Any], answered: Message | None) -> str:
    """Write as Gmail does: the new words, a signature, then the mail that is answered."""
    text = text_of(body, "text", "I am out of office." if body.get("out_of_office") else "", limit=500_000)
    if body.get("signature"):
        text += f"\n\n-- \n{text_of(body, 'signature')}"
    if answered is None or body.get("quote") is False:
        return text
    when = datetime.fromtimestamp(answered.at, UTC)
    quoted = "\n".join(f"> {line}" for line in answered.text.split("\n"))
    return f"{text}\n\nOn {when:%a, %d %b %Y at %H:%M} Parlor <parlor@sandbox.localhost> wrote:\n\n{quoted}\n"


def _answered(world: World, customer: Customer, body: dict[str, Any]) -> Message | None:
    """The mail that is answered: the one named, or the newest that came."""
    if "reply_to" in body and not body["reply_to"]:
        return None
    if body.get("reply_to"):
        return world.messages.find(str(body["reply_to"]))
    if body.get("subject"):
        return None
    came = [message for message in world.messages.thread(customer.id) if message.direction == "to_customer"]
    return came[-1] if came else None


async def _bounce(world: World, account: Account, customer: Customer, body: dict[str, Any]) -> Said:
    """The newest mail to this person comes back."""
    answered = _answered(
        world, customer, {"reply_to": body["bounce"]} if isinstance(body["bounce"], str) else {}
    )
    if answered is None:
        raise Refused("There is no mail that could come back.")
    if account.fields.get("webhook") and account.fields.get("provider") in SIGNING:
        world.messages.advance(answered.id, "failed", "This mail came back.")
        path, headers, notice = events.bounced(account, customer.address, answered.id)
        outcome = await world.webhooks.send_now(
            notice, lane=customer.id, message="", platform=PLATFORM, path=path, headers=headers
        )
        return Said(answered.id, outcome)
    report = BOUNCE.format(
        mailbox=account.account,
        address=customer.address,
        date=format_datetime(datetime.fromtimestamp(now(), UTC)),
        id=make_msgid(domain="mx.sandbox.localhost"),
        original=answered.id,
    )
    world.messages.advance(answered.id, "failed", "This mail came back.")
    return await _arrive(world, account, customer, re.sub("\n", "\r\n", report).encode(), "", "")


async def _arrive(
    world: World,
    account: Account,
    customer: Customer,
    raw: bytes,
    bubble: str,
    reply_to: str,
    shown: Any = None,
) -> Said:
    raw = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    found = re.search(rb"^message-id:\s*<([^>\r\n]+)>", raw, re.IGNORECASE | re.MULTILINE)
    mail_id = (
        found[1].decode("ascii", "replace") if found else make_msgid(domain="sandbox.localhost").strip("<>")
    )
    if bubble:
        world.messages.add(
            customer,
            "from_customer",
            "text",
            bubble,
            {"shown": shown or {}},
            reply_to=reply_to,
            message_id=mail_id,
        )
    world.customers.wrote(customer, now())
    world.mailbox.put(customer.address, [account.account], raw)
    if not account.fields.get("webhook"):
        if bubble:
            world.messages.advance(mail_id, "delivered")
        return Said(mail_id, Outcome(200, 0.0, "in the mailbox"))
    path, headers, posted = posting.posted(account, customer, raw)
    outcome = await world.webhooks.send_now(
        posted,
        lane=customer.id,
        message=mail_id if bubble else "",
        platform=PLATFORM,
        path=path,
        headers=headers,
    )
    return Said(mail_id, outcome)


BOUNCE = """From: Mail Delivery System <MAILER-DAEMON@mx.sandbox.localhost>
To: {mailbox}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: {id}
Return-Path: <>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="bounce"

--bounce
Content-Type: text/plain; charset=us-ascii

The mail could not be delivered to {address}.

--bounce
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.sandbox.localhost

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 The address does not exist

--bounce
Content-Type: text/rfc822-headers

From: {mailbox}
To: {address}
Message-ID: <{original}>

--bounce--
"""
