"""Put a wrong answer right: the right one becomes knowledge, and whether it is given is asked from now on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from tenant_apps.agent.evaluations.actions import add_question, change_question
from tenant_apps.agent.evaluations.models import EvalQuestion
from tenant_apps.knowledge.entries.actions import set_answer
from tenant_apps.knowledge.entries.models import Entry
from tenant_apps.team.models import Member


@dataclass(frozen=True)
class Correction:
    """What was written down, and the question that is asked from now on, None when none was wanted."""

    entry: Entry
    question: EvalQuestion | None


@transaction.atomic
def correct(
    *, actor: Member, question: str, answer: str, phrasings: Sequence[str] = (), must_say: Sequence[str] = ()
) -> Correction:
    """Let the agent answer `question` with `answer`; keep it as a question that must be told all of `must_say`.

    Raises TooManyEntries, TooManyQuestions.
    """
    entry = set_answer(question=question, answer=answer, phrasings=phrasings, by=actor.name)
    return Correction(entry, _kept(actor, question, answer, must_say) if must_say else None)


def _kept(actor: Member, question: str, answer: str, must_say: Sequence[str]) -> EvalQuestion:
    fields = {
        "question": question,
        "is_answerable": True,
        "expected_answer": answer[:2000],
        "must_contain": [[text] for text in must_say],
    }
    known = EvalQuestion.objects.filter(question__iexact=question).first()
    return (
        change_question(question_id=known.id, fields=fields)
        if known
        else add_question(actor=actor, fields=fields)
    )
