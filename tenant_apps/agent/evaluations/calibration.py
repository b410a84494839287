"""Results of questions whose answer is known → how sure the agent has to be in this workspace. Pure."""

from collections.abc import Sequence
from itertools import pairwise

# Fewer questions than this, of either kind, say nothing about a business.
LEAST_OF_EACH = 4
# As many questions' weight the built-in threshold keeps: a few odd ones must not turn it around.
PRIOR_WEIGHT = 12
# A wrong answer costs a customer, a refusal costs a person a minute.
COST_OF_FALSE_ANSWER = 2.0
LOWEST, HIGHEST = 0.2, 0.9


def fitted_threshold(seen: Sequence[tuple[bool, float]], *, default: float) -> float | None:
    """Return the threshold (0 … 1) that fits (should be answered, confidence) pairs; None when they are too few.

    It is the middle of the best range, drawn towards `default` as long as there are few questions.
    """
    good = [sure for is_wanted, sure in seen if is_wanted]
    bad = [sure for is_wanted, sure in seen if not is_wanted]
    if len(good) < LEAST_OF_EACH or len(bad) < LEAST_OF_EACH:
        return None
    edges = sorted({LOWEST, HIGHEST, *(sure for _, sure in seen if LOWEST < sure < HIGHEST)})
    middles = [(one + other) / 2 for one, other in pairwise(edges)]
    costs = [_cost(middle, good, bad) for middle in middles]
    best = [middle for middle, cost in zip(middles, costs, strict=True) if cost <= min(costs) + 1e-9]
    fit = min(best, key=lambda middle: abs(middle - default))
    return round((len(seen) * fit + PRIOR_WEIGHT * default) / (len(seen) + PRIOR_WEIGHT), 3)


def _cost(threshold: float, good: Sequence[float], bad: Sequence[float]) -> float:
    refused = sum(sure < threshold for sure in good) / len(good)
    answered = sum(sure >= threshold for sure in bad) / len(bad)
    return refused + COST_OF_FALSE_ANSWER * answered
