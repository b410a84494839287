"""What a workspace has already: read, never ticked."""

from dataclasses import dataclass

from shared_apps.plans import entitlements
from shared_apps.plans.choices import Limit
from tenant_apps.agent.models import Turn
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.conversations.models import Conversation
from tenant_apps.knowledge.entries.models import Entry
from tenant_apps.knowledge.models import Document
from tenant_apps.knowledge.sources.models import Source
from tenant_apps.team.invitations.models import Invitation
from tenant_apps.team.models import Member
from tenant_apps.workspace.models import OpeningHours, Service, Workspace
from tenants.models import Role


@dataclass(frozen=True)
class Facts:
    """Whether there is at least one of each."""

    knows: bool
    is_tested: bool
    is_connected: bool
    has_hours: bool
    has_team: bool
    has_company: bool
    was_written_to: bool


def facts() -> Facts:
    """Return what is there; as many queries however much there is, and none of them counts."""
    knowledge = (Document.objects, Service.objects, Entry.objects, Source.objects)
    reachable = Workspace.objects.exclude(phone="", email="").exclude(address="")
    colleagues = Member.objects.filter(is_active=True).exclude(role=Role.OWNER)
    return Facts(
        knows=any(rows.exists() for rows in knowledge),
        is_tested=Turn.objects.exclude(player_id=None).exists(),
        is_connected=ChannelAccount.objects.exclude(state=AccountState.DISCONNECTED).exists(),
        has_hours=OpeningHours.objects.filter(is_default=True).exclude(week=[[]] * 7).exists(),
        has_company=reachable.exists(),
        has_team=colleagues.exists() or Invitation.objects.filter(revoked_at=None).exists(),
        was_written_to=Conversation.objects.exists(),
    )


def may_invite() -> bool:
    """Tell whether the plan has room for anybody but the owner: else there is nothing to remind of."""
    return entitlements.current().limit(Limit.USERS) != 1
