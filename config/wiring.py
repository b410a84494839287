"""Which fact wakes which function, which platform has which door: the only list of subscribers."""

from collections.abc import Mapping, Sequence

from django.conf import settings

from config.wiring_inbox import wire_inbox
from shared_apps.billing import actions as billing
from shared_apps.billing import subscribers as money
from shared_apps.billing import webhooks as stripe
from shared_apps.console.channels import mirror as console_channels
from shared_apps.console.channels import telling as channel_reviews
from shared_apps.console.channels.events import ChannelReviewed
from shared_apps.facts.wiring import connect, watch
from shared_apps.intake.platforms import MAX_BODY_BYTES, LedgerRow, Platform, consume_with, register
from shared_apps.plans.events import AllowanceNeared, AllowanceUsedUp, MonthBegun, PlanChanged
from tenant_apps.agent import subscribers as agent
from tenant_apps.agent.evaluations import subscribers as evaluations
from tenant_apps.agent.usage import subscribers as usage
from tenant_apps.agent.usage.events import BudgetReached
from tenant_apps.automation import joining, suggestions
from tenant_apps.automation import subscribers as automation
from tenant_apps.channels import posts, registry
from tenant_apps.channels import subscribers as channels
from tenant_apps.channels.adapters.protocol import Adapter, DerivesSecret, Handshakes
from tenant_apps.channels.events import (
    ChannelConnected,
    ChannelDisconnected,
    ChannelMended,
    ChannelTroubled,
    ConfirmationAsked,
    SyncRequested,
)
from tenant_apps.channels.mailboxes import subscribers as mailboxes
from tenant_apps.channels.secrets import route_secret
from tenant_apps.contacts import sight as contacts_sight
from tenant_apps.contacts.events import ContactChanged
from tenant_apps.contacts.labels import realtime as labels_live
from tenant_apps.contacts.labels.events import LabelChanged, LabelDeleted
from tenant_apps.conversations import realtime as inbox_live
from tenant_apps.conversations import subscribers as inbox
from tenant_apps.conversations.actions import consume
from tenant_apps.conversations.csat import subscribers as csat
from tenant_apps.conversations.drafts import subscribers as drafts
from tenant_apps.conversations.events import (
    AttachmentExpected,
    AttachmentFetched,
    ButtonTapped,
    ConversationAssigned,
    ConversationChanged,
    ConversationOpened,
    ConversationRead,
    ConversationResolved,
    DetailsTold,
    HandedOff,
    MessageCancelled,
    MessageChanged,
    MessageFailed,
    MessageQueued,
    MessageReceived,
    PersonAwaited,
    ProfileWanted,
    ReactionChosen,
)
from tenant_apps.conversations.organising.events import MemberMentioned
from tenant_apps.conversations.people import realtime as people_live
from tenant_apps.conversations.people import visibility as people_sight
from tenant_apps.conversations.people.events import ThreadsJoined, ThreadsParted
from tenant_apps.conversations.signals import subscribers as signals
from tenant_apps.conversations.sla import subscribers as sla
from tenant_apps.conversations.sla.events import SlaBreached, SlaSoon
from tenant_apps.conversations.transcripts import subscribers as transcripts
from tenant_apps.conversations.transcripts.events import TranscriptSettled
from tenant_apps.files import sight as files_sight
from tenant_apps.knowledge import realtime as knowledge_live
from tenant_apps.knowledge import subscribers as knowledge
from tenant_apps.knowledge.catalogue import realtime as catalogue_live
from tenant_apps.knowledge.catalogue.events import ItemChanged, ItemDeleted
from tenant_apps.knowledge.entries import realtime as entries_live
from tenant_apps.knowledge.entries import subscribers as entries
from tenant_apps.knowledge.entries.events import EntryChanged, EntryDeleted, EntryQueued, SuggestionChanged
from tenant_apps.knowledge.events import (
    DocumentChanged,
    DocumentDeleted,
    DocumentFailed,
    DocumentQueued,
    DocumentRead,
    PhotoShown,
    WordsForgotten,
)
from tenant_apps.knowledge.profile import subscribers as profile
from tenant_apps.knowledge.sources import posts as source_posts
from tenant_apps.knowledge.sources import realtime as sources_live
from tenant_apps.knowledge.sources import subscribers as sources
from tenant_apps.knowledge.sources.events import SourceChanged, SourceDeleted, SourceQueued
from tenant_apps.notifications import budgets
from tenant_apps.notifications import plans as plan_alerts
from tenant_apps.notifications import subscribers as alerts
from tenant_apps.team import realtime as team_live
from tenant_apps.team.events import MemberChanged, MemberJoined, MemberLeft, TeamChanged, TeamDeleted
from tenant_apps.webchat import realtime as webchat_live
from tenant_apps.webchat import subscribers as webchat
from tenant_apps.workspace import realtime as workspace_live
from tenant_apps.workspace.events import CardChanged, PriceListChanged
from tenants import subscribers as life
from tenants.events import (
    DeletionAsked,
    DeletionCancelled,
    DeletionNear,
    TenantPurged,
    TenantResumed,
    TenantSuspended,
)


def wire() -> None:
    """Fill the tables; called once per process when the apps are ready."""
    wire_facts()
    wire_inbox()
    wire_platforms()
    contacts_sight.seen_by(people_sight.contacts_visible_to)
    files_sight.opened_by(people_sight.may_see_file)
    source_posts.read_with(posts.posts_of, posts.name_of)


def wire_facts() -> None:
    _wire_messages()
    _wire_channels()
    _wire_workspace()
    _wire_knowledge()
    _wire_plans()
    _wire_life()


def _wire_messages() -> None:
    """Threads, what is said in them, and who is told of it."""
    connect(
        MessageReceived,
        live=inbox_live.message_created,
        durable=[automation.answer_customers],
    )
    connect(ButtonTapped, durable=[inbox.acknowledge_taps])
    connect(DetailsTold, durable=[webchat.keep_details])
    connect(
        MessageQueued,
        live=inbox_live.message_created,
        durable=[inbox.start_delivery, signals.members_answered],
    )
    connect(ConversationRead, durable=[signals.members_read])
    connect(MessageQueued, durable=[drafts.drop_sent])
    connect(MessageReceived, durable=[alerts.tell_of_messages])
    connect(MessageFailed, durable=[alerts.tell_of_failures])
    connect(MemberMentioned, durable=[alerts.tell_of_mentions])
    connect(ConversationOpened, durable=[alerts.tell_of_openings])
    connect(PersonAwaited, durable=[alerts.tell_of_openings])
    connect(ConversationAssigned, durable=[alerts.tell_of_assignments])
    connect(HandedOff, durable=[alerts.tell_of_hand_offs])
    connect(ConversationResolved, durable=[csat.ask_for_ratings])
    connect(ConversationOpened, durable=[csat.take_back_questions])
    connect(MessageReceived, durable=[csat.note_ratings])
    connect(ThreadsJoined, live=people_live.conversation_joined, durable=[joining.answer_joined])
    connect(ConversationChanged, durable=[sla.reckon_clocks])
    connect(SlaSoon, durable=[alerts.tell_of_clocks])
    connect(SlaBreached, durable=[alerts.tell_of_clocks])
    connect(ThreadsParted, live=people_live.conversation_parted)
    connect(MessageChanged, live=inbox_live.message_updated)
    connect(ConversationChanged, live=inbox_live.conversation_updated)
    connect(MessageCancelled, live=inbox_live.message_deleted)
    connect(ReactionChosen, durable=[inbox.tell_reactions])
    connect(ProfileWanted, durable=[inbox.learn_names])
    connect(AttachmentExpected, durable=[inbox.fetch_files])
    connect(AttachmentFetched, durable=[transcripts.listen])
    connect(TranscriptSettled, durable=[automation.answer_voices])
    connect(ContactChanged, live=people_live.contact_updated)
    watch(webchat_live.tell_visitors)


def _wire_channels() -> None:
    """Accounts: read what was there before, confirm, tell who looks after them."""
    connect(ChannelTroubled, durable=[alerts.tell_of_channel_troubles])
    connect(ChannelReviewed, durable=[channel_reviews.tell_of_reviews])
    connect(ChannelConnected, durable=[inbox.start_backfill, mailboxes.read_now])
    connect(SyncRequested, durable=[inbox.start_backfill, mailboxes.read_now])
    connect(ConfirmationAsked, durable=[channels.confirm_webhooks])
    for moved in (ChannelConnected, ChannelDisconnected, ChannelTroubled, ChannelMended):
        connect(moved, durable=[console_channels.follow])


def _wire_workspace() -> None:
    """People, teams, labels and the business card, for open pages."""
    connect(LabelChanged, live=labels_live.label_updated)
    connect(LabelDeleted, live=labels_live.label_deleted)
    connect(TeamChanged, live=team_live.team_updated)
    connect(TeamDeleted, live=team_live.team_deleted)
    for change in (MemberChanged, MemberJoined, MemberLeft):
        connect(change, live=team_live.member_updated)
    connect(CardChanged, live=workspace_live.company_updated, durable=[profile.follow_card])
    connect(PriceListChanged, live=workspace_live.services_updated)


def _wire_knowledge() -> None:
    """What is known: read it, show how far it is, forget it."""
    connect(DocumentQueued, live=knowledge_live.document_updated, durable=[knowledge.start_reading])
    connect(DocumentChanged, live=knowledge_live.document_updated)
    connect(DocumentRead, live=knowledge_live.document_updated)
    connect(DocumentFailed, live=knowledge_live.document_updated)
    connect(DocumentDeleted, live=knowledge_live.document_deleted)
    connect(WordsForgotten, durable=[agent.forget_quotes, evaluations.forget_quotes])
    connect(PhotoShown, durable=[usage.book_photos])
    connect(SourceQueued, live=sources_live.source_updated, durable=[sources.start_crawling])
    connect(SourceChanged, live=sources_live.source_updated)
    connect(SourceDeleted, live=sources_live.source_deleted)
    connect(EntryQueued, live=entries_live.entry_updated, durable=[entries.start_reading])
    connect(EntryChanged, live=entries_live.entry_updated)
    connect(EntryDeleted, live=entries_live.entry_deleted)
    connect(SuggestionChanged, live=entries_live.suggestions_changed)
    connect(ItemChanged, live=catalogue_live.item_updated)
    connect(ItemDeleted, live=catalogue_live.item_deleted)
    connect(ConversationResolved, durable=[suggestions.suggest_answers])


def _wire_plans() -> None:
    """Plans, allowances and budgets."""
    connect(BudgetReached, durable=[budgets.tell_of_budgets])
    connect(AllowanceNeared, durable=[plan_alerts.tell_of_allowances])
    connect(AllowanceUsedUp, durable=[plan_alerts.tell_of_allowances])
    connect(PlanChanged, durable=[automation.go_on])
    connect(MonthBegun, durable=[automation.go_on])


def _wire_life() -> None:
    """A business that is paused, opened, deleted."""
    connect(TenantSuspended, durable=[life.write_letters])
    connect(TenantResumed, durable=[life.write_letters])
    connect(DeletionAsked, durable=[life.write_letters, money.follow_deletion])
    connect(DeletionNear, durable=[life.write_letters])
    connect(DeletionCancelled, durable=[life.write_letters, money.follow_deletion])
    connect(TenantPurged, durable=[money.end_subscriptions])


# Meta lets an app send all its products to one address; both names of Messenger's lead to one door.
ALIASES = {"messenger": ("facebook",)}


STRIPE = "stripe"


def wire_platforms() -> None:
    consume_with(consume_rows)
    register(Platform(STRIPE, stripe.verify, stripe.split, lambda _: None))
    for kind in registry.kinds():
        register(platform(registry.get(kind)), *ALIASES.get(kind, ()))


def consume_rows(rows: Sequence[LedgerRow]) -> None:
    """Hand events about money to billing, all else to the inbox."""
    events = [row for row in rows if row.platform == STRIPE]
    if events:
        billing.take(events)
    messages = [row for row in rows if row.platform != STRIPE]
    if messages:
        consume(messages)


def platform(adapter: Adapter) -> Platform:
    """Return the door's view of an adapter, with our secrets in place."""
    # Asked once: whether an object keeps a protocol costs more than a signature.
    derives_secret = isinstance(adapter, DerivesSecret)
    handshaker = adapter if isinstance(adapter, Handshakes) else None

    def secrets(route: str) -> Sequence[str]:
        if derives_secret:
            return [route_secret(adapter.kind, route)]
        return [*settings.META_APP_SECRETS, *settings.INSTAGRAM_APP_SECRETS]

    def verify(body: bytes, headers: Mapping[bytes, bytes], route: str) -> bool:
        return adapter.verify(body, headers, secrets(route))

    def handshake(params: Mapping[str, str]) -> str | None:
        if handshaker is None or not settings.META_VERIFY_TOKEN:
            return None
        return handshaker.handshake(params, settings.META_VERIFY_TOKEN)

    max_bytes = getattr(adapter, "max_body_bytes", MAX_BODY_BYTES)
    proves_body = getattr(adapter, "proves_body", True)
    return Platform(
        *(adapter.kind, verify, adapter.split, handshake, max_bytes, proves_body),
        challenge=getattr(adapter, "challenge", ""),
        asks_others=getattr(adapter, "asks_others", None),
    )
