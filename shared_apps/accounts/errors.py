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
    SECOND_FACTOR_NEEDED = "second_factor_needed"
    CONFIRMATION_NEEDED = "confirmation_needed"
    SCOPE_MISSING = "scope_missing"
    PASSKEY_REFUSED = "passkey_refused"
    GOOGLE_OFF = "google_off"
    GOOGLE_REFUSED = "google_refused"
    GOOGLE_NOT_LINKED = "google_not_linked"
    NO_ACCOUNT = "no_account"
    TWO_FACTOR_ON = "two_factor_on"
    TWO_FACTOR_OFF = "two_factor_off"
    EMAIL_NOT_VERIFIED = "email_not_verified"
    THROTTLED = "throttled"
