"""Why an invitation was not made or does not open the door, and what to do."""

from uuid import UUID

from shared_apps.core.errors import AppError, Conflict
from tenant_apps.team.errors import TeamErrorCode

GONE = 410


class InvitationUnknown(AppError):
    """Forged, cut off while copying, or replaced by a newer letter: which of them is nobody's business."""

    def __init__(self) -> None:
        message = "This invitation link is not valid. Open the newest letter, or ask for a new invitation."
        super().__init__(TeamErrorCode.INVITATION_UNKNOWN, message, status=404)


class InvitationExpired(AppError):
    def __init__(self, by: str) -> None:
        message = f"This invitation has expired. Ask {by} to send it again."
        super().__init__(TeamErrorCode.INVITATION_EXPIRED, message, status=GONE, data={"by": by})


class InvitationRevoked(AppError):
    def __init__(self) -> None:
        message = "This invitation was withdrawn. Ask the team for a new one."
        super().__init__(TeamErrorCode.INVITATION_REVOKED, message, status=GONE)


class InvitationUsed(AppError):
    def __init__(self) -> None:
        message = "This invitation was used already. Sign in, or ask the team for a new one."
        super().__init__(TeamErrorCode.INVITATION_USED, message, status=GONE)


class InvitationForAnother(AppError):
    def __init__(self, email: str) -> None:
        message = f"This invitation is for {email}. Sign in with that address, or ask for one to yours."
        super().__init__(TeamErrorCode.INVITATION_FOR_ANOTHER, message, status=403, data={"email": email})


class WorkspaceFull(AppError):
    """The plan's places are taken: said to the person who comes, who can do nothing about the plan."""

    def __init__(self, by: str, limit: int) -> None:
        message = (
            f"This workspace has no free place: its plan includes {limit} people. Ask {by} to make room."
        )
        super().__init__(TeamErrorCode.WORKSPACE_FULL, message, status=402, data={"by": by, "limit": limit})


class AlreadyInvited(Conflict):
    def __init__(self, invitation_id: UUID) -> None:
        message = "This address has an invitation already. Send that one again."
        super().__init__(TeamErrorCode.ALREADY_INVITED, message, data={"invitation": str(invitation_id)})


class TooManyInvitations(AppError):
    def __init__(self, wait_s: float) -> None:
        message = "Too many invitations were sent. Wait a while, or share a link instead."
        super().__init__(
            TeamErrorCode.INVITATIONS_THROTTLED, message, status=429, data={"retry_after_s": int(wait_s) + 1}
        )
