"""Run a macro: each conversation gets all of its steps or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from shared_apps.core.errors import AppError
from shared_apps.facts import acting
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.replies.models import Macro
from tenant_apps.conversations.replies.steps import run_step
from tenant_apps.team.models import Member


@dataclass(frozen=True)
class Outcome:
    """What became of one conversation: `step` is the number of the step that was refused, None when all were done."""

    conversation_id: UUID
    step: int | None = None
    code: str = ""
    message: str = ""


class _Stopped(Exception):
    def __init__(self, step: int, error: AppError) -> None:
        super().__init__(error.message)
        self.step, self.error = step, error


def run_macro(macro: Macro, *, conversations: Sequence[Conversation], by: Member) -> list[Outcome]:
    """Run `macro` on each of `conversations`; a refused step takes back the earlier ones of that conversation."""
    outcomes = [_run(macro, conversation, by) for conversation in conversations]
    Macro.objects.filter(id=macro.id).update(usage_count=F("usage_count") + 1)
    return outcomes


def _run(macro: Macro, conversation: Conversation, by: Member) -> Outcome:
    try:
        with transaction.atomic(), acting(actor=str(by.id)):
            for number, step in enumerate(macro.steps, 1):
                try:
                    run_step(conversation, by, step)
                except AppError as error:
                    raise _Stopped(number, error) from error
    except _Stopped as stopped:
        return Outcome(conversation.id, stopped.step, stopped.error.code, stopped.error.message)
    return Outcome(conversation.id)
