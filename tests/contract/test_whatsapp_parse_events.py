"""What WhatsApp tells beside messages: receipts, changes, the business's own phone, notices."""

import json
from datetime import UTC, datetime

import pytest

from tenant_apps.channels.adapters.whatsapp.parse import parse
from tenant_apps.channels.inbound import (
    AccountNotice,
    Deletion,
    DeliveryReceipt,
    IdentityChange,
    Ignored,
    PersonNamed,
    Sender,
)
from tests.contract.samples import body_of, parsed
from tests.contract.whatsapp_people import BSUID, DANA, IDENTITIES, NUMBER, QUOTED, only

NAMELESS = Sender(IDENTITIES)


def test_it_joins_the_new_number_of_a_customer_with_the_old_one() -> None:
    message = only("system_number_changed")

    assert (message.kind, message.payload["system"]["type"]) == ("system", "user_changed_number")
    assert message.sender.identities == (
        ("bsuid", "UA.77700000000000000001"),
        ("wa_id", "380632223344"),
        ("phone", "+380632223344"),
        ("wa_id", "380671112233"),
        ("phone", "+380671112233"),
    )


@pytest.mark.parametrize(
    ("name", "status"),
    [("status_delivered", "delivered"), ("status_read", "read"), ("status_played", "read")],
)
def test_it_reads_a_receipt(name: str, status: str) -> None:
    assert only(name) == DeliveryReceipt(
        account_id=NUMBER,
        external_id=QUOTED,
        status=status,  # type: ignore[arg-type]  # parametrised
        at=datetime.fromtimestamp(1790000060, UTC),
        recipient=IDENTITIES,
    )


def test_it_brings_back_our_own_id_and_the_price_of_a_message() -> None:
    receipt = only("status_sent")

    assert receipt.client_ref == "0192aa00-0000-7000-8000-000000000001"
    assert receipt.payload["pricing"]["category"] == "service"


def test_it_says_in_plain_words_why_a_message_failed() -> None:
    receipt = only("status_failed")

    assert (receipt.status, receipt.error_code) == ("failed", "needs_template")
    assert receipt.error_reason == (
        "More than 24 hours have passed since the person last wrote. Send a template instead."
    )


def test_it_repeats_the_vendors_words_for_a_failure_it_does_not_know() -> None:
    assert only("status_failed_by_unknown_code").error_reason == "Something Meta invented later."


def test_it_takes_a_group_for_no_person() -> None:
    assert only("status_in_group").recipient == ()


def test_it_ignores_a_status_of_tomorrow_with_its_reason() -> None:
    event = only("status_of_tomorrow")

    assert isinstance(event, Ignored)
    assert event.reason == "The status “warned” is not used."


def test_it_reads_what_the_business_wrote_on_its_phone() -> None:
    message = only("echo")

    assert (message.direction, message.text, message.sender) == ("out", "Добрий день! Чекаємо на вас.", DANA)


def test_it_reads_what_the_business_took_back_on_its_phone() -> None:
    assert only("echo_revoke") == Deletion(
        account_id=NUMBER,
        sender=NAMELESS,
        external_id="wamid.ECHO01",
        at=datetime.fromtimestamp(1790000030, UTC),
        direction="out",
    )


def test_it_reads_that_a_customer_got_a_new_id() -> None:
    known = IDENTITIES[1:]

    assert only("user_id_update") == IdentityChange(
        account_id=NUMBER,
        previous=(BSUID, *known),
        current=(("bsuid", "UA.60000000000000000009"), *known),
        at=datetime.fromtimestamp(1790000100, UTC),
    )


def test_it_reads_whom_the_business_keeps_in_its_phone() -> None:
    *kept, removed = parsed("whatsapp", "smb_app_state_sync")

    oksana = (("wa_id", "380501112233"), ("phone", "+380501112233"))
    assert kept == [
        PersonNamed(account_id=NUMBER, sender=Sender(IDENTITIES[1:], "Dana from the flower shop")),
        PersonNamed(account_id=NUMBER, sender=Sender(oksana, "Oksana Boyko")),
    ]
    assert isinstance(removed, Ignored)


@pytest.mark.parametrize(
    "state",
    [
        {"contact": {"full_name": "Nobody"}, "action": "add"},
        {"contact": {"phone_number": "380501112233"}, "action": "add"},
        {"contact": {"full_name": "  ", "phone_number": "380501112233"}, "action": "add"},
        {"contact": {"full_name": "Too long", "phone_number": "1234567890123456"}, "action": "add"},
        {"contact": {"full_name": "No number", "phone_number": "ask me"}, "action": "add"},
        {"contact": {"full_name": ["Dana"], "phone_number": 380501112233}, "action": "add"},
        {"contact": None, "action": "remove"},
        {"type": "something new"},
        "no object",
    ],
)
def test_an_entry_of_the_phone_that_cannot_be_used_takes_no_other_along(state: object) -> None:
    body = json.loads(body_of("whatsapp", "smb_app_state_sync"))
    body["entry"][0]["changes"][0]["value"]["state_sync"].insert(0, state)

    bad, dana, oksana, _ = parse(json.dumps(body).encode())

    assert isinstance(bad, Ignored)
    assert isinstance(dana, PersonNamed)
    assert isinstance(oksana, PersonNamed)


@pytest.mark.parametrize(
    ("name", "account", "severity", "text"),
    [
        ("number_errors", NUMBER, "warning", "WhatsApp reports: Rate limit hit."),
        (
            "account_update_partner_removed",
            "waba:800900100200",
            "critical",
            "The WhatsApp Business account is no longer shared with the app.",
        ),
        (
            "account_update_field_inside_value",
            "waba:800900100200",
            "critical",
            "Meta has restricted the WhatsApp Business account.",
        ),
        (
            "account_review_update",
            "waba:800900100200",
            "warning",
            "Meta reviewed the WhatsApp Business account: rejected.",
        ),
        (
            "phone_number_quality_update",
            "waba:800900100200",
            "warning",
            "Quality or limit of the number changed: flagged. You may write first to 1,000 customers in 24 hours.",
        ),
        ("phone_number_name_update", "waba:800900100200", "info", "Display name “Lumière”: approved."),
        (
            "template_rejected",
            "waba:800900100200",
            "warning",
            "Template “visit_reminder”: rejected (invalid format).",
        ),
        (
            "template_quality_under_status_field",
            "waba:800900100200",
            "warning",
            "Template “visit_reminder”: quality yellow.",
        ),
        (
            "template_category_update",
            "waba:800900100200",
            "warning",
            "Template “visit_reminder”: category marketing.",
        ),
        ("security_pin", "waba:800900100200", "warning", "Two-step PIN of the number: pin reset request."),
        ("user_preferences", NUMBER, "info", "A customer changed their choice about marketing messages."),
    ],
)
def test_it_tells_account_events_in_plain_words(name: str, account: str, severity: str, text: str) -> None:
    notice = only(name)

    assert isinstance(notice, AccountNotice)
    assert (notice.account_id, notice.severity, notice.text) == (account, severity, text)


def test_it_tells_that_past_chats_are_not_shared() -> None:
    event = only("history_not_shared")

    assert (event.kind, event.severity) == ("history", "info")
    assert event.text == "WhatsApp did not share the earlier chats of this number."


def test_it_reads_that_a_customer_opened_the_chat() -> None:
    message = only("request_welcome")

    assert (message.kind, message.sender, message.payload) == (
        "system",
        DANA,
        {"system": {"type": "request_welcome", "body": ""}},
    )
