"""Read the turns that hold customers' questions."""

from datetime import datetime

from django.db.models import Q

from tenant_apps.agent.leaderboard.grouping import Asked, Group, groups
from tenant_apps.agent.models import Outcome
from tenant_apps.agent.selectors import TurnFilter, turns
from tenant_apps.agent.understanding.intents import read
from tenant_apps.team.models import Member

# More says nothing new about what is asked often, and stays quick: about a second's work at worst.
MOST_TURNS = 3_000
_ANSWERED = (Outcome.SENT, Outcome.DRAFTED)
# What needs a person whatever the documents say is no gap in them.
_FOR_PEOPLE = Q(intent="complaint") | Q(intent="appointment", outcome=Outcome.HANDED_OFF)


def leaderboard(member: Member, *, since: datetime) -> list[Group]:
    """Return what was asked since then in conversations that `member` sees, grouped."""
    rows = turns(member, TurnFilter(start=since)).filter(
        conversation__isnull=False, outcome__in=[*_ANSWERED, Outcome.HANDED_OFF, Outcome.FAILED]
    )
    rows = rows.exclude(intent="greeting").exclude(_FOR_PEOPLE).order_by("-id")
    told = rows.values_list("id", "conversation_id", "question", "intent", "outcome", "created_at")
    return groups(
        [
            Asked(turn_id, conversation_id, question, intent, outcome in _ANSWERED, at)
            for turn_id, conversation_id, question, intent, outcome, at in told[:MOST_TURNS]
            if _is_question(question)
        ]
    )


def _is_question(text: str) -> bool:
    reading = read(text)
    is_wish = reading.wants_person or (reading.wants_booking and not reading.is_question)
    return bool(text.strip()) and not (is_wish or reading.is_thanks or reading.is_goodbye)
