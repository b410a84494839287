"""Reads: who the agent is, what it was told, what it did."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from shared_apps.core.errors import NotFound
from shared_apps.core.lookups import Lookup
from tenant_apps.agent.models import AccountOverride, AgentSettings, Outcome, PromptVersion, Turn
from tenant_apps.agent.planning import Persona, Replies, Utterance
from tenant_apps.agent.understanding.loops import Line
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.conversations.lists.visibility import visible_to
from tenant_apps.conversations.marks import without_mark
from tenant_apps.conversations.models import Direction
from tenant_apps.conversations.selectors import history
from tenant_apps.conversations.transcripts.selectors import spoken
from tenant_apps.team.models import Member
from tenant_apps.workspace.selectors import current_workspace

HISTORY_LENGTH = 20


def current_settings() -> AgentSettings:
    """Return the one row, or what it would be before anyone touched it."""
    return _settings.first() or AgentSettings()


_settings = Lookup(lambda: AgentSettings.objects.order_by("pk")[:1])


def override_of(channel_account_id: UUID | None) -> AccountOverride:
    """Return what is different on an account, unsaved when nothing is."""
    rows = AccountOverride.objects.filter(channel_account=channel_account_id)
    return rows.first() or AccountOverride()


def overrides() -> list[AccountOverride]:
    """Return what is different on each connected account, by name; unsaved where nothing is."""
    accounts = ChannelAccount.objects.exclude(state=AccountState.DISCONNECTED).order_by("name", "id")
    known = {row.channel_account_id: row for row in AccountOverride.objects.select_related("channel_account")}
    return [known.get(account.id) or AccountOverride(channel_account=account) for account in accounts]


def get_account(account_id: UUID) -> ChannelAccount:
    """Return a channel account; raises NotFound."""
    account = ChannelAccount.objects.filter(id=account_id).first()
    if account is None:
        raise NotFound
    return account


def current_prompt() -> PromptVersion | None:
    return PromptVersion.objects.first()


def prompt_versions() -> QuerySet[PromptVersion]:
    """Return what the agent was told, the newest version first."""
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
    texts = [(message, without_mark(message.text) or words.get(message.id, "")) for message in said]
    return tuple(
        Utterance(text, is_ours=message.direction == Direction.OUT) for message, text in texts if text
    )


def played_turns(member: Member, session_id: UUID | None = None) -> QuerySet[Turn]:
    """Return what a member played in a session, else in their latest, oldest first."""
    mine = Turn.objects.filter(player_id=member.id, conversation=None)
    if session_id is None:
        session_id = mine.order_by("-id").values_list("session_id", flat=True).first()
    return mine.filter(session_id=session_id).order_by("id")


def played(member: Member, session_id: UUID) -> tuple[Utterance, ...]:
    """Return the latest words of a session, as the planners need them."""
    rows = list(played_turns(member, session_id).order_by("-id")[: HISTORY_LENGTH // 2])
    pairs = (
        (Utterance(row.question, is_ours=False), Utterance(row.answer, is_ours=True)) for row in rows[::-1]
    )
    return tuple(one for pair in pairs for one in pair if one.text)


@dataclass(frozen=True)
class TurnFilter:
    """What to show of the history; empty means everything. `q` is a part of the question."""

    conversation_id: UUID | None = None
    outcome: str = ""
    intent: str = ""
    q: str = ""
    start: datetime | None = None
    end: datetime | None = None


def turns(member: Member, wanted: TurnFilter = TurnFilter()) -> QuerySet[Turn]:
    """Return the turns that `member` sees, newest first by id."""
    rows = Turn.objects.select_related("conversation__contact").filter(_seen_by(member))
    given: dict[str, object] = {
        "conversation_id": wanted.conversation_id,
        "outcome": wanted.outcome,
        "intent": wanted.intent,
        "question__icontains": wanted.q,
        "created_at__gte": wanted.start,
        "created_at__lt": wanted.end,
    }
    return rows.filter(**{name: value for name, value in given.items() if value})


def _seen_by(member: Member) -> Q:
    """A turn of the playground is everyone's; the others are seen with their conversation."""
    return Q(conversation=None) | visible_to(member, "conversation") if member.is_restricted else Q()


def get_turn(member: Member, turn_id: UUID) -> Turn:
    """Return the turn with its trace; raises NotFound when there is none that `member` may see."""
    turn = Turn.objects.select_related("conversation__contact").filter(_seen_by(member), id=turn_id).first()
    if turn is None:
        raise NotFound
    return turn


def spoken_since(conversation_id: UUID, at: datetime) -> list[Line]:
    """Return what was said since then, oldest first, with who said it and when."""
    rows = history(conversation_id, limit=2 * HISTORY_LENGTH)
    return [
        Line(row.text, is_ours=row.direction == Direction.OUT, at=row.provider_at)
        for row in rows
        if row.provider_at >= at and row.text
    ]


def answers_since(conversation_id: UUID, at: datetime) -> int:
    return Turn.objects.filter(
        conversation_id=conversation_id, outcome=Outcome.SENT, created_at__gte=at
    ).count()
