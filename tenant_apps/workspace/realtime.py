"""The card and the price list are small and rarely change: an open page that shows them asks anew."""

from collections.abc import Sequence

from shared_apps.realtime import Frame
from tenant_apps.workspace.events import CardChanged, PriceListChanged


def company_updated(facts: Sequence[CardChanged]) -> list[Frame | None]:
    return [Frame("company.updated", {"id": str(fact.workspace_id)}) for fact in facts]


def services_updated(facts: Sequence[PriceListChanged]) -> list[Frame | None]:
    return [Frame("services.updated", {}) for _ in facts]
