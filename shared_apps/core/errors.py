"""Errors that a caller can act on, and the one place that renders them for the API."""

import logging
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from shared_apps.core.phrases import worded

log = logging.getLogger(__name__)


class ErrorCode(StrEnum):
    INVALID = "invalid"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    NOT_AUTHENTICATED = "not_authenticated"
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - an error code
    THROTTLED = "throttled"


class AppError(Exception):
    """Refuse what was asked: what happened, then what to do, in one sentence each."""

    status = 400

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int | None = None,
        fields: Mapping[str, list[str]] | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = str(code)
        self.message = message
        self.status = status or self.status
        self.fields = dict(fields or {})
        self.data = dict(data or {})


class Invalid(AppError):
    def __init__(self, message: str, *, fields: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(ErrorCode.INVALID, message, status=400, fields=fields)


class NotFound(AppError):
    def __init__(self, message: str = "There is no such thing here.") -> None:
        super().__init__(ErrorCode.NOT_FOUND, message, status=404)


class Forbidden(AppError):
    def __init__(self, message: str = "Your role does not allow this. Ask an owner or admin.") -> None:
        super().__init__(ErrorCode.FORBIDDEN, message, status=403)


class Conflict(AppError):
    def __init__(self, code: str, message: str, *, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(code, message, status=409, data=data)


def body(
    code: str, message: str, fields: Mapping[str, Any] | None = None, data: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the one error shape of the API."""
    return {"code": code, "message": message, "fields": dict(fields or {}), "data": dict(data or {})}


def _flat(detail: Any) -> list[str]:
    if isinstance(detail, Mapping):
        return [text for value in detail.values() for text in _flat(value)]
    if isinstance(detail, list):
        return [text for value in detail for text in _flat(value)]
    return [str(detail)]


def render_error(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn any refusal into `{"code", "message", "fields", "data"}`; DRF's exception handler."""
    # DRF's views load the authentication classes, which refuse with the errors above: a circle if imported on top.
    from rest_framework.views import exception_handler

    accepted = context["request"].META.get("HTTP_ACCEPT_LANGUAGE", "")
    if isinstance(exc, AppError):
        wait_s = exc.data.get("retry_after_s")
        headers = {"Retry-After": str(wait_s)} if wait_s else None
        shown = worded(exc.fields, accepted)
        return Response(body(exc.code, exc.message, shown, exc.data), status=exc.status, headers=headers)
    if isinstance(exc, RequestDataTooBig):
        return Response(body("body_too_large", "The body is larger than 5 MB."), status=413)
    if isinstance(exc, DataError):
        # A number too large for its column, a text that cannot be kept: only what came from outside is so.
        log.warning(
            "PostgreSQL refused a value at %s: %s", context["request"].path, type(exc.__cause__).__name__
        )
        exc = Invalid("A value is too large, or holds what cannot be kept.")
        return Response(body(exc.code, exc.message), status=exc.status)
    if isinstance(exc, Http404):
        exc = exceptions.NotFound("There is no such thing here.")
    if isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied(Forbidden().message)
    response = exception_handler(exc, context)
    if response is None or not isinstance(exc, exceptions.APIException):
        return response
    if isinstance(exc, exceptions.ValidationError):
        fields = exc.detail if isinstance(exc.detail, Mapping) else {"non_field_errors": exc.detail}
        shown = worded({name: _flat(detail) for name, detail in fields.items()}, accepted)
        response.data = body(ErrorCode.INVALID, "Some fields need another look.", shown)
        return response
    codes = exc.get_codes()
    code = codes if isinstance(codes, str) else ErrorCode.INVALID
    if isinstance(exc, exceptions.PermissionDenied):
        code = ErrorCode.FORBIDDEN if code == "permission_denied" else code
    data = {"retry_after_s": getattr(exc, "wait", None)} if isinstance(exc, exceptions.Throttled) else None
    response.data = body(code, " ".join(_flat(exc.detail)), data=data)
    return response
