"""Refusals of the Graph API outside WhatsApp: no error_data, a subcode where Meta has one."""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.web import reply

# Codes that Meta marks as worth trying again.
TRANSIENT = frozenset({1, 2, 4, 17, 32, 341, 613, 80002, 80006})


class GraphError(Exception):
    """A refusal as Messenger and Instagram word it; rendered with a fresh fbtrace_id."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        subcode: int | None = None,
        status: int = 400,
        kind: str = "OAuthException",
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.subcode = code, message, subcode
        self.status, self.kind, self.headers = status, kind, headers or {}


def envelope(error: GraphError) -> dict[str, Any]:
    """Return the body of a refused call."""
    numbered = error.code not in (190, 2500) and error.subcode != 33
    inner: dict[str, Any] = {
        "message": f"(#{error.code}) {error.message}" if numbered else error.message,
        "type": error.kind,
        "code": error.code,
    }
    if error.subcode is not None:
        inner["error_subcode"] = error.subcode
    if error.code in TRANSIENT:
        inner["is_transient"] = True
    return {"error": {**inner, "fbtrace_id": "A" + secrets.token_urlsafe(16)}}


def refusal(_request: Request, error: Exception) -> Response:
    """Render a GraphError for Starlette's exception handlers."""
    assert isinstance(error, GraphError)
    headers = {"facebook-api-version": "v26.0", **error.headers}
    if error.code == 190:
        headers["www-authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{error.message}"'
    return reply(envelope(error), error.status, headers)


def invalid(message: str, subcode: int | None = None) -> GraphError:
    """Return error 100 with Meta's words about one parameter."""
    return GraphError(100, message, subcode=subcode)


def missing(name: str) -> GraphError:
    """Return the refusal of a parameter that is not there."""
    return GraphError(100, f"The parameter {name} is required.")


def missing_object(object_id: str, method: str = "get") -> GraphError:
    """Return the answer to an id that does not exist or that this token may not see."""
    return GraphError(
        100,
        f"Unsupported {method} request. Object with ID '{object_id}' does not exist, cannot be loaded due to"
        " missing permissions, or does not support this operation.",
        subcode=33,
        kind="GraphMethodException",
    )


def throttled(platform: str, account: str) -> GraphError:
    """Return the business-use-case limit: 80006 for pages, 80002 for Instagram."""
    code, kind = (80002, "instagram") if platform == "instagram" else (80006, "messenger")
    usage = (
        f'{{"{account}":[{{"type":"{kind}","call_count":100,"total_cputime":25,"total_time":25,'
        '"estimated_time_to_regain_access":1}]}'
    )
    words = "Instagram account" if platform == "instagram" else "Messenger account"
    message = f"There have been too many calls from this {words}. Wait a bit and try again."
    return GraphError(code, message, subcode=2446079, headers={"x-business-use-case-usage": usage})
