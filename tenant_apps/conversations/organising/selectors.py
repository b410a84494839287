"""Reads: settings, participants, bulk jobs."""

from uuid import UUID

from shared_apps.core.errors import NotFound
from tenant_apps.conversations.organising.models import BulkJob, InboxSettings, Participant
from tenant_apps.team.models import Member


def inbox_settings() -> InboxSettings:
    """Return the settings, those of a new workspace when nobody chose any."""
    return InboxSettings.objects.first() or InboxSettings()


def participants_of(conversation_id: UUID) -> list[Member]:
    """Return the members who watch a conversation, by name."""
    seats = Participant.objects.filter(conversation=conversation_id).select_related("member")
    return [seat.member for seat in seats.order_by("member__name", "id")]


def is_begun(member: Member, client_id: UUID) -> bool:
    """Return whether `member` has a job of this client id already, so that asking again begins nothing."""
    return BulkJob.objects.filter(member=member, client_id=client_id).exists()


def get_bulk_job_for(member: Member, job_id: UUID) -> BulkJob:
    """Return a job of `member`'s own; raises NotFound."""
    job = BulkJob.objects.filter(id=job_id, member=member.id).first()
    if job is None:
        raise NotFound("There is no such job.")
    return job
