"""Reads: what a member may use, and what variables stand for in a conversation."""

from uuid import UUID

from django.db.models import Q, QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.replies.models import CannedReply, Macro, Scope
from tenant_apps.conversations.replies.variables import CUSTOM
from tenant_apps.team.models import Member, TeamMembership
from tenant_apps.team.rights.kernel import Permission
from tenant_apps.workspace.selectors import current_workspace


def replies_for(
    member: Member, *, q: str = "", channel: UUID | None = None, scope: str = ""
) -> QuerySet[CannedReply]:
    """Return the replies that `member` may use (on `channel`), the often used ones first.

    Who runs the workspace sees every team's, so that they can be kept.
    """
    rows = CannedReply.objects.select_related("team", "channel_account", "owner")
    rows = rows.defer("channel_account__credentials").prefetch_related("files__file")
    usable = Q(scope__in=[Scope.EVERYONE, Scope.CHANNEL]) | Q(owner=member)
    mine = TeamMembership.objects.filter(member=member).values("team")
    usable |= Q(scope=Scope.TEAM) if member.may(Permission.INBOX) else Q(team__in=mine)
    rows = rows.filter(usable)
    if channel is not None:
        rows = rows.filter(Q(channel_account=channel) | ~Q(scope=Scope.CHANNEL))
    if scope:
        rows = rows.filter(scope=scope)
    for word in q.split():
        rows = rows.filter(Q(shortcut__icontains=word) | Q(title__icontains=word) | Q(text__icontains=word))
    return rows.order_by("-usage_count", "shortcut", "id")


def get_reply_for(member: Member, reply_id: UUID) -> CannedReply:
    """Return one reply that `member` may use; raises NotFound."""
    reply = replies_for(member).filter(id=reply_id).first()
    if reply is None:
        raise NotFound("There is no such canned reply.")
    return reply


def get_reply(reply_id: UUID) -> CannedReply:
    """Return a reply that was just written, wherever it belongs."""
    rows = CannedReply.objects.select_related("team", "channel_account").prefetch_related("files__file")
    return rows.get(id=reply_id)


def macros_for(member: Member) -> QuerySet[Macro]:
    """Return everyone's macros and the member's own, in their order."""
    rows = Macro.objects.filter(Q(owner=None) | Q(owner=member)).select_related("owner")
    return rows.order_by("position", "name", "id")


def get_macro_for(member: Member, macro_id: UUID) -> Macro:
    """Return one macro that `member` may use; raises NotFound."""
    macro = macros_for(member).filter(id=macro_id).first()
    if macro is None:
        raise NotFound("There is no such macro.")
    return macro


def values_in(conversation: Conversation, member: Member) -> dict[str, str]:
    """Return variable → value for a reply of `member`; the contact and the account are loaded."""
    contact, business = conversation.contact, current_workspace()
    custom = {
        f"{CUSTOM}{key}": str(value) for key, value in contact.custom.items() if value not in (None, "")
    }
    return {
        **custom,
        "contact.name": contact.name,
        "contact.first_name": first_name(contact.name),
        "contact.phone": contact.phone,
        "contact.email": contact.email,
        "agent.name": member.name,
        "agent.first_name": first_name(member.name),
        "agent.email": member.email,
        "business.name": business.name,
        "business.phone": business.phone,
        "business.address": business.address,
        "business.website": business.website,
        "channel.name": conversation.channel_account.name,
    }


def first_name(name: str) -> str:
    """Return the first word of a name that has letters; empty for a bare number."""
    return next((word for word in name.split() if any(char.isalpha() for char in word)), "")
