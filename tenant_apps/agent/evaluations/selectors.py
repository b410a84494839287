from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from shared_apps.core.errors import NotFound
from tenant_apps.agent.evaluations.models import (
    EvalQuestion,
    EvalResult,
    EvalRun,
    Replay,
    ReplayResult,
    RunState,
    SavedTurn,
)
from tenant_apps.agent.models import Outcome, Turn

RECENT_TURNS = 20
MOST_SAVED = 50


def questions() -> QuerySet[EvalQuestion]:
    """Return the questions, newest first, each with its last `verdict`."""
    last = EvalResult.objects.filter(question=OuterRef("id")).order_by("-id")
    return EvalQuestion.objects.annotate(verdict=Subquery(last.values("verdict")[:1]))


def questions_in_order() -> QuerySet[EvalQuestion]:
    """Return the questions as they were added."""
    return EvalQuestion.objects.order_by("id")


def get_question(question_id: UUID) -> EvalQuestion:
    """Return the question; raises NotFound."""
    found = questions().filter(id=question_id).first()
    if found is None:
        raise NotFound("This question does not exist any more.")
    return found


def runs() -> QuerySet[EvalRun]:
    return EvalRun.objects.all()


def get_run(run_id: UUID) -> EvalRun:
    """Return the run; raises NotFound."""
    found = EvalRun.objects.filter(id=run_id).first()
    if found is None:
        raise NotFound
    return found


def run_before(run: EvalRun) -> EvalRun | None:
    return EvalRun.objects.filter(state=RunState.DONE, id__lt=run.id).first()


def results(run: EvalRun) -> list[EvalResult]:
    """Return what was answered, worst first, each with the verdict of the run before as `before` (None: new)."""
    found = list(run.results.select_related("question").order_by("question_id"))
    earlier = run_before(run)
    known = dict(earlier.results.values_list("question_id", "verdict")) if earlier else {}
    for result in found:
        result.before = known.get(result.question_id)  # type: ignore[attr-defined]  # for the serializer
    return found


def saved_turns() -> QuerySet[SavedTurn]:
    return SavedTurn.objects.select_related("turn__conversation__contact").order_by("-id")


def turns_to_replay() -> list[Turn]:
    """Return the saved answers, newest first; where nobody saved any, the last ones given to customers."""
    saved = [row.turn for row in saved_turns()[:MOST_SAVED]]
    answered = Turn.objects.filter(
        conversation__isnull=False, outcome__in=[Outcome.SENT, Outcome.HANDED_OFF]
    ).order_by("-id")
    return saved or list(answered[:RECENT_TURNS])


def replays() -> QuerySet[Replay]:
    return Replay.objects.all()


def get_replay(replay_id: UUID) -> Replay:
    """Return the replay; raises NotFound."""
    found = Replay.objects.filter(id=replay_id).first()
    if found is None:
        raise NotFound
    return found


def differences(replay: Replay) -> QuerySet[ReplayResult]:
    return replay.results.select_related("turn__conversation__contact").order_by("-turn_id")
