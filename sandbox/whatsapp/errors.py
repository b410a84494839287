"""Meta's error envelope and the codes the sandbox can answer with."""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.web import reply

# code -> (title, HTTP status), from Meta's error reference.
CODES: dict[int, tuple[str, int]] = {
    1: ("Invalid request", 400),
    3: ("Application does not have the capability to make this API call", 400),
    100: ("Invalid parameter", 400),
    190: ("Invalid OAuth access token - Cannot parse access token", 401),
    2500: ("An active access token must be used to query information about the current user.", 400),
    130429: ("Rate limit hit", 400),
    131000: ("Something went wrong", 500),
    131008: ("Required parameter is missing", 400),
    131009: ("Parameter value is not valid", 400),
    131021: ("Recipient cannot be sender", 400),
    131026: ("Message undeliverable", 400),
    131047: ("Re-engagement message", 400),
    131051: ("Unsupported message type", 400),
    131052: ("Media download error", 400),
    131053: ("Media upload error", 400),
    131056: ("(Business Account, Consumer Account) pair rate limit hit", 400),
    132000: ("Number of parameters does not match the expected number of params", 400),
    130472: ("User's number is part of an experiment", 400),
    130497: ("Business account is restricted from messaging users in this country", 403),
    131005: ("Access denied", 403),
    131016: ("Service unavailable", 500),
    131030: ("Recipient phone number not in allowed list", 400),
    131031: ("Business Account locked", 403),
    131042: ("Business eligibility payment issue", 400),
    131045: ("Incorrect certificate", 500),
    131048: ("Spam rate limit hit", 400),
    131049: ("This message was not delivered to maintain healthy ecosystem engagement.", 400),
    131050: ("Unable to deliver the message. The user has stopped marketing messages.", 400),
    131057: ("Account in maintenance mode", 500),
    131062: ("Business-scoped User ID (BSUID) recipients are not supported for this message.", 400),
    132005: ("Translated text too long", 400),
    132012: ("Parameter format does not match format in the created template", 400),
    132015: ("Template is paused", 400),
    132016: ("Template is disabled", 400),
    132001: ("Template name does not exist in the translation", 404),
}
HELP = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"


class MetaError(Exception):
    """A refusal in Meta's words; rendered with a fresh fbtrace_id."""

    def __init__(
        self, code: int, details: str = "", *, status: int | None = None, subcode: int | None = None
    ) -> None:
        title, usual_status = CODES[code]
        super().__init__(f"{code}: {details or title}")
        self.code, self.details, self.subcode = code, details, subcode
        self.title, self.status = title, status or usual_status


def missing_object(object_id: str) -> MetaError:
    """Return the answer to an id that does not exist or that this token may not see: 100 with subcode 33."""
    details = (
        f"Unsupported request. Object with ID '{object_id}' does not exist, cannot be loaded due to missing"
        " permissions, or does not support this operation."
    )
    return MetaError(100, details, subcode=33)


def envelope(error: MetaError) -> dict[str, Any]:
    """Return the body of a refused call."""
    inner: dict[str, Any] = {
        "message": _message(error),
        "type": "GraphMethodException" if error.subcode == 33 else "OAuthException",
        "code": error.code,
    }
    if error.subcode is not None:
        inner["error_subcode"] = error.subcode
    if error.details and error.subcode is None and error.code != 190:
        inner["error_data"] = {"messaging_product": "whatsapp", "details": error.details}
    inner["fbtrace_id"] = "A" + secrets.token_urlsafe(16)
    return {"error": inner}


def webhook_error(code: int, details: str) -> dict[str, Any]:
    """Return the error object of a failed status."""
    title = CODES[code][0]
    return {"code": code, "title": title, "message": title, "error_data": {"details": details}, "href": HELP}


def refusal(_request: Request, error: Exception) -> Response:
    """Render a MetaError for Starlette's exception handlers."""
    assert isinstance(error, MetaError)
    headers = {"facebook-api-version": "v26.0"}
    if error.code == 190:
        headers["www-authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{error.title}"'
    return reply(envelope(error), error.status, headers)


def _message(error: MetaError) -> str:
    if error.subcode == 33:
        return error.details
    if error.code in (190, 2500):
        return error.details or error.title
    return f"(#{error.code}) {error.title}"
