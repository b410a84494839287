"""Celery entry points of the evaluations."""

from uuid import UUID

from celery import shared_task

from shared_apps.core.clock import now
from shared_apps.core.sweeps import due
from tenant_apps.agent.evaluations import running
from tenant_apps.agent.evaluations.models import EvalQuestion, EvalRun, Replay


@shared_task
def evaluate(run_id: str) -> None:
    """Ask the next slice of a run's questions, and send for the one after it."""
    if running.run_slice(UUID(run_id)):
        evaluate.delay(run_id)


@shared_task
def replay_saved(replay_id: str) -> None:
    """Answer the next slice of the saved conversations, and send for the one after it."""
    if running.replay_slice(UUID(replay_id)):
        replay_saved.delay(replay_id)


@shared_task
@due(
    lambda at: [
        EvalQuestion.objects.all(),
        running.silent_of(EvalRun, at),
        running.silent_of(Replay, at),
    ]
)
def sweep_evaluations() -> None:
    """Begin the night's run, and take up what a killed worker left."""
    from tenant_apps.agent.evaluations.actions import start_nightly  # it sends the tasks above

    start_nightly(now())
    runs, replays = running.silent(now())
    for run_id in runs:
        evaluate.delay(str(run_id))
    for replay_id in replays:
        replay_saved.delay(str(replay_id))
