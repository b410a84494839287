"""Try the agent out: the real planners over the real data, and nothing is sent."""

from uuid import UUID

from shared_apps.core.clock import now
from shared_apps.core.ids import uuid7
from tenant_apps.agent import planners, selectors
from tenant_apps.agent.models import Outcome, Turn
from tenant_apps.agent.planning import Question, Trace, Utterance
from tenant_apps.agent.safety.actions import keep
from tenant_apps.conversations.selectors import get_conversation_for
from tenant_apps.team.models import Member


def play(
    *, member: Member, message: str, session_id: UUID | None = None, conversation_id: UUID | None = None
) -> Turn:
    """Answer `message` and keep the turn apart from customers' ones; raises NotFound.

    `session_id` goes on with what the member played before, `conversation_id` with what a customer said.

    Not atomic on purpose: a model may be asked, and no transaction may wait for one.
    """
    history: tuple[Utterance, ...] = ()
    if conversation_id is not None:
        history = selectors.utterances(get_conversation_for(member, conversation_id).id)
    elif session_id is not None:
        history = selectors.played(member, session_id)
    trace, turn_id = Trace(), uuid7()
    plan = planners.plan(Question(message, history, now(), turn_id=turn_id), selectors.persona(), trace)
    keep(trace.blocked, conversation_id=None, turn_id=turn_id)
    return Turn.objects.create(
        id=turn_id,
        player_id=member.id,
        session_id=session_id or turn_id,
        question=message,
        answer=plan.answer,
        language=plan.language,
        intent=plan.intent,
        mood=plan.mood,
        outcome=Outcome.HANDED_OFF if plan.is_hand_off else Outcome.SENT,
        reason=plan.reason,
        summary=plan.summary,
        model=trace.model,
        cost=trace.cost,
        citations=[citation.view() for citation in plan.citations],
        trace=trace.view(),
    )
