"""Do one thing to any number of conversations, with progress and a way back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.dateparse import parse_datetime

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from shared_apps.core.tasks import send_after_commit
from shared_apps.facts import gathered, publish
from tenant_apps.contacts.models import Label
from tenant_apps.conversations.actions import change_conversation
from tenant_apps.conversations.events import ConversationChanged
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.organising.actions.changes import COLUMNS, change_called
from tenant_apps.conversations.organising.actions.wearing import set_labels, worn
from tenant_apps.conversations.organising.errors import TooLateToUndo
from tenant_apps.conversations.organising.events import BulkJobChanged
from tenant_apps.conversations.organising.models import BulkChunk, BulkJob, BulkState
from tenant_apps.team.models import Member
from tenant_apps.team.selectors import get_team

CHUNK = 50
# So many are done while whoever asked waits; more in the background.
AT_ONCE = 1
UNDO = timedelta(seconds=60)

Values = dict[str, Any]


@transaction.atomic
def start_bulk(
    *, member: Member, action: str, value: Any, ids: Sequence[UUID], client_id: UUID | None = None
) -> BulkJob:
    """Write down what is to be done to `ids` and begin; the same `client_id` again returns the same job.

    Raises Invalid, NotFound for a value that is none. Conversations that `member` may not see are passed by.
    """
    if client_id is not None:
        earlier = BulkJob.objects.filter(member=member, client_id=client_id).first()
        if earlier is not None:
            return earlier
    checked = change_called(action).check(value, member)
    wanted = list(dict.fromkeys(ids))
    job = BulkJob.objects.create(
        member=member, client_id=client_id, action=action, value=checked, total=len(wanted)
    )
    BulkChunk.objects.bulk_create(
        [
            BulkChunk(job=job, ids=[str(each) for each in wanted[start : start + CHUNK]])
            for start in range(0, len(wanted), CHUNK)
        ]
    )
    _begin(job)
    return job


def _begin(job: BulkJob) -> None:
    if job.total <= AT_ONCE:
        work_on(job.id)
        job.refresh_from_db()
        return
    # The task calls `work_on`: a circle if imported on top.
    from tenant_apps.conversations.organising.tasks import run_bulk

    send_after_commit(run_bulk, str(job.id))


def work_on(job_id: UUID) -> None:
    """Do, or undo, what is left of a job, chunk by chunk; another worker at the same job takes other chunks."""
    job = BulkJob.objects.select_related("member").get(id=job_id)
    steps = {BulkState.RUNNING: _do_next, BulkState.UNDOING: _undo_next}
    # A task that is delivered twice finds a job that is done, and leaves it so.
    if (step := steps.get(BulkState(job.state))) is None:
        return
    while step(job):
        pass
    _finish(job_id)


def _do_next(job: BulkJob) -> bool:
    """Do one chunk; return whether there was one to do."""
    with transaction.atomic():
        chunk = _claimed(job, is_done=False)
        if chunk is None:
            return False
        change = change_called(job.action)
        seen = _locked([UUID(each) for each in chunk.ids], job.member)
        before = {row.id: _values(job.action, row) for row in seen}
        skipped = len(chunk.ids) - len(seen)
        with gathered():
            for row in seen:
                try:
                    with transaction.atomic():
                        change.do(row.id, job.value, job.member)
                except Invalid:
                    # The value became none meanwhile, as a label that was deleted or a member who left.
                    before.pop(row.id)
                    skipped += 1
            after = {row.id: _values(job.action, row) for row in _rows([*before])}
            changed = {each: [before[each], after[each]] for each in before if before[each] != after[each]}
            chunk.previous = {str(each): values for each, values in changed.items()}
            chunk.is_done = True
            chunk.save()
            BulkJob.objects.filter(id=job.id).update(
                changed=F("changed") + len(before), skipped=F("skipped") + skipped
            )
            publish(BulkJobChanged(job_id=job.id))
    return True


def _claimed(job: BulkJob, **state: bool) -> BulkChunk | None:
    chunks = BulkChunk.objects.select_for_update(skip_locked=True).filter(job=job, **state)
    return chunks.order_by("id").first()


def _locked(ids: Sequence[UUID], member: Member) -> list[Conversation]:
    """Lock those that `member` may see, in one order everywhere, so that two jobs never wait for each other."""
    rows = Conversation.objects.select_for_update(of=("self",)).filter(visible_to(member), id__in=ids)
    return list(rows.order_by("id"))


def _rows(ids: Sequence[UUID]) -> list[Conversation]:
    return list(Conversation.objects.filter(id__in=ids))


def _values(action: str, row: Conversation) -> Values:
    if action in ("add_label", "remove_label"):
        return {"labels": sorted(str(each) for each in worn(row.id))}
    return {name: _plain(getattr(row, name)) for name in COLUMNS[action]}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _finish(job_id: UUID) -> None:
    """Close the job when its last chunk is done; the one who closes it announces it."""
    with transaction.atomic():
        job = BulkJob.objects.select_for_update().get(id=job_id)
        left = {"is_done": False} if job.state == BulkState.RUNNING else {"is_done": True, "is_undone": False}
        if job.state not in (BulkState.RUNNING, BulkState.UNDOING) or job.chunks.filter(**left).exists():
            return
        job.state = BulkState.DONE if job.state == BulkState.RUNNING else BulkState.UNDONE
        job.finished_at = now()
        job.save(update_fields=["state", "finished_at"])
        publish(BulkJobChanged(job_id=job_id))


@transaction.atomic
def undo_bulk(*, member: Member, job_id: UUID) -> BulkJob:
    """Take a job back within UNDO after its end; raises TooLateToUndo. Asking twice is asking once."""
    job = BulkJob.objects.select_for_update().get(id=job_id, member=member)
    if job.state in (BulkState.UNDOING, BulkState.UNDONE):
        return job
    if job.state != BulkState.DONE or job.finished_at is None or job.finished_at + UNDO < now():
        raise TooLateToUndo
    job.state, job.finished_at = BulkState.UNDOING, None
    job.save(update_fields=["state", "finished_at"])
    publish(BulkJobChanged(job_id=job.id))
    _begin(job)
    return job


def _undo_next(job: BulkJob) -> bool:
    with transaction.atomic():
        chunk = _claimed(job, is_done=True, is_undone=False)
        if chunk is None:
            return False
        undone = 0
        with gathered():
            for row in _locked([UUID(each) for each in chunk.previous], job.member):
                before, after = chunk.previous[str(row.id)]
                # What somebody changed since stays as they left it.
                if _values(job.action, row) == after:
                    _put_back(row, before, job.member)
                    undone += 1
            chunk.is_undone = True
            chunk.save(update_fields=["is_undone"])
            BulkJob.objects.filter(id=job.id).update(undone=F("undone") + undone)
            publish(BulkJobChanged(job_id=job.id))
    return True


def _put_back(row: Conversation, before: Values, member: Member) -> None:
    if "labels" in before:
        known = [UUID(each) for each in before["labels"]]
        set_labels(conversation_id=row.id, label_ids=_still_there(known))
        return
    changes: Values = {
        name: before[name]
        for name in ("status", "priority", "agent_mode", "snooze_until_reply")
        if name in before
    }
    if "snoozed_until" in before:
        changes["snoozed_until"] = _moment(before["snoozed_until"])
    if "assignee_id" in before:
        changes["assignee"] = Member.objects.filter(id=before["assignee_id"], is_active=True).first()
    if "team_id" in before:
        changes["team"] = get_team(UUID(before["team_id"])) if before["team_id"] else None
    change_conversation(conversation_id=row.id, changes=changes, by=member)
    # What a change of status does beside it is put back as it was.
    rest: Values = {name: before[name] for name in ("unread", "agent_mode") if name in before}
    if "waiting_since" in before:
        rest["waiting_since"] = _moment(before["waiting_since"])
    if rest:
        Conversation.objects.filter(id=row.id).update(**rest)
        publish(ConversationChanged(conversation_id=row.id))


def _still_there(ids: Sequence[UUID]) -> list[UUID]:
    return list(Label.objects.filter(id__in=ids).values_list("id", flat=True))


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
