from enum import StrEnum

from shared_apps.core.errors import Conflict
from tenant_apps.team.models import Member


class AssignmentErrorCode(StrEnum):
    TAKEN = "already_taken"
    POLICY_TAKEN = "policy_taken"


class AlreadyTaken(Conflict):
    """Somebody else was faster; `data.assignee` says who."""

    def __init__(self, assignee: Member) -> None:
        super().__init__(
            AssignmentErrorCode.TAKEN,
            f"{assignee.name} has this conversation already.",
            data={"assignee": {"id": str(assignee.id), "name": assignee.name}},
        )


class PolicyTaken(Conflict):
    def __init__(self) -> None:
        super().__init__(
            AssignmentErrorCode.POLICY_TAKEN, "There is a policy for this team already. Change that one."
        )
