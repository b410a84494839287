"""Why something about the team was refused, and what to do."""

from collections.abc import Iterable
from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict, ErrorCode, Forbidden


class TeamErrorCode(StrEnum):
    TAKEN = "team_taken"
    BEYOND_OWN_RIGHTS = "beyond_own_rights"
    ABOVE_YOU = "above_you"
    LAST_OWNER = "last_owner"
    OWNER_MAY_ALL = "owner_may_all"
    ALREADY_OWNER = "already_owner"
    ALREADY_MEMBER = "already_member"
    STILL_ACTIVE = "still_active"
    ALREADY_INVITED = "already_invited"
    INVITATION_UNKNOWN = "invitation_unknown"
    INVITATION_EXPIRED = "invitation_expired"
    INVITATION_REVOKED = "invitation_revoked"
    INVITATION_USED = "invitation_used"
    INVITATION_FOR_ANOTHER = "invitation_for_another"
    INVITATIONS_THROTTLED = "invitations_throttled"
    WORKSPACE_FULL = "workspace_full"


class NotAllowed(AppError):
    """What the member lacks stands in `data.permission`."""

    def __init__(self, permission: str) -> None:
        super().__init__(
            ErrorCode.FORBIDDEN, Forbidden().message, status=403, data={"permission": str(permission)}
        )


class TeamTaken(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(
            TeamErrorCode.TAKEN, "There is a team of this name. Choose another.", data={"name": name}
        )


class BeyondOwnRights(AppError):
    def __init__(self, permissions: Iterable[str]) -> None:
        super().__init__(
            TeamErrorCode.BEYOND_OWN_RIGHTS,
            "You can give only what you may do yourself. Ask an owner.",
            status=403,
            data={"permissions": sorted(permissions)},
        )


class AboveYou(AppError):
    def __init__(self) -> None:
        message = "This person may do more than you. Ask an owner."
        super().__init__(TeamErrorCode.ABOVE_YOU, message, status=403)


class LastOwner(Conflict):
    def __init__(self) -> None:
        message = "A workspace needs an owner. Make somebody else the owner first."
        super().__init__(TeamErrorCode.LAST_OWNER, message)


class OwnerMayAll(Conflict):
    def __init__(self) -> None:
        message = "An owner may do everything. Give the person another role first."
        super().__init__(TeamErrorCode.OWNER_MAY_ALL, message)


class AlreadyOwner(Conflict):
    def __init__(self) -> None:
        super().__init__(TeamErrorCode.ALREADY_OWNER, "This person owns the workspace already.")


class AlreadyMember(Conflict):
    def __init__(self) -> None:
        message = "This person is in the workspace already. Find them in the list of the team."
        super().__init__(TeamErrorCode.ALREADY_MEMBER, message)


class StillActive(Conflict):
    def __init__(self) -> None:
        super().__init__(TeamErrorCode.STILL_ACTIVE, "This person is active already. Load the list again.")
