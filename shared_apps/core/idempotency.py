"""`Idempotency-Key`: a POST that is sent again is answered again, and done once."""

import hashlib
import json
from contextlib import suppress
from typing import Any

from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import AppError, Conflict
from shared_apps.core.keys import tenant_key

HEADER = "Idempotency-Key"
KEPT_S = 24 * 3600
# How long a request may run before the same key may try again: longer than the server lets any run.
RUNS_S = 120
LONGEST = 200


class Repeated(Exception):
    """This request was answered before; carries that answer."""

    def __init__(self, status: int, data: Any) -> None:
        super().__init__()
        self.status, self.data = status, data


class DoneOnce(APIView):
    """A view whose POST moves something that must not move twice: money, or a message to a customer.

    Under one key of one caller the first success is kept for a day and answered again. A refusal is not kept, so that
    it can be put right. While the first still runs the second gets 409 `in_progress`; another body under the same key
    gets 409 `key_reused`.
    """

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # The body is read before anybody parses it: later it is gone.
        digest = _digest(request)
        super().initial(request, *args, **kwargs)
        key = request.headers.get(HEADER, "")[:LONGEST]
        if request.method != "POST" or not key:
            return
        name = _name(request, key)
        if not cache.add(name, {"digest": digest, "status": None}, RUNS_S):
            _answer_again(cache.get(name), digest)
        self._once = (name, digest)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Repeated):
            return Response(exc.data, status=exc.status)
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        once = getattr(self, "_once", None)
        if once is not None:
            name, digest = once
            if response.status_code < 300:
                data = json.loads(JSONRenderer().render(response.data) or b"null")
                cache.set(name, {"digest": digest, "status": response.status_code, "data": data}, KEPT_S)
            else:
                cache.delete(name)
        return super().finalize_response(request, response, *args, **kwargs)


def _digest(request: Request) -> str:
    # What is too large is refused by who parses it.
    with suppress(RequestDataTooBig):
        return hashlib.sha256(request._request.body).hexdigest()
    return ""


def _name(request: Request, key: str) -> str:
    """Return where the answer is kept: nobody meets another's key, nor their own at another address."""
    whole = f"{request.user.pk}\0{request.path}\0{key}"
    return tenant_key("once", hashlib.sha256(whole.encode()).hexdigest())


def _answer_again(kept: dict[str, Any] | None, digest: str) -> None:
    if kept is None or kept["status"] is None:
        message = "The same request is still running. Ask again in a moment."
        raise AppError("in_progress", message, status=409, data={"retry_after_s": 1})
    if kept["digest"] != digest:
        raise Conflict("key_reused", "This Idempotency-Key was used for another request. Make a new one.")
    raise Repeated(kept["status"], kept["data"])
