"""Our outbound message → what the visitor's sockets are told.

A message is told by its id only: the socket reads it from the database, where its files and its delivery state are.
"""

from dataclasses import dataclass
from typing import Any

from tenant_apps.channels.capabilities import Capabilities, MediaRule
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import Outbound

_MB = 1024 * 1024
MAX_FILE_BYTES = 20 * _MB

CAPABILITIES = Capabilities(
    max_text=10_000,
    max_caption=10_000,
    forms=frozenset(
        {
            "text",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "buttons",
            "links",
            "list",
            "reaction",
            "read",
            "typing",
        }
    ),
    max_buttons=10,
    max_button_title=60,
    max_button_body=10_000,
    max_list_rows=20,
    formatting=frozenset({"bold", "italic", "strike", "code", "list", "link"}),
    can_quote=True,
    can_react=True,
    can_mark_read=True,
    can_show_typing=True,
    reports_delivery=True,
    per_second=200,
    burst=400,
    pair_every_s=0.05,
    pair_burst=60,
    media={kind: MediaRule(MAX_FILE_BYTES) for kind in ("image", "video", "audio", "document", "sticker")},
)


@dataclass(frozen=True, slots=True)
class Nudge:
    """What a socket is told: `message` is ours to look up, `frame` goes to the browser as it is."""

    message: str = ""
    frame: dict[str, Any] | None = None


def render(outbound: Outbound) -> Nudge:
    """Return what to push; raises SendFailed for what the widget cannot show."""
    if not outbound.recipient:
        raise _refused(
            SendFailureCode.NO_RECIPIENT, "This visitor cannot be reached in the web chat any more."
        )
    if outbound.kind == "typing":
        return Nudge(frame={"type": "typing", "data": {"who": outbound.sent_by, "state": "on"}})
    if outbound.kind == "read":
        return Nudge(frame={"type": "read", "data": {"client_id": outbound.mark_read or ""}})
    if outbound.kind not in CAPABILITIES.forms:
        raise _refused(SendFailureCode.NOT_SUPPORTED, "The web chat does not show this kind of message.")
    _check(outbound)
    return Nudge(message=outbound.client_ref)


def draft(text: str) -> Nudge:
    """Return the answer that is being written, whole so far; an empty text takes it back."""
    return Nudge(frame={"type": "agent.delta", "data": {"text": text}})


def _check(outbound: Outbound) -> None:
    if len(outbound.text) > CAPABILITIES.max_text:
        raise _refused(
            SendFailureCode.TEXT_TOO_LONG, f"The web chat shows up to {CAPABILITIES.max_text} characters."
        )
    if outbound.kind in {"text", "buttons", "list"} and not outbound.text.strip():
        raise _refused(SendFailureCode.EMPTY_MESSAGE, "The message is empty.")
    rule = CAPABILITIES.media.get(outbound.kind)
    content = outbound.media.content if outbound.media else None
    if rule is not None and content is not None and len(content) > rule.max_bytes:
        raise _refused(
            SendFailureCode.FILE_TOO_LARGE, f"The web chat takes files up to {rule.max_bytes // _MB} MB."
        )


def _refused(code: SendFailureCode, reason: str) -> SendFailed:
    return SendFailed(permanent=True, code=code, reason_for_people=reason)
