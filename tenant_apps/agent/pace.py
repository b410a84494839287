"""How the agent paces itself; operators change these by environment through settings."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings


@dataclass(frozen=True)
class Pace:
    """Durations of a turn.

    `debounce` waits for the end of a burst, `patience` bounds that wait; who goes on beyond `flood` messages is
    waited for with the longer `flood_debounce` and `flood_patience`, so that they are answered once. `budget` is
    what a model may take in all, `lease` is after how long a silent worker is taken for dead.
    """

    debounce: timedelta
    patience: timedelta
    flood: int
    flood_debounce: timedelta
    flood_patience: timedelta
    budget: timedelta
    lease: timedelta
    attempts: int
    answers_per_window: int
    window: timedelta


def pace() -> Pace:
    budget = timedelta(seconds=settings.AGENT_TURN_BUDGET_S)
    return Pace(
        debounce=timedelta(seconds=settings.AGENT_DEBOUNCE_S),
        patience=timedelta(seconds=settings.AGENT_PATIENCE_S),
        flood=5,
        flood_debounce=timedelta(seconds=2 * settings.AGENT_DEBOUNCE_S),
        flood_patience=timedelta(seconds=max(settings.AGENT_PATIENCE_S, 90)),
        budget=budget,
        lease=budget + timedelta(seconds=15),
        attempts=3,
        answers_per_window=settings.AGENT_ANSWERS_PER_WINDOW,
        window=timedelta(minutes=10),
    )
