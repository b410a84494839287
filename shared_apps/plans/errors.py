"""Why the plan refuses something, and what to do about it."""

from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict

# Where a workspace's plan is changed.
UPGRADE_PATH = "/settings/plan"


class PlanErrorCode(StrEnum):
    LIMIT_REACHED = "plan_limit_reached"
    FEATURE_MISSING = "plan_feature_missing"
    CHANNEL_MISSING = "plan_channel_missing"
    REQUEST_PENDING = "plan_request_pending"
    REQUEST_DECIDED = "plan_request_decided"
    SAME_PLAN = "same_plan"
    CODE_TAKEN = "plan_code_taken"


class LimitReached(AppError):
    """`data` names what is limited, the limit, what is used, the plan, and when it starts anew (months only)."""

    def __init__(self, *, what: str, limit: int, used: int, plan: str, resets_at: str | None = None) -> None:
        super().__init__(
            PlanErrorCode.LIMIT_REACHED,
            _limit_message(what, limit, used, is_monthly=resets_at is not None),
            status=402,
            data={
                "what": what,
                "limit": limit,
                "used": used,
                "plan": plan,
                "resets_at": resets_at,
                "upgrade_url": UPGRADE_PATH,
            },
        )


_NAMES = {
    "users": "people",
    "documents": "documents",
    "integrations": "connected channels",
    "storage_mb": "MB of storage",
    "messages": "messages",
    "conversations": "conversations",
    "photos": "photos",
}
_WAYS = {
    "users": "Deactivate somebody or choose a larger plan.",
    "documents": "Delete documents that are out of date or choose a larger plan.",
    "integrations": "Disconnect a channel or choose a larger plan.",
    "storage_mb": "Delete files that are not needed or choose a larger plan.",
}


def _limit_message(what: str, limit: int, used: int, *, is_monthly: bool) -> str:
    name = _NAMES.get(what, what)
    if is_monthly:
        return f"Your plan includes {limit} {name} a month and {used} are used. Choose a larger plan to go on now."
    return (
        f"Your plan includes {limit} {name} and {used} are in use. {_WAYS.get(what, 'Choose a larger plan.')}"
    )


class FeatureMissing(AppError):
    def __init__(self, *, feature: str, plan: str, from_plan: str | None) -> None:
        way = f"It comes with {from_plan}." if from_plan else "Ask us for a plan that has it."
        super().__init__(
            PlanErrorCode.FEATURE_MISSING,
            f"Your plan does not include this feature. {way}",
            status=402,
            data={"what": feature, "plan": plan, "from_plan": from_plan, "upgrade_url": UPGRADE_PATH},
        )


class ChannelMissing(AppError):
    def __init__(self, *, kind: str, plan: str, from_plan: str | None) -> None:
        way = f"It comes with {from_plan}." if from_plan else "Ask us for a plan that has it."
        super().__init__(
            PlanErrorCode.CHANNEL_MISSING,
            f"Your plan does not include this channel. {way}",
            status=402,
            data={"what": kind, "plan": plan, "from_plan": from_plan, "upgrade_url": UPGRADE_PATH},
        )


class RequestPending(Conflict):
    def __init__(self) -> None:
        message = "A request for another plan is being looked at. Withdraw it to ask for something else."
        super().__init__(PlanErrorCode.REQUEST_PENDING, message)


class RequestDecided(Conflict):
    def __init__(self) -> None:
        message = "This request was decided already. Load the list again."
        super().__init__(PlanErrorCode.REQUEST_DECIDED, message)


class SamePlan(Conflict):
    def __init__(self) -> None:
        super().__init__(PlanErrorCode.SAME_PLAN, "This is your plan already. Choose another one.")


class PlanCodeTaken(Conflict):
    def __init__(self) -> None:
        super().__init__(PlanErrorCode.CODE_TAKEN, "A plan of this name exists. Choose another name.")
