from shared_apps.plans.actions.catalogue import archive_plan, create_custom_plan, set_flag
from shared_apps.plans.actions.requests import (
    approve_request,
    ask_for_plan,
    reject_request,
    withdraw_request,
)
from shared_apps.plans.actions.subscriptions import (
    begin_month,
    cancel,
    change,
    fall_behind,
    give_bonus,
    keep,
    lapse,
    note_card,
    renew,
    set_up,
    settle,
    start,
)

__all__ = [
    "approve_request",
    "archive_plan",
    "ask_for_plan",
    "begin_month",
    "cancel",
    "change",
    "create_custom_plan",
    "fall_behind",
    "give_bonus",
    "keep",
    "lapse",
    "note_card",
    "reject_request",
    "renew",
    "set_flag",
    "set_up",
    "settle",
    "start",
    "withdraw_request",
]
