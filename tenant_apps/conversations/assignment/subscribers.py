"""When there is something to give away, or somebody to give it to, policies look again."""

from collections.abc import Sequence

from shared_apps.facts import Fact
from tenant_apps.conversations.assignment.actions import assign_waiting
from tenant_apps.conversations.events import ConversationAssigned


def look_again(_: Sequence[Fact]) -> None:
    """Whatever happened, the same question: who gets what nobody has. One run answers for all facts of a batch."""
    assign_waiting()


def look_again_when_freed(facts: Sequence[ConversationAssigned]) -> None:
    """A conversation that was given away frees nobody; one that was let go of waits for somebody."""
    if any(fact.assignee_id is None for fact in facts):
        assign_waiting()
