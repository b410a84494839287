"""What can go wrong with a workspace, for people."""

from enum import StrEnum


class TenantErrorCode(StrEnum):
    SLUG_TAKEN = "slug_taken"
    UNKNOWN_HOST = "unknown_host"
    WORKSPACE_SUSPENDED = "workspace_suspended"
