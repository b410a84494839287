"""Keep policies, reckon clocks, announce what runs out."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.forms.models import model_to_dict

from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.hours import Schedule
from shared_apps.facts import Fact, publish
from tenant_apps.conversations.events import ConversationChanged
from tenant_apps.conversations.models import Conversation, Status
from tenant_apps.conversations.sla import selectors
from tenant_apps.conversations.sla.events import SlaBreached, SlaSoon
from tenant_apps.conversations.sla.models import SlaClock, SlaPolicy
from tenant_apps.conversations.sla.reckoning import Standing, Targets, Traits, counted_s, fits, next_due
from tenant_apps.team.models import Member
from tenant_apps.workspace.timetables import schedule_for

BATCH = 200


@transaction.atomic
def write_policy(policy: SlaPolicy, *, by: Member, fields: dict[str, Any]) -> SlaPolicy:
    """Save a policy; clocks follow when their conversations change, and at once for those that are open."""
    for name, value in fields.items():
        setattr(policy, name, value)
    policy.save()
    record("sla_policy.updated", actor=by, target_kind="sla_policy", target_id=policy.id)
    reckon(Conversation.objects.filter(status=Status.OPEN).values_list("id", flat=True)[:5_000])
    return policy


@transaction.atomic
def delete_policy(policy: SlaPolicy, *, by: Member) -> None:
    """Remove a policy and its clocks."""
    record("sla_policy.deleted", actor=by, target_kind="sla_policy", target_id=policy.id)
    ids = list(SlaClock.objects.filter(policy=policy).values_list("conversation_id", flat=True))
    policy.delete()
    reckon(ids)
    _announce(ids)


# Who follows a fact has a transaction already and needs no savepoint in it.
@transaction.atomic(savepoint=False)
def reckon(ids: Iterable[UUID]) -> int:
    """Bring the clocks of conversations up to date; return how many changed. Costs two queries without policies."""
    policies = selectors.policies_in_force()
    wanted = sorted(set(ids))
    if not wanted or (not policies and not selectors.has_clocks(wanted)):
        return 0
    rows = Conversation.objects.filter(id__in=wanted).order_by("id").prefetch_related("label_links")
    clocks = {
        clock.conversation_id: clock
        for clock in SlaClock.objects.select_for_update().filter(conversation__in=wanted).order_by("pk")
    }
    changed = [row.id for row in rows if _reckon(row, clocks.get(row.id), policies)]
    _announce(changed)
    return len(changed)


def _announce(ids: Sequence[UUID]) -> None:
    Conversation.objects.filter(id__in=ids).update(rev=F("rev") + 1)
    publish(*(ConversationChanged(conversation_id=id) for id in ids))


def _reckon(row: Conversation, clock: SlaClock | None, policies: Sequence[SlaPolicy]) -> bool:
    policy = _policy_of(row, policies)
    if policy is None:
        if clock is not None:
            clock.delete()
        return clock is not None
    new = clock or SlaClock(conversation=row, policy=policy, session_at=row.session_started_at)
    stored = model_to_dict(new) if clock else None
    before = (new.policy_id, new.kind, new.due_at) if clock else None
    schedule = schedule_for(row.channel_account_id) if policy.in_opening_hours else None
    _pause(new, row, schedule)
    due = next_due(
        Targets(policy.first_response_min, policy.next_response_min, policy.resolution_min, schedule),
        Standing(row.status, row.session_started_at, row.waiting_since, row.first_reply_at, new.paused_s),
    )
    new.policy = policy
    new.kind, new.due_at, new.soon_at = (due.kind, due.at, due.soon_at) if due else ("", None, None)
    after = (new.policy_id, new.kind, new.due_at)
    if before is None or before[1:] != after[1:]:
        new.warned_at = new.breached_at = None
    # A customer who writes on moves no clock: most of the time there is nothing to store.
    if model_to_dict(new) != stored:
        new.save()
    return before != after and (before is not None or new.due_at is not None)


def _policy_of(row: Conversation, policies: Sequence[SlaPolicy]) -> SlaPolicy | None:
    labels = [link.label_id for link in row.label_links.all()]
    traits = Traits(row.channel_account_id, row.team_id, row.priority, labels)
    return next(
        (
            policy
            for policy in policies
            if fits(
                traits,
                channels=policy.channels,
                teams=policy.teams,
                priorities=policy.priorities,
                labels=policy.labels,
            )
        ),
        None,
    )


def _pause(clock: SlaClock, row: Conversation, schedule: Schedule | None) -> None:
    """Count the time that this session was snoozed, as far as its targets count it."""
    if clock.session_at != row.session_started_at:
        clock.session_at, clock.paused_s, clock.paused_since = row.session_started_at, 0.0, None
    if row.status == Status.SNOOZED:
        clock.paused_since = clock.paused_since or now()
    elif clock.paused_since is not None:
        clock.paused_s += counted_s(schedule, clock.paused_since, now())
        clock.paused_since = None


@transaction.atomic
def announce_due() -> int:
    """Announce each clock that runs out soon or has run out, once; return how many."""
    at = now()
    facts: list[Fact] = []
    late = selectors.run_out(at).select_for_update(skip_locked=True)
    for clock in late.order_by("pk")[:BATCH]:
        clock.breached_at, clock.warned_at = at, clock.warned_at or at
        clock.save(update_fields=["breached_at", "warned_at"])
        facts.append(SlaBreached(conversation_id=clock.conversation_id))
    ids = [fact.conversation_id for fact in facts if isinstance(fact, SlaBreached)]
    soon = selectors.running_out(at).select_for_update(skip_locked=True)
    for clock in soon.order_by("pk")[:BATCH]:
        clock.warned_at = at
        clock.save(update_fields=["warned_at"])
        facts.append(SlaSoon(conversation_id=clock.conversation_id))
    publish(*facts)
    _announce(ids)
    return len(facts)
