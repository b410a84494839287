"""Ask all questions of a run, a slice at a time. May be killed anywhere, may be started twice: results stand once."""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from tenant_apps.agent import planners
from tenant_apps.agent.evaluations import scoring
from tenant_apps.agent.evaluations.calibration import fitted_threshold
from tenant_apps.agent.evaluations.models import (
    EvalQuestion,
    EvalResult,
    EvalRun,
    Replay,
    ReplayResult,
    RunState,
    Verdict,
)
from tenant_apps.agent.evaluations.replaying import Candidate, Difference, replay
from tenant_apps.agent.planners.model_free import THRESHOLD
from tenant_apps.agent.planning import Persona, Plan, Question, Trace
from tenant_apps.agent.selectors import current_prompt, persona
from tenant_apps.agent.usage.models import Feature
from tenant_apps.knowledge.selectors import Passage, search

E = TypeVar("E", EvalRun, Replay)

log = logging.getLogger(__name__)

SLICE_S = 60.0
READ = 10
# A model may think for half a minute; who is silent for longer was killed.
SILENT = timedelta(minutes=3)


def run_slice(run_id: UUID, *, slice_s: float = SLICE_S) -> bool:
    """Ask for up to `slice_s` seconds; return whether there is more to do at once. Never inside a transaction."""
    if not _claim(EvalRun, run_id):
        return False
    began, speaker = time.monotonic(), persona()
    for question in list(EvalQuestion.objects.exclude(results__run=run_id).order_by("id")):
        result = ask(question, speaker)
        result.run_id = run_id
        if not _keep(result):
            return False
        if time.monotonic() - began > slice_s:
            return _pause(EvalRun, run_id)
    _finish(run_id, speaker)
    return False


def ask(question: EvalQuestion, speaker: Persona) -> EvalResult:
    """Answer a question as a customer's and judge it; the result is not saved."""
    trace, found, plan = Trace(), list[Passage](), Plan(answer="", language="en", is_hand_off=True)
    try:
        found = search(question.question, k=READ)
        plan = planners.plan(
            Question(question.question, (), now()), speaker, trace, feature=Feature.EVALUATION
        )
    except (OperationalError, InterfaceError):
        raise
    # What fails for a customer ends with a person, so it does here; the others are still asked.
    except Exception:
        log.exception("question %s failed", question.id)
    rank, is_whole = scoring.places(_expected(question), [(one.name, one.text) for one in found])
    is_known = _expected(question).is_known
    lacks = scoring.lacking(plan.answer, question.must_contain)
    said = [one for one in question.must_not_contain if scoring.contains(plan.answer, one)]
    return EvalResult(
        question=question,
        verdict=_verdict(question, plan, is_right=not lacks and not said),
        answer=plan.answer,
        lacks=lacks,
        said_wrongly=said,
        rank=rank if is_known else None,
        all_found=is_whole if is_known else None,
        confidence=trace.confidence,
        passage=_read(trace, found),
        planner=trace.planner,
        ms=trace.view()["ms"],
    )


def _verdict(question: EvalQuestion, plan: Plan, *, is_right: bool) -> Verdict:
    if not question.is_answerable:
        return Verdict.DECLINED if plan.is_hand_off else Verdict.FALSE_ANSWER
    if plan.is_hand_off:
        return Verdict.REFUSED
    return Verdict.RIGHT if is_right else Verdict.WRONG


def _expected(question: EvalQuestion) -> scoring.Expected:
    return scoring.Expected(
        sources=question.sources,
        quotes=question.quotes,
        alternatives=[
            (int(one.get("for", 0)), str(one["doc"]), str(one["quote"])) for one in question.alternatives
        ],
    )


def _read(trace: Trace, found: Iterable[Passage]) -> dict[str, object] | None:
    """Return the passage the answer stands on, else the one that came up first."""
    used = next((one for one in trace.passages if one.get("used")), None)
    first = used or next(iter(trace.passages), None)
    if first is not None:
        shown = ("document", "name", "page", "row", "text", "url", "score")
        return {name: first[name] for name in shown} | {"used": used is not None}
    best = next(iter(found), None)
    if best is None:
        return None
    return {
        "document": str(best.document_id),
        "name": best.name,
        "page": best.page,
        "row": best.row,
        "text": best.text,
        "url": best.url,
        "score": round(best.score, 4),
        "used": False,
    }


@transaction.atomic
def _keep(result: EvalResult) -> bool:
    """Store a result; False when the run or the question is gone."""
    run = EvalRun.objects.select_for_update().filter(id=result.run_id, state=RunState.RUNNING).first()
    if run is None:
        return False
    if EvalQuestion.objects.filter(id=result.question_id).exists():
        EvalResult.objects.bulk_create([result], ignore_conflicts=True)
    run.done = min(run.total, run.results.count())
    run.touched_at = now()
    run.save(update_fields=["done", "touched_at"])
    return True


@transaction.atomic
def _finish(run_id: UUID, speaker: Persona) -> None:
    run = EvalRun.objects.select_for_update().filter(id=run_id, state=RunState.RUNNING).first()
    if run is None:
        return
    found = list(run.results.select_related("question"))
    verdicts = [result.verdict for result in found]
    prompt = current_prompt()
    run.total = run.done = len(found)
    run.answerable = sum(result.question.is_answerable for result in found)
    run.right, run.wrong = verdicts.count(Verdict.RIGHT), verdicts.count(Verdict.WRONG)
    run.refused, run.false_answers = verdicts.count(Verdict.REFUSED), verdicts.count(Verdict.FALSE_ANSWER)
    run.with_sources = sum(result.all_found is not None for result in found)
    run.found_first = sum(result.rank == 1 for result in found)
    run.found_in_five = sum(result.all_found is True for result in found)
    run.planner = next((result.planner for result in found), "")
    run.prompt_version = prompt.number if prompt else 0
    run.threshold = THRESHOLD if speaker.threshold is None else speaker.threshold
    # A wrong answer should have been a hand-over, too.
    seen = [
        (result.question.is_answerable and result.verdict != Verdict.WRONG, result.confidence)
        for result in found
        if result.confidence is not None
    ]
    run.fitted_threshold = fitted_threshold(seen, default=THRESHOLD)
    run.state, run.finished_at = RunState.DONE, now()
    run.save()


def replay_slice(replay_id: UUID, *, slice_s: float = SLICE_S) -> bool:
    """Replay for up to `slice_s` seconds; return whether there is more to do at once. Never inside a transaction."""
    if not _claim(Replay, replay_id):
        return False
    began = time.monotonic()
    asked = Replay.objects.get(id=replay_id)
    left = list(asked.results.filter(kind=None).select_related("turn").order_by("-turn_id"))
    candidate = Candidate(asked.prompt, asked.model or None)
    try:
        for row, found in zip(left, replay(candidate, [row.turn for row in left]), strict=True):
            _note_difference(row, found)
            if time.monotonic() - began > slice_s:
                return _pause(Replay, replay_id)
    except (OperationalError, InterfaceError):
        raise
    # What cannot be answered now would fail again at every sweep; the page says so instead.
    except Exception as error:
        log.exception("replay %s failed", replay_id)
        reason = error.message if isinstance(error, AppError) else "The assistant failed. Try again."
        Replay.objects.filter(id=replay_id).update(state=RunState.FAILED, reason=reason)
        return False
    total = asked.results.count()
    Replay.objects.filter(id=replay_id).update(state=RunState.DONE, done=total, total=total)
    return False


@transaction.atomic
def _note_difference(row: ReplayResult, found: Difference) -> None:
    ReplayResult.objects.filter(id=row.id).update(
        kind=found.kind,
        after=found.after,
        is_handed_off=found.is_handed_off,
        citations=[citation.view() for citation in found.citations],
    )
    done = ReplayResult.objects.filter(replay=row.replay_id).exclude(kind=None).count()
    Replay.objects.filter(id=row.replay_id).update(done=done, touched_at=now())


@transaction.atomic
def _claim(kind: type[EvalRun] | type[Replay], id: UUID) -> bool:
    """Take the work on; False when it is over or somebody is at it."""
    row = kind.objects.select_for_update().filter(id=id, state=RunState.RUNNING).first()
    if row is None or (row.touched_at is not None and row.touched_at > now() - SILENT):
        return False
    row.touched_at = now()
    row.save(update_fields=["touched_at"])
    return True


def _pause(kind: type[EvalRun] | type[Replay], id: UUID) -> bool:
    """Let go, so that the next slice may take it on."""
    return kind.objects.filter(id=id, state=RunState.RUNNING).update(touched_at=None) > 0


def silent(at: datetime) -> tuple[list[UUID], list[UUID]]:
    """Return the runs and the replays whose worker was killed or whose task was lost."""
    runs, replays = silent_of(EvalRun, at), silent_of(Replay, at)
    return list(runs.values_list("id", flat=True)), list(replays.values_list("id", flat=True))


def silent_of(kind: type[E], at: datetime) -> QuerySet[E]:
    rows = kind.objects.filter(state=RunState.RUNNING, created_at__lt=at - timedelta(minutes=1))
    return rows.exclude(touched_at__gt=at - SILENT)
