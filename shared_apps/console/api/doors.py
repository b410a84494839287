"""What every view of the console begins with: the gate, a limit of its own, and a line in the trail."""

import hashlib
from typing import Any

from django.core.cache import cache
from django.middleware.csrf import get_token
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from shared_apps.accounts.api.throttles import EveryRequest
from shared_apps.accounts.devices import address_of
from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.console.api.permissions import IsOperator
from shared_apps.core.keys import PUBLIC

# A page that fetches the same address again and again is one visit of that minute.
SAME_VISIT_S = 60


class OperatorThrottle(EveryRequest):
    """Counts what one operator changes; reading has the limit of every browser."""

    def allow_request(self, request: Request, _: APIView) -> bool:
        return request.method in SAFE_METHODS or self._take("operator", request.user.pk)


class ConsoleView(APIView):
    """A door of the console. Reads are noted here; what a write does is recorded by its action."""

    permission_classes: tuple[type[IsOperator], ...] = (IsOperator,)
    throttle_classes: tuple[type[BaseThrottle], ...] = (EveryRequest, OperatorThrottle)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        get_token(request._request)
        super().initial(request, *args, **kwargs)
        if request.method in SAFE_METHODS:
            note_visit(request)


def operator(request: Request) -> User:
    """Return who passed the gate."""
    assert isinstance(request.user, User)
    return request.user


def note_visit(request: Request) -> None:
    """Record that an operator looked at an address."""
    address = request.get_full_path()[:500]
    if cache.add(f"{PUBLIC}:console-visit:{request.user.pk}:{hash_of(address)}", 1, SAME_VISIT_S):
        details = {"address": address, "ip": address_of(request._request)}
        record("console.viewed", actor=operator(request), target_kind="console", details=details)


def hash_of(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:24]
