"""Who may see a contact and its files: whoever may see its conversation."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.models import Attachment, Conversation
from tenant_apps.team.models import Member


def contacts_visible_to(member: Member) -> Q:
    """Return the condition under which `member` sees a contact: nobody hides one without a conversation.

    A contact that was joined with another is hidden with that one.
    """
    if not member.is_restricted:
        return Q()
    theirs = Conversation.objects.filter(contact=Coalesce(OuterRef("merged_into"), OuterRef("pk")))
    return ~Q(Exists(theirs)) | Q(Exists(theirs.filter(visible_to(member))))


def may_see_file(member: Member, file_id: UUID) -> bool:
    """Return whether `member` may open a stored file: not one that only hidden conversations have."""
    if not member.is_restricted:
        return True
    sent = Attachment.objects.filter(file=file_id)
    return not sent.exists() or sent.filter(visible_to(member, "message__conversation")).exists()
