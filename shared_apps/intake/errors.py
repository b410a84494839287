from enum import StrEnum


class IntakeErrorCode(StrEnum):
    ACCOUNT_TAKEN = "account_taken"


class BadPayload(Exception):
    """The body is not what the platform sends; answered 400."""


class ProofAway(Exception):
    """Who could prove the body cannot be asked now; answered 503, so that it is sent again."""


class Deferred(Exception):
    """The row cannot be handled yet for a reason that passes; it is tried again with backoff."""
