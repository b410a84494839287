"""Channel review: what waits or was refused sends nothing and says why; a kind can be switched off for everybody."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from shared_apps.audit.models import AuditEntry
from shared_apps.console.channels.events import ChannelReviewed
from shared_apps.console.channels.mirror import copy_all, copy_channels, follow
from shared_apps.console.channels.telling import tell_of_reviews
from shared_apps.console.models import Channel, KindRule, Review
from shared_apps.core.clock import now
from shared_apps.facts.models import FactRow
from tenant_apps.channels.events import ChannelConnected, ChannelTroubled
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import Conversation, ConversationChannel, Message
from tenant_apps.notifications.models import Alert
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Api, InTenant


@pytest.fixture
def bot(acme: Tenant, in_tenant: InTenant) -> ChannelAccount:
    with in_tenant(acme):
        return ChannelAccount.objects.create(kind="telegram", name="Bot", external_id="700")


@pytest.fixture
def thread(acme: Tenant, bot: ChannelAccount, in_tenant: InTenant) -> UUID:
    with in_tenant(acme):
        dana = Contact.objects.create(name="Dana")
        made = Conversation.objects.create(contact=dana, channel_account=bot, last_inbound_at=now())
        ConversationChannel.objects.create(conversation=made, channel_account=bot, last_inbound_at=now())
        return made.id


def reviewed(tenant: Tenant, bot: ChannelAccount, review: Review, reason: str = "") -> Channel:
    return Channel.objects.create(
        tenant=tenant, account_id=bot.id, kind="telegram", name="Bot", external_id="700", state="connected",
        connected_at=now(), review=review, reason=reason,
    )  # fmt: skip


def test_it_copies_a_channel_when_it_is_connected_or_troubled(
    acme: Tenant, bot: ChannelAccount, in_tenant: InTenant
) -> None:
    with in_tenant(acme):
        follow([ChannelConnected(channel_account_id=bot.id)])
        ChannelAccount.objects.filter(id=bot.id).update(state="error", last_error="Token revoked.")
        follow([ChannelTroubled(channel_account_id=bot.id)])

    row = Channel.objects.get(tenant=acme)
    assert (row.account_id, row.state, row.last_error, row.review) == (
        bot.id,
        "error",
        "Token revoked.",
        "approved",
    )


def test_it_copies_what_a_lost_fact_left_out(acme: Tenant, bot: ChannelAccount) -> None:
    assert copy_all(now()) == {"changed": 1}
    assert copy_all(now()) == {"changed": 0}


def test_it_lets_new_channels_of_a_reviewed_kind_wait(
    console: Client, acme: Tenant, bot: ChannelAccount, in_tenant: InTenant
) -> None:
    console.put("/api/admin/enable-channels/", {"kind": "telegram", "is_open": True, "needs_review": True})

    with in_tenant(acme):
        copy_channels(acme)

    rows = console.get("/api/admin/channels/?review=pending").json()["results"]
    assert [(row["company_name"], row["name"]) for row in rows] == [("Acme", "Bot")]


def test_it_looks_again_at_what_is_connected_anew_after_a_refusal(
    acme: Tenant, bot: ChannelAccount, in_tenant: InTenant
) -> None:
    reviewed(acme, bot, Review.REJECTED, "No.")

    with in_tenant(acme):
        follow([ChannelConnected(channel_account_id=bot.id)])

    assert Channel.objects.get().review == Review.PENDING


def test_it_sends_nothing_by_a_channel_that_waits(
    acme: Tenant, ben: Person, bot: ChannelAccount, thread: UUID, api: Api, in_tenant: InTenant
) -> None:
    reviewed(acme, bot, Review.PENDING)

    answer = api(ben).post(
        f"/api/conversations/{thread}/messages/", {"client_id": str(uuid4()), "text": "Hello"}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "channel_held")
    assert answer.json()["data"]["what"] == "pending"
    with in_tenant(acme):
        assert not Message.objects.exists()


def test_it_sends_once_a_channel_is_approved(
    console: Client, acme: Tenant, ben: Person, bot: ChannelAccount, thread: UUID, api: Api,
    django_capture_on_commit_callbacks: object,
) -> None:  # fmt: skip
    row = reviewed(acme, bot, Review.PENDING)
    message = {"client_id": str(uuid4()), "text": "Hello"}
    before = api(ben).post(f"/api/conversations/{thread}/messages/", message).status_code

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        console.post("/api/admin/approve-channel/", {"channel": str(row.id), "seen": "pending"})

    assert before == 409
    assert api(ben).post(f"/api/conversations/{thread}/messages/", message).status_code == 201


def test_it_rejects_with_a_reason_that_the_team_reads(
    console: Client, acme: Tenant, ben: Person, bot: ChannelAccount, thread: UUID, api: Api
) -> None:
    row = reviewed(acme, bot, Review.PENDING)
    given = {"channel": str(row.id), "reason": "The bot is somebody else's."}

    shown = console.post("/api/admin/reject-channel/", given).json()
    answer = api(ben).post(
        f"/api/conversations/{thread}/messages/", {"client_id": str(uuid4()), "text": "Hi"}
    )

    assert (shown["review"], shown["decided_by_name"]) == ("rejected", "Olga")
    assert answer.json()["data"] == {"what": "rejected", "reason": "The bot is somebody else's."}
    line = AuditEntry.objects.get(action="channel.rejected")
    assert (line.target_id, line.details["reason"]) == (str(acme.id), "The bot is somebody else's.")


def test_it_tells_those_who_look_after_channels_what_was_decided(
    console: Client, acme: Tenant, ada: Person, bot: ChannelAccount, in_tenant: InTenant
) -> None:
    row = reviewed(acme, bot, Review.PENDING)
    given = {"channel": str(row.id), "reason": "Show us the licence."}
    console.post("/api/admin/reject-channel/", given)
    [fact] = FactRow.objects.filter(schema=acme.schema_name, name="ChannelReviewed")

    with in_tenant(acme):
        for _ in range(2):
            tell_of_reviews([ChannelReviewed(channel_account_id=bot.id)])

        [alert] = Alert.objects.filter(kind="channel_review")
    assert (fact.payload["channel_account_id"], alert.member_id) == (str(bot.id), ada.member.id)
    assert (alert.about["channel"], alert.about["text"]) == (
        "Bot",
        "It is not approved: messages arrive and none can be sent. Show us the licence.",
    )
    console.post("/api/admin/approve-channel/", {"channel": str(row.id)})
    with in_tenant(acme):
        tell_of_reviews([ChannelReviewed(channel_account_id=bot.id)])
        assert Alert.objects.order_by("id")[1].about["text"] == "It is approved and can send messages."


def test_it_lets_only_the_first_of_two_operators_decide(
    console: Client, acme: Tenant, bot: ChannelAccount
) -> None:
    row = reviewed(acme, bot, Review.PENDING)
    console.post("/api/admin/approve-channel/", {"channel": str(row.id), "seen": "pending"})

    second = console.post(
        "/api/admin/reject-channel/", {"channel": str(row.id), "seen": "pending", "reason": "No."}
    )

    assert (second.status_code, second.json()["code"]) == (409, "console_overtaken")
    assert Channel.objects.get().review == Review.APPROVED


def test_it_connects_nothing_of_a_kind_that_is_off(console: Client, ada: Person, api: Api) -> None:
    off = {"kind": "telegram", "is_open": False, "reason": "Telegram has an outage."}
    console.put("/api/admin/enable-channels/", off)

    answer = api(ada).post("/api/integrations/telegram/connect/", {"bot_token": f"700:{'A' * 35}"})

    assert (answer.status_code, answer.json()["code"]) == (403, "channel_switched_off")
    assert answer.json()["data"]["reason"] == "Telegram has an outage."


def test_it_lets_only_the_first_of_two_operators_change_a_kind(console: Client) -> None:
    def change(seen_at: str | None, **how: object) -> Any:
        return console.put("/api/admin/enable-channels/", {"kind": "telegram", "seen_at": seen_at, **how})

    first = change(None, is_open=False, reason="An outage.")
    # Looked before, and would switch it on again without knowing.
    second = change(None, is_open=True, needs_review=True)
    seen_at = next(row["changed_at"] for row in first.json()["results"] if row["kind"] == "telegram")
    third = change(seen_at, is_open=True, needs_review=True)

    assert (first.status_code, second.status_code, third.status_code) == (200, 409, 200)
    assert second.json()["code"] == "console_overtaken"
    assert (KindRule.objects.get().is_open, KindRule.objects.get().needs_review) == (True, True)


def test_it_wants_a_reason_before_a_kind_goes_off(console: Client) -> None:
    answer = console.put("/api/admin/enable-channels/", {"kind": "telegram", "is_open": False})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["reason"])
    assert not KindRule.objects.exists()
