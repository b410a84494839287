"""What can go wrong with a workspace, for people."""

from enum import StrEnum


class TenantErrorCode(StrEnum):
    SLUG_TAKEN = "slug_taken"
    UNKNOWN_HOST = "unknown_host"
    WORKSPACE_SUSPENDED = "workspace_suspended"
    WORKSPACE_DELETING = "workspace_deleting"
    WORKSPACE_MOVED = "workspace_moved"
    WRONG_STATE = "wrong_state"
    DOMAIN_TAKEN = "domain_taken"
