"""A sweep begins where something is due, and one statement tells for all of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.core.clock import now
from shared_apps.core.sweeps import due, pending
from tenant_apps.agent.evaluations.models import EvalQuestion, EvalRun, Replay
from tenant_apps.agent.models import Lease
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.assignment.models import AssignmentPolicy
from tenant_apps.conversations.models import Attachment, Message, PendingChange, PendingReceipt
from tenant_apps.conversations.organising.models import BulkJob, InboxSettings
from tenant_apps.conversations.sla.models import SlaClock, SlaPolicy
from tenant_apps.conversations.transcripts.models import Transcript
from tenant_apps.knowledge.entries.models import Entry
from tenant_apps.knowledge.models import Document
from tenant_apps.knowledge.sources.models import Source, SourcePage
from tenant_apps.notifications.models import AlertSettings
from tenant_apps.team.models import Member
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import InTenant
from tests.tenant_apps.conversations.rooms import opened, telegram

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

# They look at Valkey only, or at what every business has.
ALWAYS = {
    "sweep_presence",
    "learn_words",
    "sweep_alerts",
    "sweep_usage",
    "sweep_files",
    "sweep_index",
    "sweep_log",
    "sweep_profile",
}


def _message(**fields: Any) -> Message:
    thread = opened()
    given = {"direction": "out", "kind": "text", "sender_kind": "member", "status": "delivered", **fields}
    return Message.objects.create(
        conversation=thread, channel_account=thread.channel_account, provider_at=now(), **given
    )


def _file(**fields: Any) -> Attachment:
    given = {"kind": "voice", "state": "ready", **fields}
    return Attachment.objects.create(message=_message(direction="in", sender_kind="contact"), **given)


def _clock(**fields: Any) -> SlaClock:
    policy = SlaPolicy.objects.create(name="Quick", first_response_min=5)
    return SlaClock.objects.create(conversation=opened(), policy=policy, session_at=now(), **fields)


def _job(**fields: Any) -> BulkJob:
    return BulkJob.objects.create(member=Member.objects.earliest("created_at"), action="resolve", **fields)


def _document(status: str, touched_at: datetime) -> Document:
    return Document.objects.create(
        name="Prices",
        content_type="text/plain",
        size=1,
        status=status,
        touched_at=touched_at,
        created_at=now(),
    )


def _source(**fields: Any) -> Source:
    at = now()
    given = {"touched_at": at, "created_at": at, "status": "ready", **fields}
    return Source.objects.create(
        kind="website", name="Salon", max_pages=5, max_depth=1, refresh_hours=0, **given
    )


def _digests() -> AlertSettings:
    return AlertSettings.objects.create(member=Member.objects.earliest("created_at"), digest="daily")


Made = Callable[[datetime], object]
DUE: list[tuple[str, Made]] = [
    ("sweep_channels", lambda at: ChannelAccount.objects.create(kind="instagram", token_expires_at=at + DAY)),
    ("sweep_mailboxes", lambda _: ChannelAccount.objects.create(kind="email", settings={"mode": "imap"})),
    ("sweep_inbox", lambda at: _message(status="queued", created_at=at - MINUTE)),
    ("sweep_inbox", lambda at: _message(status="sending", created_at=at - MINUTE)),
    ("sweep_inbox", lambda at: _message(status="scheduled", due_at=at)),
    ("sweep_inbox", lambda at: _file(state="pending", due_at=at - MINUTE)),
    (
        "sweep_inbox",
        lambda at: PendingReceipt.objects.create(
            channel_account=telegram(), external_id="1", status="read", at=at
        ),
    ),
    (
        "sweep_inbox",
        lambda at: PendingChange.objects.create(
            channel_account=telegram(), external_id="1", kind="Edit", event={}
        ),
    ),
    ("sweep_order", lambda at: opened(status="snoozed", snoozed_until=at)),
    ("sweep_order", lambda _: InboxSettings.objects.create(auto_resolve_hours=24)),
    ("sweep_order", lambda at: _job(state="running", created_at=at - HOUR)),
    ("sweep_order", lambda at: _job(state="undoing", created_at=at - HOUR)),
    ("sweep_order", lambda at: _job(state="done", finished_at=at - 8 * DAY)),
    ("sweep_assignment", lambda _: AssignmentPolicy.objects.create(name="All", method="round_robin")),
    (
        "sweep_transcripts",
        lambda at: Transcript.objects.create(attachment=_file(), state="pending", due_at=at - MINUTE),
    ),
    ("sweep_clocks", lambda at: _clock(due_at=at)),
    ("sweep_clocks", lambda at: _clock(soon_at=at, due_at=at + HOUR)),
    ("sweep_digests", lambda _: _digests()),
    (
        "sweep_turns",
        lambda at: Lease.objects.create(conversation=opened(), state="waiting", due_at=at - MINUTE),
    ),
    ("sweep_evaluations", lambda _: EvalQuestion.objects.create(question="When are you open?")),
    ("sweep_evaluations", lambda at: EvalRun.objects.create(created_at=at - HOUR)),
    ("sweep_evaluations", lambda at: Replay.objects.create(created_at=at - HOUR)),
    ("sweep_documents", lambda at: _document("queued", at - HOUR)),
    ("sweep_documents", lambda at: _document("reading", at - HOUR)),
    ("sweep_sources", lambda at: _source(next_at=at)),
    ("sweep_sources", lambda at: _source(status="queued", touched_at=at - HOUR)),
    (
        "sweep_sources",
        lambda at: SourcePage.objects.create(
            source=_source(), url="a", state="gone", gone_since=at - 3 * DAY
        ),
    ),
    (
        "sweep_entries",
        lambda at: Entry.objects.create(
            question="Open?", answer="Yes.", touched_at=at - HOUR, created_at=at, updated_at=at
        ),
    ),
]


def _asked() -> set[str]:
    return {sweep.__name__ for sweep in pending(settings.TENANT_SWEEPS)}


@pytest.mark.parametrize(
    ("sweep", "make"), DUE, ids=[f"{sweep}-{number}" for number, (sweep, _) in enumerate(DUE)]
)
def test_it_begins_where_something_is_due_and_nowhere_else(
    sweep: str, make: Made, ada: Person, globex: Tenant, in_tenant: InTenant
) -> None:
    with in_tenant(ada.tenant):
        before = _asked()
        make(now())
        with CaptureQueriesContext(connection) as asked:
            after = _asked()
    with in_tenant(globex):
        next_door = _asked()

    assert (before, after, next_door) == (ALWAYS, ALWAYS | {sweep}, ALWAYS)
    assert len([query for query in asked if "EXISTS" in query["sql"]]) == len(asked) == 1


def test_what_is_due_later_is_not_due_yet(ada: Person, in_tenant: InTenant) -> None:
    later = now() + HOUR
    with in_tenant(ada.tenant):
        _message(status="scheduled", due_at=later)
        _message(status="queued")
        opened(status="snoozed", snoozed_until=later)
        _clock(soon_at=later, due_at=later + HOUR)
        Lease.objects.create(conversation=opened(), state="running", due_at=later)
        found = _asked()

    assert found == ALWAYS


def test_who_calls_a_sweep_by_itself_is_not_spared_the_question(ada: Person, in_tenant: InTenant) -> None:
    swept = []

    @due(lambda at: [Lease.objects.filter(due_at__lte=at)])
    def sweep() -> None:
        swept.append(now())

    with in_tenant(ada.tenant):
        sweep()
        before = len(swept)
        Lease.objects.create(conversation=opened(), due_at=now())
        sweep()

    assert (before, len(swept)) == (0, 1)
