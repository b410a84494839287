"""What the inbox does when something happened."""

from collections.abc import Sequence

from shared_apps.core.tasks import send_after_commit
from tenant_apps.channels.events import ChannelConnected, SyncRequested
from tenant_apps.conversations.events import (
    AttachmentExpected,
    ButtonTapped,
    MessageQueued,
    ProfileWanted,
    ReactionChosen,
)
from tenant_apps.conversations.tasks import (
    acknowledge,
    backfill_account,
    deliver,
    fetch_file,
    learn_profile,
    send_reaction,
)


def start_delivery(facts: Sequence[MessageQueued]) -> None:
    """One delivery per conversation, however many messages were queued."""
    for conversation_id in dict.fromkeys(fact.conversation_id for fact in facts):
        send_after_commit(deliver, str(conversation_id))


def fetch_files(facts: Sequence[AttachmentExpected]) -> None:
    for fact in facts:
        send_after_commit(fetch_file, str(fact.attachment_id))


def acknowledge_taps(facts: Sequence[ButtonTapped]) -> None:
    """Tell the platforms that wait for it that a tapped button was taken."""
    for fact in facts:
        send_after_commit(acknowledge, str(fact.message_id))


def tell_reactions(facts: Sequence[ReactionChosen]) -> None:
    for fact in facts:
        send_after_commit(send_reaction, str(fact.message_id), str(fact.member_id))


def learn_names(facts: Sequence[ProfileWanted]) -> None:
    for contact_id, account_id in {fact.contact_id: fact.channel_account_id for fact in facts}.items():
        send_after_commit(learn_profile, str(contact_id), str(account_id))


def start_backfill(facts: Sequence[ChannelConnected | SyncRequested]) -> None:
    for account_id in dict.fromkeys(fact.channel_account_id for fact in facts):
        send_after_commit(backfill_account, str(account_id))
