"""Who else gets a reply by e-mail is shown before it goes out, and is the member's to change."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.mail import EmailMultiAlternatives

from tenant_apps.channels.adapters.email.render import render
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.channels.selectors import credentials_of
from tenant_apps.contacts.models import Identity
from tenant_apps.conversations.actions.outbound import outbound_of
from tenant_apps.conversations.models import Conversation, ConversationChannel, Message
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.conversations.rooms import opened

CONTEXT = {"subject": "Thursday", "message_id": "m1@dana.test", "cc": "eva@dana.test, ira@dana.test"}


@pytest.fixture
def mailed(inside: Tenant) -> Conversation:
    """Dana wrote by e-mail, to Eva and Ira as well."""
    account = ChannelAccount.objects.create(kind="email", external_id="hello@acme.test", name="Acme")
    conversation = opened(channel_account=account)
    ConversationChannel.objects.filter(conversation=conversation).update(context=CONTEXT)
    Identity.objects.create(
        contact=conversation.contact, channel_account_id=account.id, kind="email", value="dana@dana.test"
    )
    return conversation


def said(**more: Any) -> dict[str, Any]:
    return {"client_id": str(uuid4()), "text": "Yes, at ten.", **more}


def path(conversation: Conversation) -> str:
    return f"/api/conversations/{conversation.id}/messages/"


def mail_of(message_id: str) -> EmailMultiAlternatives:
    """Return the mail that a stored message becomes."""
    rows = Message.objects.select_related("conversation", "channel_account", "reply_to")
    message = rows.get(id=UUID(message_id))
    return render(credentials_of(message.channel_account), outbound_of(message))


def test_it_shows_who_else_gets_a_reply(mailed: Conversation, ben: Person, api: Api) -> None:
    [channel] = api(ben).get(f"/api/conversations/{mailed.id}/").json()["channels"]

    assert channel["mail"] == {"subject": "Thursday", "cc": ["eva@dana.test", "ira@dana.test"]}


def test_a_reply_goes_to_everybody_unless_told_otherwise(mailed: Conversation, ben: Person, api: Api) -> None:
    sent = api(ben).post(path(mailed), said()).json()

    mail = mail_of(sent["id"])

    assert (mail.to, mail.cc, mail.bcc) == (["dana@dana.test"], ["eva@dana.test", "ira@dana.test"], [])
    assert mail.subject == "Re: Thursday"
    assert "mail" not in sent["payload"]


def test_a_member_chooses_the_subject_and_who_gets_a_copy(
    mailed: Conversation, ben: Person, api: Api
) -> None:
    chosen = {"subject": "Your visit", "cc": [], "bcc": ["boss@acme.test"]}

    sent = api(ben).post(path(mailed), said(mail=chosen)).json()

    mail = mail_of(sent["id"])
    assert (mail.subject, mail.to, mail.cc, mail.bcc) == (
        "Your visit",
        ["dana@dana.test"],
        [],
        ["boss@acme.test"],
    )
    assert sent["payload"]["mail"] == chosen


@pytest.mark.parametrize(
    "mail",
    [
        {"cc": ["eva"]},
        {"bcc": [f"{number}@dana.test" for number in range(11)]},
        {"subject": "Hi\r\nBcc: all@dana.test"},
        {"subject": "x" * 401},
    ],
)
def test_it_refuses_an_envelope_that_is_none(
    mail: dict[str, Any], mailed: Conversation, ben: Person, api: Api
) -> None:
    assert api(ben).post(path(mailed), said(mail=mail)).status_code == 400
    assert not Message.objects.filter(conversation=mailed).exists()


def test_only_a_mail_has_an_envelope(inside: Tenant, ben: Person, api: Api) -> None:
    thread = opened()

    refused = api(ben).post(path(thread), said(mail={"cc": ["eva@dana.test"]}))

    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["mail"])
