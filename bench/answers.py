"""Does an answer hold what a question demands: the set's own rule, which owners' evaluations keep to as well."""

from tenant_apps.agent.evaluations.scoring import contains

__all__ = ["contains"]
