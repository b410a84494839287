"""The wire format of Messenger's and Instagram's webhooks, Graph v26.0, as far as we read it.

Lists stay `Raw`, so that one malformed item never takes its neighbours along. Every key may be missing or null,
ids come as text or number, times as milliseconds, seconds, number or text.
"""

from typing import Any

import msgspec

# Signed by Meta, but in a part that names nobody: kept for the console instead of being thrown away.
UNKNOWN_ACCOUNT = "unknown"

Id = str | int | None
# Read by `moments.moment`, which makes the best of whatever stands there.
Stamp = Any


class Party(msgspec.Struct):
    """A sender or recipient; `user_ref` stands for somebody who ticked a box on a website."""

    id: Id = None
    user_ref: Id = None


class QuickReply(msgspec.Struct):
    payload: str | None = None


class Story(msgspec.Struct):
    id: Id = None
    url: str | None = None


class ReplyTo(msgspec.Struct):
    mid: str | None = None
    story: Story | None = None


class Attachment(msgspec.Struct):
    """`payload` depends on the type; old link previews carry `title` and `url` beside it."""

    type: str | None = None
    payload: dict[str, Any] | None = None
    title: str | None = None
    url: str | None = None


class Message(msgspec.Struct):
    mid: str | None = None
    text: str | None = None
    quick_reply: QuickReply | None = None
    reply_to: ReplyTo | None = None
    attachments: list[Attachment] | None = None
    is_echo: bool | None = None
    is_deleted: bool | None = None
    is_unsupported: bool | None = None
    is_self: bool | None = None
    app_id: Id = None
    metadata: str | None = None
    referral: dict[str, Any] | None = None
    commands: list[Any] | None = None


class Postback(msgspec.Struct):
    mid: str | None = None
    title: str | None = None
    payload: str | None = None
    referral: dict[str, Any] | None = None


class ReactionPart(msgspec.Struct):
    mid: str
    action: str | None = None
    reaction: str | None = None
    emoji: str | None = None


class Read(msgspec.Struct):
    """Messenger tells up to when, Instagram which message."""

    watermark: Stamp = None
    mid: str | None = None


class Delivery(msgspec.Struct):
    watermark: Stamp = None
    mids: list[str] | None = None


class MessageEdit(msgspec.Struct):
    mid: str
    text: str | None = None
    num_edit: str | int | None = None


class Head(msgspec.Struct):
    """What every event has, read alone when the rest cannot be."""

    sender: Party | None = None
    recipient: Party | None = None
    timestamp: Stamp = None


class Event(Head):
    """One of `messaging[]` or `standby[]`; the key that is present tells what happened."""

    message: Message | None = None
    postback: Postback | None = None
    reaction: ReactionPart | None = None
    read: Read | None = None
    delivery: Delivery | None = None
    message_edit: MessageEdit | None = None
    referral: dict[str, Any] | None = None
    optin: dict[str, Any] | None = None
    policy_enforcement: dict[str, Any] | None = None
    account_linking: dict[str, Any] | None = None


class Change(msgspec.Struct):
    field: str | None = None
    value: msgspec.Raw = msgspec.Raw(b"null")


class Entry(msgspec.Struct):
    """`field` and `value` stand beside the id in comments of the Instagram Login."""

    id: Id = None
    time: Stamp = None
    messaging: list[msgspec.Raw] | None = None
    standby: list[msgspec.Raw] | None = None
    changes: list[msgspec.Raw] | None = None
    field: str | None = None
    value: msgspec.Raw = msgspec.Raw(b"null")


class Envelope(msgspec.Struct):
    entry: list[msgspec.Raw]
    object: str | None = None


def text_of(value: Id) -> str:
    return "" if value is None else str(value)
