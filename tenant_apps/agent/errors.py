from shared_apps.core.errors import AppError, Conflict, Invalid


class ModelAddressRefused(Invalid):
    """The model's address is not one that Parlor asks."""

    def __init__(self, reason: str, *, field: str = "base_url") -> None:
        super().__init__("The address of the model cannot be used.", fields={field: [reason]})


class ModelMissing(Conflict):
    """Nobody configured a model, so what needs one cannot be done."""

    def __init__(self) -> None:
        super().__init__("model_missing", "No model is connected. Connect one in the agent's settings.")


class BudgetSpent(Conflict):
    """Models cost as much as the owner allowed for this month; the agent goes on without one."""

    def __init__(self) -> None:
        super().__init__(
            "budget_spent", "This month's budget for models is spent. Raise it, or wait for the next month."
        )


class ModelFailed(AppError):
    """Neither the model nor the second one gave a usable answer; `reason` is the last one's."""

    def __init__(self, reason: str) -> None:
        super().__init__("model_failed", f"The model did not answer. {reason}", status=503)
        self.reason = reason
