"""What the agent's turns count."""

from shared_apps.core.metrics import Clock, Counter

TURNS = Counter("parlor_agent_turns_total", "Turns of the agent by how they ended.", "outcome")
SECONDS = Clock(
    "parlor_agent_turn_seconds",
    "How long turns took from claim to end, by how they ended.",
    "outcome",
    bounds=(0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0),
)
