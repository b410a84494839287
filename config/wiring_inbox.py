"""The part of `wiring` that keeps the inbox in order: who may see, mentions, jobs, views, assignment."""

from shared_apps.facts.wiring import connect
from tenant_apps.channels import realtime as channels_live
from tenant_apps.channels.events import ChannelConnected, ChannelDisconnected, ChannelMended, ChannelTroubled
from tenant_apps.conversations import realtime as inbox_live
from tenant_apps.conversations.assignment import handover
from tenant_apps.conversations.assignment import realtime as assignment_live
from tenant_apps.conversations.assignment import subscribers as assignment
from tenant_apps.conversations.assignment.events import PolicyChanged, PolicyDeleted
from tenant_apps.conversations.events import (
    ConversationAssigned,
    ConversationMoved,
    ConversationOpened,
    ConversationResolved,
    HandedOff,
    MessageQueued,
    PersonAwaited,
)
from tenant_apps.conversations.lists import realtime as lists_live
from tenant_apps.conversations.lists.events import ViewChanged, ViewDeleted
from tenant_apps.conversations.organising import realtime as organising_live
from tenant_apps.conversations.organising import subscribers as organising
from tenant_apps.conversations.organising.events import (
    BulkJobChanged,
    MemberMentioned,
    ParticipantsChanged,
    SnoozeEnded,
)
from tenant_apps.conversations.sessions import subscribers as sessions
from tenant_apps.notifications import subscribers as alerts
from tenant_apps.team.events import MemberCameOnline, MemberLeft, MemberWentAway, TeamChanged


def wire_inbox() -> None:
    connect(MessageQueued, durable=[organising.keep_mentions])
    connect(MemberMentioned, live=organising_live.mentioned)
    connect(ParticipantsChanged, live=organising_live.participants_updated)
    connect(BulkJobChanged, live=organising_live.bulk_progress)
    connect(ViewChanged, live=lists_live.view_updated)
    connect(ViewDeleted, live=lists_live.view_deleted)
    connect(PolicyDeleted, live=assignment_live.policy_deleted)
    connect(PolicyChanged, live=assignment_live.policy_updated, durable=[assignment.look_again])
    connect(
        ConversationAssigned, live=inbox_live.conversation_hidden, durable=[assignment.look_again_when_freed]
    )
    connect(ConversationMoved, live=inbox_live.conversation_hidden, durable=[assignment.look_again])
    connect(ConversationOpened, durable=[organising.let_go, handover.pass_on_reopened, assignment.look_again])
    connect(ConversationOpened, live=inbox_live.conversation_created, durable=[sessions.note_beginnings])
    connect(ConversationResolved, durable=[sessions.note_ends])
    connect(MemberLeft, durable=[handover.pass_on])
    connect(SnoozeEnded, durable=[alerts.tell_of_wakings])
    for change in (ChannelConnected, ChannelDisconnected, ChannelMended, ChannelTroubled):
        connect(change, live=channels_live.channel_updated)
    for fact in (
        *(ConversationResolved, HandedOff, PersonAwaited, SnoozeEnded),
        *(MemberCameOnline, MemberWentAway, TeamChanged),
    ):
        connect(fact, durable=[assignment.look_again])
