"""Who has to know what models cost."""

from collections.abc import Sequence

from tenant_apps.agent.usage.events import BudgetReached
from tenant_apps.agent.usage.selectors import spending
from tenant_apps.notifications.actions import News, tell
from tenant_apps.notifications.models import Kind
from tenant_apps.team.rights.kernel import Permission
from tenant_apps.team.rights.selectors import those_who_may


def tell_of_budgets(facts: Sequence[BudgetReached]) -> None:
    """What models cost concerns those who pay for them."""
    month = spending()
    payers = those_who_may(Permission.PLAN)
    limits = {"soft": month.soft, "hard": month.hard}
    tell(
        News(
            payer.id,
            Kind.AGENT_BUDGET,
            about={"text": f"${month.spent:.2f} / ${limit:.2f}", "level": fact.level},
        )
        for fact in facts
        if (limit := limits.get(fact.level)) is not None
        for payer in payers
    )
