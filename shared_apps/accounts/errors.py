"""Why a sign-in, a code or a token was refused."""

from enum import StrEnum


class AccountErrorCode(StrEnum):
    EMAIL_TAKEN = "email_taken"
    INVALID_CREDENTIALS = "invalid_credentials"
    INVALID_CODE = "invalid_code"
    INVALID_ENTRY_TOKEN = "invalid_entry_token"  # noqa: S105 - an error code
    INVALID_TOKEN = "invalid_token"  # noqa: S105 - an error code
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - an error code
    TOKEN_REUSED = "token_reused"  # noqa: S105 - an error code
    CSRF_FAILED = "csrf_failed"
    THROTTLED = "throttled"
