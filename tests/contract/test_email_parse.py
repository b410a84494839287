"""Every recorded mail and provider's body, and what it becomes."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.email import quotes
from tenant_apps.channels.adapters.email.envelope import Envelope, Folder, wrap
from tenant_apps.channels.adapters.email.headers import addresses
from tenant_apps.channels.inbound import (
    DeliveryReceipt,
    Ignored,
    Inbound,
    InboundMessage,
)
from tests.contract.mails import DANA, MAILBOX, OURS, REF, raw
from tests.contract.samples import FIXTURES

ARRIVED = datetime(2026, 9, 2, 10, 5, tzinfo=UTC)
MAILS = sorted(path.stem for path in (FIXTURES / "email").glob("*.eml"))


def read(body: bytes, folder: Folder = "inbox") -> list[Inbound]:
    envelope = Envelope(mailbox=MAILBOX, form="mime", folder=folder, at=ARRIVED.timestamp())
    return registry.get("email").parse(wrap(envelope, body))


def only(name: str, folder: Folder = "inbox") -> Any:
    [event] = read(raw(name), folder)
    return event


def parts(name: str) -> tuple[str, str, str]:
    message = only(name)
    email = message.payload["email"]
    return message.text, email.get("quoted", ""), email.get("signature", "")


def test_it_reads_a_plain_mail() -> None:
    assert only("plain") == InboundMessage(
        account_id=MAILBOX,
        external_id="plain@customer.test",
        sender=DANA,
        provider_at=datetime(2026, 9, 2, 10, 0, tzinfo=UTC),
        kind="email",
        text="Чи є місце у четвер?",
        payload={"email": {"subject": "Thursday", "to": [MAILBOX], "message_id": "plain@customer.test"}},
        context={
            "subject": "Thursday",
            "message_id": "plain@customer.test",
            "references": "plain@customer.test",
        },
    )


def test_it_decodes_names_subjects_and_old_charsets() -> None:
    message = only("encoded_subject")

    assert (message.sender.name, message.payload["email"]["subject"], message.text) == (
        "Дана",
        "Запис на четвер",
        "Привіт",
    )


def test_it_folds_what_gmail_quotes_and_cuts_the_signature() -> None:
    assert parts("reply_gmail") == (
        "Yes please!\n\n-- \nDana".partition("\n\n--")[0],
        "On Wed, Sep 2, 2026 at 10:00 AM Acme Studio <hello@acme.test>\nwrote:\n\n> At ten?\n>\n> Acme",
        "Dana",
    )


def test_it_knows_what_a_reply_answers() -> None:
    message = only("reply_gmail")

    assert message.reply_to == OURS
    assert message.context["references"] == f"plain@customer.test {OURS} gmail@customer.test"


@pytest.mark.parametrize(
    ("name", "text", "quoted_from"),
    [
        ("reply_gmail_uk", "Так, дякую!", "ср, 2 вер. 2026"),
        ("reply_outlook", "Ten is fine.", "________________________________"),
        ("reply_bottom", "Yes, at ten.", "On Wed, Sep 2, 2026"),
    ],
)
def test_it_folds_the_quotations_of_other_programs(name: str, text: str, quoted_from: str) -> None:
    found, quoted, _ = parts(name)

    assert found == text
    assert quoted.startswith(quoted_from)


def test_it_leaves_answers_between_the_lines_whole() -> None:
    text, quoted, _ = parts("reply_between")

    assert ("> Colour?" in text, "Ten." in text, quoted) == (True, True, "")


def test_it_leaves_what_was_forwarded_whole() -> None:
    text, quoted, _ = parts("forwarded")

    assert (text.endswith("Manicure 500"), quoted) == (True, "")


def test_it_reads_html_as_words_and_keeps_it_clean() -> None:
    message = only("html_only")

    assert message.text == "Hello & good day\n\n- one\n- two\n\nSee prices (https://acme.test/prices)"
    assert "<style" not in message.payload["email"]["html"]
    assert 'rel="noopener noreferrer nofollow"' in message.payload["email"]["html"]


def test_it_hands_over_files_with_their_bytes() -> None:
    message = only("files")

    shown = [(file.kind, file.media_id, file.mime, file.name, file.size) for file in message.attachments]
    assert shown == [
        ("image", "part:0", "image/png", "one.png", 70),
        ("document", "part:1", "application/pdf", "прайс.pdf", 9),
        ("document", "part:2", "application/ms-tnef", "winmail.dat", 4),
        ("document", "part:3", "message/rfc822", "Inner.eml", message.attachments[3].size),
    ]
    assert message.attachments[1].content == b"%PDF-1.4\n"
    assert message.payload["email"]["cids"] == {"one@x": "part:0"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("broken_headers", "Still readable"),
        ("wrong_charset", "Привіт, світе"),
        ("unknown_charset", "Grüße"),
        ("nul", "abcd"),
        ("flowed", "This is one long line of words.\n\nAnd another."),
    ],
)
def test_it_reads_what_is_broken(name: str, text: str) -> None:
    assert only(name).text == text


def test_it_believes_no_date_that_cannot_be() -> None:
    assert only("broken_headers").provider_at == ARRIVED


def test_it_names_a_mail_without_an_id_by_its_content() -> None:
    assert only("no_ids").external_id == only("no_ids").external_id
    assert only("no_ids").external_id.startswith("sha256.")


def test_it_keeps_a_mail_of_nobody_aside() -> None:
    event = only("no_sender")

    assert (type(event), event.reason) == (Ignored, "a mail that names no sender")


def test_it_takes_the_address_that_an_answer_reaches_for_the_person() -> None:
    message = only("reply_to")

    assert message.sender.identities == (("email", "dana@customer.test"),)
    assert message.payload["email"]["from"] == "no-reply@forms.test"
    assert "auto_reply" not in message.payload


def test_it_joins_no_thread_by_a_foreign_reference() -> None:
    body = raw("reply_gmail").replace(b"Dana@Customer.test", b"eve@evil.test")

    [message] = read(body)

    assert isinstance(message, InboundMessage)
    assert message.sender.identities == (("email", "eve@evil.test"),)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("out_of_office", "auto_reply"),
        ("mailing_list", "list"),
        ("no_reply", "auto_reply"),
        ("own_address", "own"),
        ("bounce_of_another_mail", "bounce"),
    ],
)
def test_it_marks_what_a_machine_wrote(name: str, kind: str) -> None:
    message = only(name)

    assert message.payload["auto_reply"] is True
    assert (message.payload["email"]["auto"], message.payload["email"]["auto_kind"]) == (True, kind)


def test_it_knows_its_own_copy_again() -> None:
    assert only("own_copy") == DeliveryReceipt(
        account_id=MAILBOX, external_id=OURS, status="sent", at=ARRIVED, client_ref=REF
    )


def test_it_takes_a_mail_in_the_sent_folder_for_the_business() -> None:
    body = raw("own_copy").replace(OURS.encode(), b"phone@acme.test")

    [message] = read(body, "sent")

    assert isinstance(message, InboundMessage)
    assert (message.direction, message.sender.identities) == ("out", (("email", "dana@customer.test"),))


def test_it_takes_no_mail_in_the_inbox_for_the_business() -> None:
    assert only("own_address").direction == "in"


def test_it_fails_the_mail_that_came_back() -> None:
    assert only("bounce") == DeliveryReceipt(
        account_id=MAILBOX,
        external_id=OURS,
        status="failed",
        at=ARRIVED,
        error_code="mail_address_unknown",
        error_reason="There is no such e-mail address. Check its spelling. "
        "The mail server said: 550 5.1.1 No such user.",
        client_ref=REF,
    )


def test_it_understands_a_bounce_of_no_standard() -> None:
    receipt = only("bounce_without_report")

    assert (receipt.external_id, receipt.status, receipt.error_code) == (OURS, "failed", "mailbox_full")
    assert receipt.error_reason == "The person's mailbox is full."


def test_it_understands_a_read_receipt() -> None:
    receipt = only("read_receipt")

    assert (receipt.external_id, receipt.status) == (OURS, "read")


def test_it_tells_a_sender_that_its_server_disowned() -> None:
    assert only("spoofed").payload["email"]["authentication"] == "fail"


def test_it_reads_lists_of_addresses_as_people_write_them() -> None:
    value = '"Koval, Dana" <Dana@Customer.test>, ben@acme.test (Ben); group: =?utf-8?Q?=D0=90?= <a@b.test>, nonsense'

    found = [(found.email, found.name) for found in addresses(value)]

    assert found == [
        ("dana@customer.test", "Koval, Dana"),
        ("ben@acme.test", "Ben"),
        ("a@b.test", "group: А"),
    ]


def test_it_shows_the_beginning_of_a_huge_text_and_keeps_the_rest_as_a_file() -> None:
    body = raw("plain") + b"word " * 100_000

    [message] = read(body)

    assert isinstance(message, InboundMessage)
    assert len(message.text) <= 200_000
    assert (message.attachments[-1].name, (message.attachments[-1].size or 0) > 500_000) == (
        "message.txt",
        True,
    )


@pytest.mark.parametrize("name", MAILS)
def test_it_survives_any_damage(name: str) -> None:
    body, chance = raw(name), random.Random(name)

    for _ in range(60):
        damaged = bytearray(body)
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randrange(0, 9)] = chance.randbytes(chance.randrange(0, 9))
        events = read(bytes(damaged))
        assert events
        assert all("\0" not in event.text for event in events if isinstance(event, InboundMessage))
        assert read(bytes(damaged[: chance.randrange(len(damaged))]))


def test_it_reads_a_quotation_of_thousands_of_lines_at_once() -> None:
    text = "Yes\n" + "From: x\n" * 4000 + "a1 <a@b> :\n" * 900

    assert quotes.part(text).text.startswith("Yes")
