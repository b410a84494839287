"""What mail providers post, and what it becomes."""

import random

import pytest

from tenant_apps.channels import registry
from tenant_apps.channels.inbound import (
    AccountNotice,
    DeliveryReceipt,
    InboundMessage,
)
from tests.contract.mails import DANA, MAILBOX, OURS, REF, raw
from tests.contract.samples import body_of, parsed


def test_it_reads_a_mail_that_postmark_took_apart() -> None:
    [message] = parsed("email", "postmark_inbound")

    assert isinstance(message, InboundMessage)
    assert (message.external_id, message.text, message.sender) == (
        "thursday@customer.test",
        "Добрий день!\nЧи є місце у четвер?",
        DANA,
    )
    assert message.payload["email"]["cids"] == {"photo@customer": "part:0"}
    assert message.payload["email"]["remote_images"] == 1


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("postmark_bounce", ["failed"]),
        ("postmark_delivery", ["delivered"]),
        ("postmark_open", ["read"]),
        ("sendgrid_events", ["delivered", "read", "", "failed"]),
        ("mailgun_failed", ["failed"]),
        ("mailgun_temporary", [""]),
        ("mailgun_complained", ["failed"]),
        ("postmark_complaint", ["failed"]),
        ("sendgrid_complaint", ["failed"]),
        ("sns_bounce", ["failed"]),
        ("sns_bounce_transient", [""]),
        ("sns_event_full", ["failed"]),
        ("sns_complaint", ["failed"]),
        ("sns_delivery", ["delivered"]),
        ("sns_bounce_of_another_mail", [""]),
    ],
)
def test_it_settles_our_mails_by_the_providers_events(name: str, statuses: list[str]) -> None:
    events = parsed("email", name)

    assert [getattr(event, "status", "") for event in events] == statuses
    assert {event.external_id for event in events if isinstance(event, DeliveryReceipt)} <= {OURS}


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        (
            "sns_bounce",
            "mail_address_unknown",
            "There is no such e-mail address. Check its spelling. The mail server said: 550 5.1.1 No such user.",
        ),
        ("sns_event_full", "mailbox_full", "The person's mailbox is full."),
        (
            "sns_complaint",
            "mail_marked_spam",
            "The person marked the mail as spam. Do not write to this address again.",
        ),
        *(
            (
                name,
                "mail_marked_spam",
                "The person marked the mail as spam. Do not write to this address again.",
            )
            for name in ("mailgun_complained", "postmark_complaint", "sendgrid_complaint")
        ),
    ],
)
def test_it_says_why_a_mail_came_back(name: str, code: str, reason: str) -> None:
    [receipt] = parsed("email", name)

    assert isinstance(receipt, DeliveryReceipt)
    assert (receipt.client_ref, receipt.error_code, receipt.error_reason) == (REF, code, reason)


def test_it_hands_on_what_amazon_wants_to_have_confirmed() -> None:
    [notice] = parsed("email", "sns_confirmation")

    assert isinstance(notice, AccountNotice)
    assert notice.confirm.startswith("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&")


def _form(fields: dict[str, bytes]) -> bytes:
    pieces = [
        b'--xyz\r\nContent-Disposition: form-data; name="' + name.encode() + b'"\r\n\r\n' + value + b"\r\n"
        for name, value in fields.items()
    ]
    return b"".join(pieces) + b"--xyz--\r\n"


@pytest.mark.parametrize("field", ["email", "body-mime"])
def test_it_reads_a_whole_mail_out_of_a_form(field: str) -> None:
    adapter = registry.get("email")
    [part] = adapter.split(_form({"recipient": b"x", field: raw("plain")}), MAILBOX)

    [message] = adapter.parse(part.body)

    assert isinstance(message, InboundMessage)
    assert (part.account_id, message.text) == (MAILBOX, "Чи є місце у четвер?")


def test_it_reads_a_mail_that_mailgun_took_apart() -> None:
    adapter = registry.get("email")
    body = b"from=Dana+%3Cdana%40customer.test%3E&subject=Hi&body-plain=Thursday%3F&Message-Id=%3Ca%40b%3E"
    [part] = adapter.split(body, MAILBOX)

    [message] = adapter.parse(part.body)

    assert isinstance(message, InboundMessage)
    assert (message.external_id, message.text, message.payload["email"]["subject"]) == (
        "a@b",
        "Thursday?",
        "Hi",
    )


@pytest.mark.parametrize("name", ["postmark_inbound", "sendgrid_events", "mailgun_failed", "sns_mail"])
def test_it_survives_damaged_bodies_of_providers(name: str) -> None:
    adapter, body, chance = registry.get("email"), body_of("email", name), random.Random(name)
    [part] = adapter.split(body, MAILBOX)
    line, _, _ = part.body.partition(b"\n")

    for _ in range(100):
        damaged = bytearray(body)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(damaged))
            damaged[at : at + 1] = chance.choice([b"", b"null", b"17", b"[]", b'"', b"\xff", b"{"])
        assert adapter.parse(line + b"\n" + bytes(damaged))
