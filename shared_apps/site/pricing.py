"""The plans as the pricing page shows them: cards, and a table to compare."""

from collections.abc import Sequence
from typing import Any

from shared_apps.plans.choices import Limit, Meter
from shared_apps.plans.models import Plan
from shared_apps.plans.selectors import plans
from shared_apps.site.words import money, number, words_of

# The order of the table; what a plan counts by the month stands before what stands as it is.
ROWS: tuple[str, ...] = (
    Meter.MESSAGES,
    Meter.CONVERSATIONS,
    Meter.PHOTOS,
    Limit.USERS,
    Limit.DOCUMENTS,
    Limit.INTEGRATIONS,
    Limit.STORAGE_MB,
)
MOST_WANTED = "professional"


def catalogue(language: str) -> dict[str, Any]:
    """Return cards and table of the public plans, smallest first; one query."""
    offered = list(plans())
    return {"cards": [_card(plan, language) for plan in offered], "table": _table(offered, language)}


def _card(plan: Plan, language: str) -> dict[str, Any]:
    words = words_of(language)["pricing"]
    return {
        "code": plan.code,
        "name": plan.name,
        "choose": words["choose"].replace("{name}", plan.name),
        "text": words["for"].get(plan.code, ""),
        "month": money(plan.price_month, plan.currency, language),
        "year": money(plan.price_year, plan.currency, language),
        "price": str(plan.price_month),
        "currency": plan.currency.upper(),
        "is_free": plan.price_month == 0,
        "is_wanted": plan.code == MOST_WANTED,
        "lines": [_limit_line(plan, name, language) for name in ROWS if _is_told(plan, name)]
        + [words["channels_all"] if plan.kinds is None else _kinds(plan)]
        + ([words["mark"]] if plan.has_watermark else []),
    }


def _is_told(plan: Plan, name: str) -> bool:
    # Only the free plan counts conversations: without a limit on them there is nothing to tell.
    return name != Meter.CONVERSATIONS or plan.limits.get(name) is not None


def _limit_line(plan: Plan, name: str, language: str) -> str:
    words, limit = words_of(language)["pricing"], plan.limits.get(name)
    if limit is None:
        return str(words["without_limit"][name])
    return str(words["lines"][name][plural(limit, language)]).replace("{n}", number(limit, language))


def plural(count: int, language: str) -> int:
    """Return which form of a word stands with `count`: one, few (Ukrainian), many."""
    if language == "en":
        return 0 if count == 1 else 2
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14} else 2


def _kinds(plan: Plan) -> str:
    names = {"telegram": "Telegram", "whatsapp": "WhatsApp"}
    return ", ".join(names.get(kind, kind.title()) for kind in plan.kinds or [])


def _table(offered: Sequence[Plan], language: str) -> list[dict[str, Any]]:
    words = words_of(language)["pricing"]
    features = list(dict.fromkeys(name for plan in offered for name in plan.features))
    rows = [
        {"name": words["rows"][name], "cells": [_limit(plan, name, language) for plan in offered]}
        for name in ROWS
    ]
    rows.append({"name": words["rows"]["watermark"], "cells": [not plan.has_watermark for plan in offered]})
    return rows + [
        {
            "name": words["features"].get(name, name.replace("_", " ").capitalize()),
            "cells": [name in plan.features or _opens(plan, name) for plan in offered],
        }
        for name in features
    ]


def _opens(plan: Plan, name: str) -> bool:
    """A channel that a plan may connect is there, whether or not it is among the plan's features, too."""
    return name in (plan.kinds or [])


def _limit(plan: Plan, name: str, language: str) -> str:
    limit = plan.limits.get(name)
    return words_of(language)["pricing"]["unlimited"] if limit is None else number(limit, language)
