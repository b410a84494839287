"""Tell the form of a body by its first bytes and put the envelope in front of it."""

import re

import msgspec

from tenant_apps.channels.adapters.protocol import Slice
from tenant_apps.channels.errors import BadPayload

from .envelope import Envelope, Form, wrap
from .payloads import Probe

_HEADER_LINE = re.compile(
    rb"(?:From |>From )?[!-9;-~]{1,200}[ \t]*:|From [^\r\n]{1,500}\r?\n[!-9;-~]{1,200}:"
)
_FORM_FIELD = re.compile(rb"[A-Za-z][\w.+%-]{0,100}=")
_BOUNDARY_LINE = re.compile(rb"--[^\r\n]{1,250}\r?\n[Cc]ontent-[Dd]isposition:")
_ADDRESS = re.compile(r"[^\s\"<>@]{1,250}@[^\s\"<>@]{1,250}")

_probe = msgspec.json.Decoder(Probe).decode


def split(body: bytes, route: str) -> list[Slice]:
    """Return the one slice of the mailbox `route`; raises BadPayload for what no provider sends."""
    form = form_of(body)
    mailbox = route.strip().lower()
    if not _ADDRESS.fullmatch(mailbox):
        # The ledger keeps it as unrouted, where the console shows it.
        mailbox = "unknown"
    return [Slice(mailbox, wrap(Envelope(mailbox=mailbox, form=form), body))]


def form_of(body: bytes) -> Form:
    start = body[:600].lstrip()
    if start[:1] == b"{":
        return _json_form(body)
    if start[:1] == b"[":
        return _array_form(body)
    if _BOUNDARY_LINE.match(start):
        return "multipart"
    if _HEADER_LINE.match(start):
        return "mime"
    if _FORM_FIELD.match(start):
        return "urlencoded"
    raise BadPayload("This is neither a mail nor a webhook of a known e-mail provider.")


def _json_form(body: bytes) -> Form:
    try:
        found = _probe(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise BadPayload(f"Unreadable JSON: {error}.") from error
    if bytes(found.event_data):
        return "mailgun"
    if bytes(found.sns_topic):
        return "sns"
    if any(bytes(key) for key in (found.record_type, found.from_full, found.message_id)):
        return "postmark"
    raise BadPayload("This JSON is of no known e-mail provider.")


def _array_form(body: bytes) -> Form:
    try:
        parts = msgspec.json.decode(body, type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise BadPayload(f"Unreadable JSON: {error}.") from error
    if not parts:
        raise BadPayload("An empty list of events.")
    return "sendgrid"
