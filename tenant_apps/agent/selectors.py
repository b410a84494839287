"""Reads: who the agent is, what it was told, what it did."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from shared_apps.core.errors import NotFound
from tenant_apps.agent.models import AccountOverride, AgentSettings, Outcome, PromptVersion, Turn
from tenant_apps.agent.planning import Persona, Replies, Utterance
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.models import Direction
from tenant_apps.conversations.selectors import history
from tenant_apps.conversations.transcripts.selectors import spoken
from tenant_apps.team.models import Member
from tenant_apps.workspace.selectors import current_workspace

HISTORY_LENGTH = 20


def current_settings() -> AgentSettings:
    """Return the one row, or what it would be before anyone touched it."""
    return AgentSettings.objects.first() or AgentSettings()


def override_of(channel_account_id: UUID | None) -> AccountOverride:
    """Return what is different on an account, unsaved when nothing is."""
    rows = AccountOverride.objects.filter(channel_account=channel_account_id)
    return rows.first() or AccountOverride()


def current_prompt() -> PromptVersion | None:
    return PromptVersion.objects.first()


def prompt_versions() -> QuerySet[PromptVersion]:
    return PromptVersion.objects.all()


def persona(channel_account_id: UUID | None = None) -> Persona:
    """Return who answers on an account, as the planners need it."""
    settings, prompt, workspace = current_settings(), current_prompt(), current_workspace()
    own = override_of(channel_account_id) if channel_account_id else AccountOverride()
    replies: Replies = "uk" if workspace.language == "uk" else "en"
    return Persona(
        name=own.persona_name or settings.persona_name or workspace.name,
        tone=own.persona_tone or settings.persona_tone,
        language=own.persona_language or settings.persona_language,
        greeting=own.greeting or settings.greeting,
        fallback=own.fallback or settings.fallback,
        handoff_message=settings.handoff_message,
        guidelines=(*settings.guidelines, *own.guidelines),
        blocked_topics=tuple(settings.blocked_topics),
        never_say=tuple(settings.never_say),
        tools_off=tuple(settings.tools_off),
        prompt=prompt.text if prompt else "",
        business=workspace.name,
        business_language=replies,
        threshold=settings.threshold,
    )


def utterances(conversation_id: UUID, *, but: frozenset[UUID] = frozenset()) -> tuple[Utterance, ...]:
    """Return what was said since the session began, oldest first, without the messages `but`."""
    said = [row for row in history(conversation_id, limit=HISTORY_LENGTH) if row.id not in but]
    words = spoken([message.id for message in said if message.kind == "audio"])
    texts = [(message, message.text or words.get(message.id, "")) for message in said]
    return tuple(
        Utterance(text, is_ours=message.direction == Direction.OUT) for message, text in texts if text
    )


def turns(member: Member, *, conversation_id: UUID | None = None) -> QuerySet[Turn]:
    """Return the turns that `member` sees, newest first by id; those of a conversation, or all."""
    rows = Turn.objects.select_related("conversation__contact").filter(_seen_by(member))
    return rows.filter(conversation_id=conversation_id) if conversation_id else rows


def _seen_by(member: Member) -> Q:
    """A turn of the playground is everyone's; the others are seen with their conversation."""
    return Q(conversation=None) | visible_to(member, "conversation") if member.is_restricted else Q()


def get_turn(member: Member, turn_id: UUID) -> Turn:
    """Return the turn with its trace; raises NotFound when there is none that `member` may see."""
    turn = Turn.objects.select_related("conversation__contact").filter(_seen_by(member), id=turn_id).first()
    if turn is None:
        raise NotFound
    return turn


def answers_since(conversation_id: UUID, at: datetime) -> int:
    return Turn.objects.filter(
        conversation_id=conversation_id, outcome=Outcome.SENT, created_at__gte=at
    ).count()
