"""The steps that a macro may have: what each needs, checked when the macro is saved and again when it runs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from tenant_apps.contacts.labels.models import Label
from tenant_apps.conversations.actions import MemberSender, change_conversation, send_message
from tenant_apps.conversations.models import AgentMode, Conversation, Priority, Status
from tenant_apps.conversations.organising.models import ConversationLabel
from tenant_apps.conversations.replies.models import CannedReply
from tenant_apps.conversations.replies.selectors import get_reply_for, values_in
from tenant_apps.conversations.replies.variables import fill, unknown_in
from tenant_apps.team.models import Member, Team

MAX_STEPS = 20
MAX_SNOOZE_MIN = 60 * 24 * 366
Step = Mapping[str, Any]
Run = Callable[[Conversation, Member, Step], None]


def checked_steps(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Return `steps` with known words only; raises Invalid that names the step."""
    if not 1 <= len(steps) <= MAX_STEPS:
        raise Invalid("A macro has steps.", fields={"steps": [f"Give 1 to {MAX_STEPS} steps."]})
    found = []
    for number, step in enumerate(steps, 1):
        check = _CHECKS.get(str(step.get("type")))
        value = step.get("value")
        if check is None or not check(value):
            raise Invalid(
                "A step makes no sense.",
                fields={"steps": [f"Step {number}: {step.get('type')} does not take this value."]},
            )
        found.append({"type": step["type"], "value": value})
    return found


def run_step(conversation: Conversation, member: Member, step: Step) -> None:
    """Do one step; raises what its action raises, and Invalid when something it names is gone."""
    _RUNS[step["type"]](conversation, member, step)


def _is_id(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 10_000 and not unknown_in(value)


def _are_labels(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= 20 and all(_is_id(one) for one in value)


def _is_snooze(value: Any) -> bool:
    if value == "until_reply":
        return True
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MAX_SNOOZE_MIN


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "assign_member": lambda value: value in ("me", None) or _is_id(value),
    "assign_team": lambda value: value is None or _is_id(value),
    "add_labels": _are_labels,
    "remove_labels": _are_labels,
    "status": lambda value: value in (Status.OPEN, Status.PENDING, Status.RESOLVED),
    "snooze": _is_snooze,
    "priority": lambda value: value in Priority.values,
    "send_text": _is_text,
    "send_reply": _is_id,
    "note": _is_text,
    "agent_mode": lambda value: value in AgentMode.values,
}


def _change(conversation: Conversation, member: Member, **changes: Any) -> None:
    change_conversation(conversation_id=conversation.id, changes=changes, by=member)


def _assign(conversation: Conversation, member: Member, step: Step) -> None:
    value = step["value"]
    chosen = member if value == "me" else (_active(value) if value else None)
    _change(conversation, member, assignee=chosen)


def _active(member_id: str) -> Member:
    chosen = Member.objects.filter(id=member_id, is_active=True).first()
    if chosen is None:
        raise Invalid("This person has left the team.")
    return chosen


def _give_to_team(conversation: Conversation, member: Member, step: Step) -> None:
    team = Team.objects.filter(id=step["value"]).first() if step["value"] else None
    if step["value"] and team is None:
        raise Invalid("This team is gone.")
    _change(conversation, member, team=team)


def _add_labels(conversation: Conversation, member: Member, step: Step) -> None:
    labels = list(Label.objects.filter(id__in=step["value"]))
    if len(labels) < len(set(step["value"])):
        raise Invalid("A label is gone.")
    ConversationLabel.objects.bulk_create(
        [ConversationLabel(conversation=conversation, label=label) for label in labels],
        ignore_conflicts=True,
    )
    _change(conversation, member)


def _remove_labels(conversation: Conversation, member: Member, step: Step) -> None:
    ConversationLabel.objects.filter(conversation=conversation, label__in=step["value"]).delete()
    _change(conversation, member)


def _snooze(conversation: Conversation, member: Member, step: Step) -> None:
    is_until_reply = step["value"] == "until_reply"
    _change(
        conversation,
        member,
        status=Status.SNOOZED,
        snoozed_until=None if is_until_reply else now() + timedelta(minutes=step["value"]),
        snooze_until_reply=is_until_reply,
    )


def _send_text(conversation: Conversation, member: Member, step: Step) -> None:
    text, _ = fill(step["value"], values_in(conversation, member))
    send_message(conversation_id=conversation.id, sender=MemberSender(member), text=text)


def _send_reply(conversation: Conversation, member: Member, step: Step) -> None:
    reply: CannedReply = get_reply_for(member, UUID(step["value"]))
    text, _ = fill(reply.text, values_in(conversation, member))
    files = [link.file_id for link in sorted(reply.files.all(), key=lambda link: link.position)]
    send_message(conversation_id=conversation.id, sender=MemberSender(member), text=text, file_ids=files)


def _note(conversation: Conversation, member: Member, step: Step) -> None:
    text, _ = fill(step["value"], values_in(conversation, member))
    send_message(conversation_id=conversation.id, sender=MemberSender(member), text=text, private=True)


_RUNS: dict[str, Run] = {
    "assign_member": _assign,
    "assign_team": _give_to_team,
    "add_labels": _add_labels,
    "remove_labels": _remove_labels,
    "status": lambda conversation, member, step: _change(conversation, member, status=step["value"]),
    "snooze": _snooze,
    "priority": lambda conversation, member, step: _change(conversation, member, priority=step["value"]),
    "send_text": _send_text,
    "send_reply": _send_reply,
    "note": _note,
    "agent_mode": lambda conversation, member, step: _change(conversation, member, agent_mode=step["value"]),
}
