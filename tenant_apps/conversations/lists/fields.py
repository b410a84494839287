"""What a filter can ask for: the words of the API, each with its kind."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from shared_apps.core.ids import least_uuid7
from tenant_apps.contacts.keys import phone_digits
from tenant_apps.contacts.models import ContactLabel
from tenant_apps.conversations.csat.models import CsatRequest
from tenant_apps.conversations.drafts.models import Draft
from tenant_apps.conversations.lists.errors import BadFilter
from tenant_apps.conversations.lists.keys import waits_since
from tenant_apps.conversations.lists.kinds import (
    Asking,
    Choice,
    Flag,
    Kind,
    Links,
    Moment,
    Phone,
    Reference,
    Text,
    Word,
)
from tenant_apps.conversations.models import (
    AgentMode,
    ConversationChannel,
    Message,
    MessageStatus,
    Priority,
    SenderKind,
    Status,
)
from tenant_apps.conversations.organising.models import ConversationLabel, Mention, Participant

CUSTOM = re.compile(r"contact\.custom\.([\w-]{1,60})")
# Of five.
BAD_SCORE = 2
# A row's id is made by our clock, the moment of its making told by the database's.
CLOCKS_DIFFER = timedelta(hours=1)
ACTIVE = ~Q(status=Status.RESOLVED)
# The customer waits and nobody answered, neither a person nor the agent.
UNATTENDED = Q(status=Status.OPEN, waiting_since__isnull=False)


def _mentioned(asking: Asking) -> Q:
    return Q(Exists(Mention.objects.filter(conversation=OuterRef("pk"), member=asking.member.id)))


def _drafted(asking: Asking) -> Q:
    mine = Draft.objects.filter(conversation=OuterRef("pk"), member=asking.member.id)
    return Q(Exists(mine.exclude(text="", attachments=[])))


def _planned(_: Asking) -> Q:
    return Q(pk__in=Message.objects.filter(status=MessageStatus.SCHEDULED).values("conversation"))


def _rated_badly(_: Asking) -> Q:
    return Q(pk__in=CsatRequest.objects.filter(score__lte=BAD_SCORE).values("conversation"))


def _made_since(edge: datetime) -> Q:
    """Ids grow with the time of their making; there are none of before 1970."""
    return Q(id__gte=least_uuid7(edge - CLOCKS_DIFFER)) if edge.year > 1970 else Q()


FIELDS: Mapping[str, Kind] = {
    "status": Choice("status", [*Status.values]),
    "priority": Choice("priority", [*filter(None, Priority.values), "none"], absent_word="none"),
    "agent_mode": Choice("agent_mode", [*AgentMode.values]),
    "assignee": Reference("assignee", "member"),
    "team": Reference("team", "team"),
    "contact": Reference("contact", "contact"),
    "participant": Links(Participant, "conversation", "member", "member"),
    "label": Links(ConversationLabel, "conversation", "label", "label"),
    "channel": Links(ConversationChannel, "conversation", "channel_account", "channel"),
    "channel_kind": Word("channel_account__kind"),
    "active": Flag(lambda _: ACTIVE),
    "unread": Flag(lambda _: Q(unread__gt=0)),
    "unattended": Flag(lambda _: UNATTENDED),
    "snoozed": Flag(lambda _: Q(status=Status.SNOOZED)),
    "mentioned": Flag(_mentioned),
    "last_message_by": Choice(
        "last_message_sender", [SenderKind.CONTACT, SenderKind.MEMBER, SenderKind.AGENT]
    ),
    "draft": Flag(_drafted),
    "scheduled": Flag(_planned),
    "rated_badly": Flag(_rated_badly),
    "sla_breached": Flag(lambda _: Q(sla_clock__due_at__isnull=False, sla_clock__breached_at__isnull=False)),
    "sla_due": Moment("sla_clock__due_at"),
    "created": Moment("created_at", since=_made_since),
    "last_activity": Moment("last_message_at"),
    "waiting_since": Moment("waiting_since", before=lambda edge: Q(LessThan(waits_since(), edge))),
    "first_reply": Moment("first_reply_at"),
    "resolved": Moment("resolved_at"),
    "snoozed_until": Moment("snoozed_until"),
    "contact.name": Text(F("contact__name")),
    "contact.phone": Phone(
        F("contact__phone"), digits=ExpressionWrapper(phone_digits("contact__phone"), TextField())
    ),
    "contact.email": Text(F("contact__email")),
    "contact.blocked": Flag(lambda _: Q(contact__blocked_at__isnull=False)),
    "contact.language": Word("contact__language"),
    "contact.label": Links(ContactLabel, "contact", "label", "label", outer="contact_id"),
}


def field_called(name: object) -> Kind:
    """Return the kind of a field; raises BadFilter for a name that is none."""
    if isinstance(name, str):
        if name in FIELDS:
            return FIELDS[name]
        if custom := CUSTOM.fullmatch(name):
            stored = KeyTextTransform(custom[1], "contact__custom")
            return Text(Coalesce(stored, Value(""), output_field=TextField()))
    raise BadFilter(f"There is no field called {str(name)[:60]}.")
