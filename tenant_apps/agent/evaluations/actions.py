from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from shared_apps.audit.actions import record
from shared_apps.core.errors import NotFound
from tenant_apps.agent.actions import change_settings
from tenant_apps.agent.evaluations import exchange
from tenant_apps.agent.evaluations.errors import (
    NoFittedThreshold,
    NoQuestions,
    NothingToReplay,
    RunInProgress,
    TooManyQuestions,
)
from tenant_apps.agent.evaluations.models import (
    EvalQuestion,
    EvalRun,
    Replay,
    ReplayResult,
    RunKind,
    SavedTurn,
)
from tenant_apps.agent.evaluations.replaying import Candidate, model_of
from tenant_apps.agent.evaluations.selectors import get_run, turns_to_replay
from tenant_apps.agent.evaluations.tasks import evaluate, replay_saved
from tenant_apps.agent.selectors import get_turn
from tenant_apps.team.models import Member
from tenant_apps.workspace.selectors import current_workspace

MAX_QUESTIONS = 1000
KEPT_RUNS = 400
NIGHT_HOURS = range(2, 6)
ONE_NIGHT = timedelta(hours=20)


def add_question(*, actor: Member, fields: Mapping[str, Any]) -> EvalQuestion:
    """Keep one more question; raises TooManyQuestions."""
    if EvalQuestion.objects.count() >= MAX_QUESTIONS:
        raise TooManyQuestions(MAX_QUESTIONS)
    return EvalQuestion.objects.create(created_by_name=actor.name, **fields)


@transaction.atomic
def change_question(*, question_id: UUID, fields: Mapping[str, Any]) -> EvalQuestion:
    """Set the given fields; raises NotFound."""
    question = EvalQuestion.objects.select_for_update().filter(id=question_id).first()
    if question is None:
        raise NotFound("This question does not exist any more.")
    for name, value in fields.items():
        setattr(question, name, value)
    question.save()
    return question


def delete_question(*, question_id: UUID) -> None:
    """Forget a question and its results; raises NotFound."""
    if not EvalQuestion.objects.filter(id=question_id).delete()[0]:
        raise NotFound("This question does not exist any more.")


@transaction.atomic
def import_questions(*, actor: Member, text: str) -> tuple[int, int]:
    """Take in a file of questions, all or none; return how many were added and how many changed.

    A question whose id is known is changed. Raises BadLine, TooManyQuestions.
    """
    lines = list(exchange.read(text))
    known = {row.external_id: row for row in EvalQuestion.objects.select_for_update().exclude(external_id="")}
    added = [
        _question(line, EvalQuestion(created_by_name=actor.name)) for line in lines if line.id not in known
    ]
    changed = [_question(line, known[line.id]) for line in lines if line.id in known]
    if EvalQuestion.objects.count() + len(added) > MAX_QUESTIONS:
        raise TooManyQuestions(MAX_QUESTIONS)
    EvalQuestion.objects.bulk_create(added)
    EvalQuestion.objects.bulk_update(changed, _TAKEN) if changed else None
    record("evaluation.imported", actor=actor, details={"added": len(added), "changed": len(changed)})
    return len(added), len(changed)


_TAKEN = [
    "question", "language", "kind", "is_answerable", "expected_answer", "must_contain", "must_not_contain", "sources",
    "quotes", "alternatives", "note",
]  # fmt: skip


def _question(line: exchange.Line, row: EvalQuestion) -> EvalQuestion:
    row.external_id, row.question = line.id, line.question.strip()
    row.language, row.kind = line.lang[:10], line.type[:40]
    row.is_answerable, row.expected_answer, row.note = line.answerable, line.answer, line.note
    row.must_contain, row.must_not_contain = line.must_contain, line.must_not_contain
    row.sources, row.quotes = line.gold_docs, line.quotes
    row.alternatives = [{"doc": one.doc, "quote": one.quote, "for": one.fact} for one in line.gold_alt]
    return row


def start_run(*, actor: Member | None) -> EvalRun:
    """Begin to ask all questions; nobody asks at night. Raises NoQuestions, RunInProgress."""
    total = EvalQuestion.objects.count()
    if not total:
        raise NoQuestions
    try:
        with transaction.atomic():
            run = EvalRun.objects.create(
                kind=RunKind.MANUAL if actor else RunKind.NIGHTLY,
                total=total,
                started_by_name=actor.name if actor else "",
            )
            old = EvalRun.objects.order_by("-id").values_list("id", flat=True)[KEPT_RUNS:]
            EvalRun.objects.filter(id__in=list(old)).delete()
            transaction.on_commit(partial(evaluate.delay, str(run.id)))
    except IntegrityError as error:
        raise RunInProgress from error
    return run


def start_nightly(at: datetime) -> EvalRun | None:
    """Begin the night's run when it is night in this workspace and it has not been yet."""
    hour = at.astimezone(ZoneInfo(current_workspace().timezone)).hour
    recent = EvalRun.objects.filter(kind=RunKind.NIGHTLY, created_at__gt=at - ONE_NIGHT)
    if hour not in NIGHT_HOURS or not EvalQuestion.objects.exists() or recent.exists():
        return None
    try:
        return start_run(actor=None)
    except RunInProgress:
        return None


def use_threshold(*, actor: Member, run_id: UUID) -> float:
    """Let the agent be as sure as the run's results want it; raises NotFound, NoFittedThreshold."""
    fitted = get_run(run_id).fitted_threshold
    if fitted is None:
        raise NoFittedThreshold
    change_settings(actor=actor, changes={"threshold": fitted})
    return fitted


def save_turn(*, actor: Member, turn_id: UUID) -> SavedTurn:
    """Keep an answer for replays; raises NotFound. The same one again is the one that is there."""
    turn = get_turn(actor, turn_id)
    return SavedTurn.objects.get_or_create(turn=turn, defaults={"saved_by_name": actor.name})[0]


def drop_saved(*, saved_id: UUID) -> None:
    """Leave an answer out of replays; raises NotFound."""
    if not SavedTurn.objects.filter(id=saved_id).delete()[0]:
        raise NotFound


@transaction.atomic
def start_replay(*, actor: Member, candidate: Candidate) -> Replay:
    """Begin to answer the saved conversations with the candidate; raises NothingToReplay, NoModel."""
    model_of(candidate)
    turns = turns_to_replay()
    if not turns:
        raise NothingToReplay
    replay = Replay.objects.create(
        prompt=candidate.prompt,
        model=candidate.model or "",
        total=len(turns),
        started_by_name=actor.name,
    )
    ReplayResult.objects.bulk_create([ReplayResult(replay=replay, turn=turn) for turn in turns])
    transaction.on_commit(partial(replay_saved.delay, str(replay.id)))
    return replay
