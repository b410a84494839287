"""Participants and bulk jobs as socket frames."""

from collections.abc import Sequence

from shared_apps.realtime import Audience, Frame
from tenant_apps.conversations.lists.visibility import audiences_called
from tenant_apps.conversations.organising.events import BulkJobChanged, MemberMentioned, ParticipantsChanged
from tenant_apps.conversations.organising.models import BulkJob, Participant
from tenant_apps.conversations.organising.presentation import bulk_view


def bulk_progress(facts: Sequence[BulkJobChanged]) -> list[Frame | None]:
    """For the member whose job it is, and nobody else."""
    jobs = BulkJob.objects.in_bulk([fact.job_id for fact in facts])
    return [
        Frame("bulk.progress", bulk_view(job), audience=Audience.of_member(job.member_id))
        if (job := jobs.get(fact.job_id))
        else None
        for fact in facts
    ]


def participants_updated(facts: Sequence[ParticipantsChanged]) -> list[Frame | None]:
    ids = [fact.conversation_id for fact in facts]
    seats = Participant.objects.filter(conversation__in=ids).select_related("member").order_by("member__name")
    watching: dict[object, list[dict[str, str]]] = {id: [] for id in ids}
    for seat in seats:
        watching[seat.conversation_id].append({"id": str(seat.member_id), "name": seat.member.name})
    seen_by = audiences_called(ids)
    return [
        Frame(
            "participants.updated",
            {"conversation": str(id), "results": watching[id]},
            audience=seen_by.get(id),
        )
        for id in ids
    ]


def mentioned(facts: Sequence[MemberMentioned]) -> list[Frame | None]:
    """Tell a member's own tabs that they were called, so that the count of the tab is asked anew."""
    return [
        Frame(
            "mention.created",
            {"conversation": str(fact.conversation_id), "message": str(fact.message_id)},
            audience=Audience.of_member(fact.member_id),
        )
        for fact in facts
    ]
