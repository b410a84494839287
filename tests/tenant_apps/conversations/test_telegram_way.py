"""The whole way of a Telegram chat: from the update in the ledger to the answer at the Bot API."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from shared_apps.intake.actions import claim_route
from shared_apps.intake.drain import drain
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.conversations.actions.deliver import deliver_conversation
from tenant_apps.conversations.actions.fetch import fetch_attachment
from tenant_apps.conversations.models import (
    Attachment,
    AttachmentState,
    Conversation,
    ConversationChannel,
    Message,
    MessageStatus,
    Reaction,
)
from tenant_apps.conversations.tasks import acknowledge
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.contract.fake_bot_api import TOKEN, FakeBotApi, bot_api
from tests.contract.samples import body_of

__all__ = ["bot_api"]

BOT = "600100200"
CHAT = 7000000101
pytestmark = pytest.mark.django_db


@pytest.fixture
def bot(inside: Tenant) -> ChannelAccount:
    """A connected bot of Acme."""
    claim_route(platform="telegram", account_id=BOT)
    return ChannelAccount.objects.create(
        kind="telegram",
        name="Люмі",
        external_id=BOT,
        credentials={"bot_token": TOKEN},  # type: ignore[misc]  # the plugin knows the field as text
    )


def receive(tenant: Tenant, *names: str) -> None:
    """Put recorded updates into the ledger as the door would, and drain it."""
    for name in names:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO public.intake_event (platform, account_id, schema, payload)"
                " VALUES ('telegram', %s, %s, %s)",
                [BOT, tenant.schema_name, body_of("telegram", name)],
            )
    drain(tenant.schema_name)


def send(api: Api, person: Person, thread: Conversation, **fields: Any) -> Message:
    answer = api(person).post(
        f"/api/conversations/{thread.id}/messages/", {"client_id": str(uuid4()), **fields}
    )
    assert answer.status_code == 201, answer.content
    deliver_conversation(conversation_id=thread.id)
    return Message.objects.get(id=answer.json()["id"])


def sent_by(bot_api: FakeBotApi, number: int = 300, **more: Any) -> None:
    chat = {"id": CHAT, "type": "private"}
    bot_api.answer("sendMessage", {"message_id": number, "chat": chat, "date": 1790000900, **more})


def test_it_shows_what_people_send(bot: ChannelAccount, inside: Tenant) -> None:
    names = (
        "text",
        "photo",
        "album_1",
        "voice",
        "venue",
        "contact_own",
        "poll",
        "callback_query",
        "web_app_data",
    )

    receive(inside, *names, *names)

    [thread] = Conversation.objects.all()
    kinds = list(thread.messages.order_by("provider_at", "provider_seq").values_list("kind", flat=True))
    # The tap has no time of its own: it stands where the database's clock was when it came.
    assert kinds == [
        "text",
        "image",
        "image",
        "audio",
        "location",
        "contacts",
        "poll",
        "unsupported",
        "button_reply",
    ]
    assert Contact.objects.get().name == "Дана Кравець"
    assert set(Identity.objects.values_list("kind", "value")) == {
        ("telegram_id", str(CHAT)),
        ("phone", "+380671112233"),
    }


def test_it_changes_what_is_there(bot: ChannelAccount, inside: Tenant) -> None:
    receive(inside, "text", "edited_message")

    message = Message.objects.get()
    assert message.text == "Добрий день! Є місце на неділю?"
    assert message.edited_at is not None


def test_it_answers_through_the_bot(
    bot: ChannelAccount, inside: Tenant, bot_api: FakeBotApi, api: Api, ben: Person
) -> None:
    sent_by(bot_api)
    receive(inside, "text")

    message = send(api, ben, Conversation.objects.get(), text="**Так**, о 15:00")

    assert (message.status, message.external_id) == (MessageStatus.SENT, f"{CHAT}:300")
    assert bot_api.called[-1].params == {"chat_id": CHAT, "text": "<b>Так</b>, о 15:00", "parse_mode": "HTML"}


def test_it_sends_buttons_and_takes_the_tap(
    bot: ChannelAccount, inside: Tenant, bot_api: FakeBotApi, api: Api, ben: Person
) -> None:
    sent_by(bot_api, 260)
    bot_api.answer("answerCallbackQuery", True)
    receive(inside, "text")
    buttons = [{"id": "slot:15", "title": "15:00"}, {"id": "slot:17", "title": "17:00"}]
    asked = send(
        api, ben, Conversation.objects.get(), kind="buttons", text="Коли?", content={"buttons": buttons}
    )

    receive(inside, "callback_query")
    tap = Message.objects.get(kind="button_reply")
    acknowledge(str(tap.id))

    assert tap.reply_to == asked
    assert (tap.text, tap.payload["reply"]["id"]) == ("17:00", "slot:17")
    assert bot_api.called[-1].method == "answerCallbackQuery"


def test_it_keeps_a_reaction_to_our_message(
    bot: ChannelAccount, inside: Tenant, bot_api: FakeBotApi, api: Api, ben: Person
) -> None:
    sent_by(bot_api, 260)
    receive(inside, "text")
    send(api, ben, Conversation.objects.get(), text="Чекаємо")

    receive(inside, "reaction")

    assert Reaction.objects.get().emoji == "❤"


def test_it_answers_in_the_owners_name_where_the_customer_wrote_to_the_owner(
    bot: ChannelAccount, inside: Tenant, bot_api: FakeBotApi, api: Api, ben: Person
) -> None:
    sent_by(bot_api, 303, business_connection_id="BC-lumi-1")
    receive(inside, "text", "business_message", "business_echo")

    message = send(api, ben, Conversation.objects.get(), text="Чекаємо")

    assert bot_api.called[-1].params["business_connection_id"] == "BC-lumi-1"
    assert message.external_id == f"BC-lumi-1:{CHAT}:303"
    directions = (
        Message.objects.exclude(id=message.id).order_by("provider_seq").values_list("direction", flat=True)
    )
    assert list(directions) == ["in", "in", "out"]


def test_it_returns_to_the_bot_with_the_customer(
    bot: ChannelAccount, inside: Tenant, bot_api: FakeBotApi, api: Api, ben: Person
) -> None:
    sent_by(bot_api)
    receive(inside, "business_message", "pinned_message")

    send(api, ben, Conversation.objects.get(), text="Чекаємо")

    assert "business_connection_id" not in bot_api.called[-1].params
    assert ConversationChannel.objects.get().window_closes_at is None


def test_it_says_that_a_person_blocked_the_bot(
    bot: ChannelAccount, inside: Tenant, bot_api: FakeBotApi, api: Api, ben: Person
) -> None:
    bot_api.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    receive(inside, "text", "my_chat_member_blocked")

    message = send(api, ben, Conversation.objects.get(), text="Ви ще тут?")

    assert (message.status, message.error_code) == (MessageStatus.FAILED, "recipient_blocked")
    assert ChannelAccount.objects.get().state == AccountState.CONNECTED


def test_it_troubles_the_channel_when_the_token_is_revoked(
    bot: ChannelAccount, inside: Tenant, bot_api: FakeBotApi, api: Api, ben: Person
) -> None:
    bot_api.refuse("sendMessage", 401, "Unauthorized")
    receive(inside, "text")

    send(api, ben, Conversation.objects.get(), text="Так")

    account = ChannelAccount.objects.get()
    assert (account.state, "BotFather" in account.last_error) == (AccountState.ERROR, True)


def test_it_fetches_a_photo(bot: ChannelAccount, inside: Tenant, bot_api: FakeBotApi) -> None:
    bot_api.answer("getFile", {"file_id": "FILE-L", "file_unique_id": "U", "file_path": "photos/file_1.jpg"})
    bot_api.files["photos/file_1.jpg"] = b"\xff\xd8\xff jpeg"
    receive(inside, "photo")

    fetch_attachment(attachment_id=Attachment.objects.get().id)

    attachment = Attachment.objects.get()
    assert (attachment.state, attachment.size) == (AttachmentState.READY, 8)
    assert bot_api.called[0].params == {"file_id": "FILE-L"}
