"""The providers' wire formats, every key optional.

Sources: https://postmarkapp.com/developer/webhooks · https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
https://documentation.mailgun.com/docs/mailgun/user-manual/tracking-messages/ · https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
"""

from typing import Any

import msgspec


class Named(msgspec.Struct, frozen=True):
    name: str = msgspec.field(name="Name", default="")
    value: str = msgspec.field(name="Value", default="")


class PostmarkFile(msgspec.Struct, frozen=True):
    """Real mails carry `Content`, the dashboard's test carries `Data`; both base64."""

    name: str = msgspec.field(name="Name", default="")
    content: str = msgspec.field(name="Content", default="")
    data: str = msgspec.field(name="Data", default="")
    content_type: str = msgspec.field(name="ContentType", default="")
    content_id: str | None = msgspec.field(name="ContentID", default="")


class Postmark(msgspec.Struct, frozen=True):
    """An inbound mail, or an event about a mail of ours where `record_type` says so."""

    record_type: str = msgspec.field(name="RecordType", default="")
    message_id: str = msgspec.field(name="MessageID", default="")
    from_: str = msgspec.field(name="From", default="")
    from_full: dict[str, Any] = msgspec.field(name="FromFull", default_factory=dict)
    from_name: str = msgspec.field(name="FromName", default="")
    to: str = msgspec.field(name="To", default="")
    to_full: list[dict[str, Any]] = msgspec.field(name="ToFull", default_factory=list)
    cc: str = msgspec.field(name="Cc", default="")
    cc_full: list[dict[str, Any]] = msgspec.field(name="CcFull", default_factory=list)
    reply_to: str = msgspec.field(name="ReplyTo", default="")
    subject: str = msgspec.field(name="Subject", default="")
    date: str = msgspec.field(name="Date", default="")
    text: str = msgspec.field(name="TextBody", default="")
    html: str = msgspec.field(name="HtmlBody", default="")
    headers: list[Named] = msgspec.field(name="Headers", default_factory=list)
    attachments: list[PostmarkFile] = msgspec.field(name="Attachments", default_factory=list)
    raw: str = msgspec.field(name="RawEmail", default="")


class PostmarkEvent(msgspec.Struct, frozen=True):
    record_type: str = msgspec.field(name="RecordType", default="")
    message_id: str = msgspec.field(name="MessageID", default="")
    metadata: dict[str, Any] = msgspec.field(name="Metadata", default_factory=dict)
    type: str = msgspec.field(name="Type", default="")
    description: str = msgspec.field(name="Description", default="")
    details: Any = msgspec.field(name="Details", default="")
    email: str = msgspec.field(name="Email", default="")
    recipient: str = msgspec.field(name="Recipient", default="")
    bounced_at: str = msgspec.field(name="BouncedAt", default="")
    delivered_at: str = msgspec.field(name="DeliveredAt", default="")
    received_at: str = msgspec.field(name="ReceivedAt", default="")


class SendGridEvent(msgspec.Struct, frozen=True):
    """Custom arguments stand at the top level; ours is `parlor_ref`."""

    event: str = ""
    email: str = ""
    timestamp: float = 0
    smtp_id: str = msgspec.field(name="smtp-id", default="")
    reason: str = ""
    response: str = ""
    type: str = ""
    parlor_ref: str = ""


class MailgunEvent(msgspec.Struct, frozen=True):
    data: dict[str, Any] = msgspec.field(name="event-data", default_factory=dict)


class Sns(msgspec.Struct, frozen=True):
    type: str = msgspec.field(name="Type", default="")
    message: str = msgspec.field(name="Message", default="")
    subscribe_url: str = msgspec.field(name="SubscribeURL", default="")


class SesNotice(msgspec.Struct, frozen=True):
    """What SES puts into SNS; `content` is the mail, in base64 where the owner chose so.

    Notices of the fate of a mail call their kind `notificationType`, events of a configuration set `eventType`.
    """

    kind: str = msgspec.field(name="notificationType", default="")
    event: str = msgspec.field(name="eventType", default="")
    content: str = ""
    mail: dict[str, Any] = {}
    bounce: dict[str, Any] = {}
    complaint: dict[str, Any] = {}
    delivery: dict[str, Any] = {}
    reject: dict[str, Any] = {}


class Probe(msgspec.Struct, frozen=True):
    """Just enough of a JSON body to tell whose it is: which keys there are."""

    record_type: msgspec.Raw = msgspec.field(name="RecordType", default=msgspec.Raw())
    message_id: msgspec.Raw = msgspec.field(name="MessageID", default=msgspec.Raw())
    from_full: msgspec.Raw = msgspec.field(name="FromFull", default=msgspec.Raw())
    event_data: msgspec.Raw = msgspec.field(name="event-data", default=msgspec.Raw())
    sns_topic: msgspec.Raw = msgspec.field(name="TopicArn", default=msgspec.Raw())
