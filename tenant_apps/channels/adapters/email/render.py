"""Our outbound message → a mail: subject, thread, both forms of the text, files."""

import re
from collections.abc import Iterable, Mapping
from email.headerregistry import Address
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from markdown_it import MarkdownIt

from tenant_apps.channels.capabilities import Capabilities, MediaRule
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import AccountCredentials, Outbound, OutboundMedia

from .headers import addresses, tidy
from .markup import Markup
from .wording import to_text

MAX_TOTAL_BYTES = 20 * 1024 * 1024
MAX_REFERENCES = 20
_FILE = MediaRule(MAX_TOTAL_BYTES)

CAPABILITIES = Capabilities(
    max_text=100_000,
    max_caption=100_000,
    forms=frozenset({"text", "image", "video", "audio", "document"}),
    max_attachments=10,
    formatting=frozenset({"bold", "italic", "strike", "code", "list", "link", "quote"}),
    can_quote=True,
    has_subject=True,
    # Mail servers of small businesses take some hundreds an hour; a burst is what one person writes.
    per_second=1.0,
    burst=20,
    pair_every_s=5.0,
    pair_burst=10,
    media={"image": _FILE, "video": _FILE, "audio": _FILE, "document": _FILE},
)

_STYLE = "font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5"
_REPLY = re.compile(r"\s*(?:re|aw|sv|vs|odp|antw|ref|rif|відп|ответ)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_MIME = re.compile(r"[\w.+-]+/[\w.+-]+")

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False}).enable(
    ["strikethrough", "table"]
)


def render(account: AccountCredentials, outbound: Outbound) -> EmailMultiAlternatives:
    """Return the mail, ready to be sent; raises SendFailed for what cannot be one."""
    to = recipient_of(outbound)
    text = _text(outbound)
    files = [file for file in (outbound.media, *outbound.more_media) if file is not None]
    if not text.strip() and not files:
        raise _refused(SendFailureCode.EMPTY_MESSAGE, "The message is empty.")
    html = _html(text, account.settings.get("signature", ""))
    mail = EmailMultiAlternatives(
        subject=subject_of(outbound.context, account),
        body=_plain(text, account.settings.get("signature", "")),
        from_email=_shown(account, sender_address(account)),
        to=[to],
        cc=_copies(outbound, account, to),
        bcc=_copies(outbound, account, to, which="bcc"),
        reply_to=[_shown(account, account.external_id)],
        headers=_headers(account, outbound),
    )
    mail.attach_alternative(html, "text/html")
    # Providers hand it back with every event about this mail; SMTP has no use for it.
    mail.metadata = {"parlor_ref": outbound.client_ref}  # type: ignore[attr-defined]  # anymail reads it
    _attach(mail, files)
    return mail


def recipient_of(outbound: Outbound) -> str:
    """Return the one address that the contact is known by; raises SendFailed."""
    found = addresses(dict(reversed(outbound.recipient)).get("email", ""))
    if len(found) != 1:
        raise _refused(SendFailureCode.NO_RECIPIENT, "This contact has no e-mail address.")
    return found[0].email


def mail_id(account: AccountCredentials, outbound: Outbound) -> str:
    """Return the Message-ID without its brackets: the same for every try, and known again in a bounce."""
    return f"{outbound.client_ref or uuid4()}@{account.external_id.rpartition('@')[2]}"


def sender_address(account: AccountCredentials) -> str:
    """Return the address to send from.

    A mailbox that is only forwarded to us proves nothing, so its mails leave from our own address and are
    answered to the mailbox, unless the house has set up its domain at the provider.
    """
    domain = account.external_id.rpartition("@")[2]
    if account.settings.get("mode") == "webhook" and domain not in settings.EMAIL_SENDER_DOMAINS:
        return addresses(settings.DEFAULT_FROM_EMAIL)[0].email
    return account.external_id


def subject_of(context: Mapping[str, str], account: AccountCredentials) -> str:
    # What a member wrote there is the subject as it is.
    if own := tidy(context.get("own_subject", ""))[:400]:
        return own
    given = tidy(context.get("subject", ""))[:400]
    if not given:
        name = tidy(account.settings.get("from_name", "")) or account.external_id
        return f"Re: {name}" if context.get("message_id") else name
    return given if _REPLY.match(given) else f"Re: {given}"


def _text(outbound: Outbound) -> str:
    if outbound.kind not in ("text", "buttons", "image", "video", "audio", "document", "sticker"):
        raise _refused(SendFailureCode.NOT_SUPPORTED, "E-mail has no such form of message. Write it as text.")
    if len(outbound.text) > CAPABILITIES.max_text:
        raise _refused(
            SendFailureCode.TEXT_TOO_LONG,
            f"A mail has up to {CAPABILITIES.max_text} characters; this one has {len(outbound.text)}. Shorten it.",
        )
    # Nobody can tap a button in a mail: they are named by number, links stay links.
    lines = [
        f"{number}. [{button.title}]({button.url})" if button.url else f"{number}. {button.title}"
        for number, button in enumerate(outbound.buttons, 1)
    ]
    return "\n\n".join(filter(None, [outbound.text, "\n".join(lines)]))


def _plain(text: str, signature: str) -> str:
    words = to_text(Markup.of(_markdown.render(text)))
    return f"{words}\n\n-- \n{signature.strip()}\n" if signature.strip() else f"{words}\n"


def _html(text: str, signature: str) -> str:
    body = Markup.of(_markdown.render(text)).html
    if signature.strip():
        signed = Markup.of(_markdown.render(signature.strip())).html
        body += f'<div style="margin-top:24px;color:#667085"><div>--&nbsp;</div>{signed}</div>'
    return f'<!doctype html><html><body style="{_STYLE}">{body}</body></html>'


def _copies(outbound: Outbound, account: AccountCredentials, to: str, *, which: str = "cc") -> list[str]:
    """Only a person answers everybody: a machine that does can be made to write to strangers."""
    if outbound.sent_by != "member":
        return []
    found = dict.fromkeys(copy.email for copy in addresses(outbound.context.get(which, "")))
    return [copy for copy in found if copy not in (to, account.external_id)][:10]


def _headers(account: AccountCredentials, outbound: Outbound) -> dict[str, str]:
    answered = outbound.reply_to or outbound.context.get("message_id", "")
    thread = [*outbound.context.get("references", "").split(), *([answered] if answered else [])]
    thread = list(dict.fromkeys(_clean_id(known) for known in thread if _clean_id(known)))
    headers = {
        "Message-ID": f"<{mail_id(account, outbound)}>",
        "Date": timezone.now().strftime("%a, %d %b %Y %H:%M:%S +0000"),
    }
    if _clean_id(answered):
        headers["In-Reply-To"] = f"<{_clean_id(answered)}>"
    if thread:
        kept = thread if len(thread) <= MAX_REFERENCES else [thread[0], *thread[1 - MAX_REFERENCES :]]
        headers["References"] = " ".join(f"<{known}>" for known in kept)
    if outbound.sent_by != "member":
        # RFC 3834: no machine may answer this one. Exchange has a header of its own for it.
        headers["Auto-Submitted"] = "auto-replied"
        headers["X-Auto-Response-Suppress"] = "All"
    return headers


def _clean_id(known: str) -> str:
    return known if re.fullmatch(r"[!-;=?-~]{3,900}", known) else ""


def _shown(account: AccountCredentials, address: str) -> str:
    name = tidy(account.settings.get("from_name", ""))[:100]
    return str(Address(display_name=name, addr_spec=address)) if name else address


def _attach(mail: EmailMultiAlternatives, files: Iterable[OutboundMedia]) -> None:
    total = 0
    for number, file in enumerate(files):
        if number == CAPABILITIES.max_attachments:
            raise _refused(
                SendFailureCode.MEDIA_REFUSED, "A mail carries up to 10 files. Send the rest in another one."
            )
        if file.content is None:
            raise _refused(SendFailureCode.EMPTY_MESSAGE, "The message has no file.")
        total += len(file.content)
        if total > MAX_TOTAL_BYTES:
            raise _refused(SendFailureCode.FILE_TOO_LARGE, "A mail carries files up to 20 MB in all.")
        mime = file.mime.partition(";")[0].strip().lower()
        # Text and whole mails would be re-encoded on the way; bytes stay what they are.
        if not _MIME.fullmatch(mime) or mime.startswith(("text/", "message/", "multipart/")):
            mime = "application/octet-stream"
        mail.attach(tidy(file.name) or "file", file.content, mime)


def _refused(code: SendFailureCode, reason: str) -> SendFailed:
    return SendFailed(permanent=True, code=code, reason_for_people=reason)
