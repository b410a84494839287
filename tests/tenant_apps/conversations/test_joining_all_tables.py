"""Every table that points at a conversation or a contact goes with a join and comes back with its undoing.

A table that is added later fails the first test until a row of it is made here.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import models

from shared_apps.core.clock import now
from tenant_apps.agent.copilot.models import AgentDraft
from tenant_apps.agent.models import Lease, Outcome, Turn
from tenant_apps.agent.safety.models import Blocked
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.cards.models import ContactMerge, ContactNote
from tenant_apps.contacts.labels.models import ContactLabel, Label
from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.conversations.away.models import AwayNotice
from tenant_apps.conversations.csat.models import CsatRequest
from tenant_apps.conversations.drafts.models import Draft
from tenant_apps.conversations.models import (
    Attachment,
    Conversation,
    ConversationChannel,
    Message,
    Reaction,
    SenderKind,
)
from tenant_apps.conversations.organising.models import ConversationLabel, Mention, Participant
from tenant_apps.conversations.search.models import ContactWords, MessageWords
from tenant_apps.conversations.sessions.models import Session
from tenant_apps.conversations.sla.models import SlaClock, SlaPolicy
from tenant_apps.conversations.transcripts.models import Transcript
from tenant_apps.notifications.models import Alert
from tenant_apps.team.models import Member, Team
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.conversations.rooms import opened, telegram

SESSION = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
SHARED, OWN = "shared", "own"


def label(name: str) -> Label:
    return Label.objects.get_or_create(name=name)[0]


def policy() -> SlaPolicy:
    return SlaPolicy.objects.get_or_create(name="Soon")[0]


def channel(row: Conversation, ben: Member) -> None:
    """The bot that both write to is there already; this line is the conversation's own."""
    account = ChannelAccount.objects.create(kind="viber", name="Line", external_id=str(row.id))
    ConversationChannel.objects.create(conversation=row, channel_account=account, context={"a": 1})


def message(row: Conversation, ben: Member) -> None:
    said = Message.objects.create(
        conversation=row, channel_account=telegram(), direction="in", kind="text", text=f"hello {row.id}",
        sender_kind=SenderKind.CONTACT, sender_id=row.contact_id, status="delivered", provider_at=SESSION,
        created_at=SESSION,
    )  # fmt: skip
    attachment = Attachment.objects.create(message=said, kind="audio")
    Transcript.objects.create(attachment=attachment, text="hello")
    Reaction.objects.create(
        message=said, by_kind=SenderKind.CONTACT, by_id=row.contact_id, emoji="👍", at=SESSION
    )
    Mention.objects.create(message=said, conversation=row, member=ben)


def draft(row: Conversation, ben: Member) -> None:
    Draft.objects.create(
        member=ben, conversation=row, mode="reply", text=f"draft of {row.id}", written_at=now()
    )


Maker = Callable[[Conversation, Member], Any]
MAKERS: dict[type[models.Model], Maker] = {
    Message: message,
    Mention: lambda row, ben: Mention.objects.get(conversation=row),
    ConversationChannel: channel,
    ConversationLabel: lambda row, ben: [
        ConversationLabel.objects.create(conversation=row, label=label(name))
        for name in (SHARED, f"{OWN} {row.id}")
    ],
    Participant: lambda row, ben: Participant.objects.create(conversation=row, member=ben),
    CsatRequest: lambda row, ben: CsatRequest.objects.create(conversation=row, session_at=SESSION),
    AwayNotice: lambda row, ben: AwayNotice.objects.create(conversation=row, session_at=SESSION),
    Session: lambda row, ben: Session.objects.create(conversation=row, started_at=SESSION, ended_by=ben),
    SlaClock: lambda row, ben: SlaClock.objects.create(
        conversation=row, policy=policy(), session_at=SESSION, due_at=SESSION
    ),
    Draft: draft,
    Lease: lambda row, ben: Lease.objects.create(conversation=row, pending=[row.id]),
    Turn: lambda row, ben: Turn.objects.create(conversation=row, question="?", outcome=Outcome.SENT),
    AgentDraft: lambda row, ben: AgentDraft.objects.create(
        conversation=row,
        turn=Turn.objects.get(conversation=row),
        text="We are open.",
        last_message_id=row.id,
        asked_at=SESSION,
        takeover_version=0,
    ),
    Blocked: lambda row, ben: Blocked.objects.create(
        conversation=row, kind="topic", direction="in", text="?"
    ),
    Alert: lambda row, ben: Alert.objects.create(member=ben, kind="assigned", conversation=row),
    MessageWords: lambda row, ben: MessageWords.objects.get(conversation=row),
    ContactLabel: lambda row, ben: [
        ContactLabel.objects.create(contact=row.contact, label=label(name))
        for name in (SHARED, f"{OWN} {row.id}")
    ],
    ContactNote: lambda row, ben: ContactNote.objects.create(contact=row.contact, text="Likes tea"),
    ContactWords: lambda row, ben: ContactWords.objects.get(contact=row.contact),
    Identity: lambda row, ben: Identity.objects.create(
        contact=row.contact, channel_account_id=telegram().id, kind="chat", value=str(row.id)
    ),
    Conversation: lambda row, ben: row,
    # The join's own record, and contacts that were joined before.
    ContactMerge: lambda row, ben: None,
    Contact: lambda row, ben: Contact.objects.create(name="Dana once", merged_into=row.contact),
}
# What counts on with every change, and what counts as news to the agent.
UNSETTLED = {"rev", "takeover_version"}
# Links are made anew, which nobody can tell.
NAMELESS: dict[type[models.Model], set[str]] = {ContactLabel: {"id"}}


def pointing_at(target: type[models.Model]) -> set[type[models.Model]]:
    return {
        relation.related_model
        for relation in target._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and isinstance(relation.related_model, type)
    }


def pair(ben: Member) -> tuple[Conversation, Conversation]:
    """Return two threads with a row of every table each."""
    both = (opened("Dana", last_message_at=SESSION), opened("Dana T", last_message_at=SESSION))
    for row in both:
        for make in MAKERS.values():
            make(row, ben)
        row.refresh_from_db()
    return both


def everything() -> dict[str, list[str]]:
    tables = set(MAKERS).union([Attachment, Transcript, Reaction]) - {ContactMerge}
    return {
        table.__name__: sorted(
            str({name: row[name] for name in row if name not in UNSETTLED | NAMELESS.get(table, set())})
            for row in table._default_manager.values()
        )
        for table in tables
    }


@pytest.fixture
def here(inside: Tenant, ben: Person) -> Member:
    return ben.member


def test_it_knows_every_table(here: Member) -> None:
    assert set(MAKERS) == pointing_at(Conversation) | pointing_at(Contact)


def test_it_loses_nothing_on_a_join(here: Member, ben: Person, api: Api) -> None:
    into, gone = pair(here)

    joined = api(ben).post(
        "/api/contacts/merge/", {"into": str(into.contact_id), "from": str(gone.contact_id)}
    )

    assert joined.status_code == 201
    [thread] = Conversation.objects.all()
    assert {name: count for name, count in counts(thread).items() if count != 2} == {
        # Of what there can be one of, or one of each, the other is kept for the undoing.
        "AgentDraft": 1,
        "AwayNotice": 1,
        "Alert": 1,
        "ContactLabel": 3,
        "ConversationChannel": 3,
        "ConversationLabel": 3,
        "CsatRequest": 1,
        "ContactWords": 1,
        "Conversation": 1,
        "Draft": 1,
        "Lease": 1,
        "Participant": 1,
        "Session": 1,
        "SlaClock": 1,
    }
    kept = ContactMerge.objects.get().thread["dropped"]
    assert len(kept) == 11
    assert Draft.objects.get().other_text == f"draft of {gone.id}"
    assert set(Message.objects.values_list("sender_id", flat=True)) == {into.contact_id}
    assert set(MessageWords.objects.values_list("sender_id", flat=True)) == {into.contact_id}
    assert set(Reaction.objects.values_list("by_id", flat=True)) == {into.contact_id}


def counts(thread: Conversation) -> dict[str, int]:
    """Return how many rows of each table point at the thread or its contact."""
    found = {}
    for table in set(MAKERS) - {ContactMerge, Contact}:
        names = {field.name for field in table._meta.fields}
        wanted: dict[str, UUID] = (
            {"conversation": thread.id} if "conversation" in names else {"contact": thread.contact_id}
        )
        found[table.__name__] = table._default_manager.filter(**wanted).count()
    return found


def test_everything_is_back_after_undoing(here: Member, ben: Person, api: Api) -> None:
    into, gone = pair(here)
    before = everything()
    body = {"into": str(into.contact_id), "from": str(gone.contact_id)}
    joined = api(ben).post("/api/contacts/merge/", body).json()

    undone = api(ben).post(f"/api/contacts/merges/{joined['id']}/undo/")

    assert undone.status_code == 200
    assert everything() == before


def test_it_undoes_a_join_although_labels_and_teams_are_gone(here: Member, ben: Person, api: Api) -> None:
    into, gone = pair(here)
    for row in (into, gone):
        Conversation.objects.filter(id=row.id).update(team=Team.objects.create(name=f"Team {row.id}"))
    body = {"into": str(into.contact_id), "from": str(gone.contact_id)}
    joined = api(ben).post("/api/contacts/merge/", body).json()
    Label.objects.filter(name=SHARED).delete()
    Team.objects.all().delete()
    SlaPolicy.objects.all().delete()

    undone = api(ben).post(f"/api/contacts/merges/{joined['id']}/undo/")

    assert undone.status_code == 200
    back = Conversation.objects.get(id=gone.id)
    assert (back.contact_id, back.team_id) == (gone.contact_id, None)
    assert [link.label.name for link in back.label_links.all()] == [f"{OWN} {gone.id}"]
    assert not SlaClock.objects.exists()


def test_a_window_that_opened_since_the_join_stays_open(here: Member, ben: Person, api: Api) -> None:
    into, gone = opened("Dana"), opened("Dana T")
    for row, day in ((into, 1), (gone, 2)):
        at = SESSION.replace(day=day)
        ConversationChannel.objects.filter(conversation=row).update(last_inbound_at=at, window_closes_at=at)
    body = {"into": str(into.contact_id), "from": str(gone.contact_id)}
    joined = api(ben).post("/api/contacts/merge/", body).json()
    later = SESSION.replace(day=9)
    ConversationChannel.objects.filter(conversation=into).update(
        last_inbound_at=later, window_closes_at=later
    )

    api(ben).post(f"/api/contacts/merges/{joined['id']}/undo/")

    assert ConversationChannel.objects.get(conversation=into).window_closes_at == later
    assert ConversationChannel.objects.get(conversation=gone).window_closes_at == SESSION.replace(day=2)


def test_a_contact_that_had_no_thread_keeps_what_it_wrote_since(here: Member, ben: Person, api: Api) -> None:
    gone = opened("Dana T")
    into = Contact.objects.create(name="Dana")
    line = ChannelAccount.objects.create(kind="viber", name="Line", external_id="1")
    Identity.objects.create(contact=into, channel_account_id=line.id, kind="chat", value="1")
    body = {"into": str(into.id), "from": str(gone.contact_id)}
    joined = api(ben).post("/api/contacts/merge/", body).json()
    ConversationChannel.objects.create(conversation=gone, channel_account=line, last_inbound_at=now())
    said = Message.objects.create(
        conversation=gone, channel_account=line, direction="in", kind="text", text="new", status="delivered",
        sender_kind=SenderKind.CONTACT, sender_id=into.id, provider_at=now(),
    )  # fmt: skip

    api(ben).post(f"/api/contacts/merges/{joined['id']}/undo/")

    said.refresh_from_db()
    assert (said.conversation.contact_id, said.sender_id) == (into.id, into.id)
    assert Conversation.objects.get(id=gone.id).contact_id == gone.contact_id
