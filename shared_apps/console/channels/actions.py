"""An operator's word about a channel, or about all of a kind."""

from datetime import datetime
from types import EllipsisType
from uuid import UUID

from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.console.channels.events import ChannelReviewed
from shared_apps.console.channels.gate import forget
from shared_apps.console.errors import ConsoleErrorCode
from shared_apps.console.models import Channel, KindRule, Review
from shared_apps.core.clock import now
from shared_apps.core.errors import Conflict, Invalid, NotFound
from shared_apps.facts import publish
from tenant_apps.channels import registry
from tenants.every import visiting


@transaction.atomic
def decide(*, channel_id: UUID, review: Review, reason: str, actor: User, seen: str = "") -> Channel:
    """Approve or reject a channel; `seen` is the state that the operator decided upon.

    Raises NotFound, Invalid without a reason for a refusal, Conflict `console_overtaken` when somebody was faster.
    """
    row = (
        Channel.objects.select_for_update(of=("self",)).select_related("tenant").filter(id=channel_id).first()
    )
    if row is None:
        raise NotFound("There is no such channel.")
    if seen and row.review != seen:
        message = "Somebody has decided about this channel in the meantime. Load the list again."
        raise Conflict(ConsoleErrorCode.OVERTAKEN, message)
    if review == Review.REJECTED and not reason.strip():
        raise Invalid(
            "Say why, for the owner.", fields={"reason": ["The owner reads this. Say what is missing."]}
        )
    row.review, row.reason = review, reason.strip()
    row.decided_by_name, row.decided_at = actor.name, now()
    row.save(update_fields=["review", "reason", "decided_by_name", "decided_at", "changed_at"])
    details = {"channel": row.name, "kind": row.kind, **({"reason": row.reason} if row.reason else {})}
    record(f"channel.{review}", actor=actor, target_kind="tenant", target_id=row.tenant_id, details=details)
    forget(row.tenant.schema_name)
    with visiting(row.tenant):
        publish(ChannelReviewed(channel_account_id=row.account_id))
    return row


@transaction.atomic
def set_kind_rule(
    *,
    kind: str,
    is_open: bool,
    needs_review: bool,
    reason: str,
    actor: User,
    seen_at: datetime | EllipsisType | None = ...,
) -> KindRule:
    """Switch a kind of channel on or off for everybody, and say whether new ones wait for a review.

    What is connected already keeps its word. `seen_at` is when the rule that was decided upon had last changed.
    Raises NotFound, Invalid without a reason for switching off, Conflict `console_overtaken` when somebody was faster.
    """
    if kind not in registry.kinds():
        raise NotFound("There is no such kind of channel.")
    if not is_open and not reason.strip():
        raise Invalid("Say why, for the owners.", fields={"reason": ["Owners read this while it is off."]})
    # There for both when two are the first; the second waits here until the first is done.
    _, is_new = KindRule.objects.get_or_create(kind=kind)
    rule = KindRule.objects.select_for_update().get(kind=kind)
    if seen_at is not ... and seen_at != (None if is_new else rule.changed_at):
        message = "Somebody has changed this kind in the meantime. Load the page again."
        raise Conflict(ConsoleErrorCode.OVERTAKEN, message)
    rule.is_open, rule.needs_review = is_open, needs_review
    rule.reason, rule.changed_by_name = "" if is_open else reason.strip(), actor.name
    rule.save()
    details = {"is_open": is_open, "needs_review": needs_review, "reason": rule.reason}
    record("channel_kind.changed", actor=actor, target_kind="channel_kind", target_id=kind, details=details)
    forget()
    return rule
