"""The outermost middleware: a name for each request, and how long it took."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shared_apps.core.context import binding
from shared_apps.core.metrics import Clock, Counter

log = logging.getLogger(__name__)

HEADER = "X-Request-ID"
# What a proxy in front may have called it.
_NAME = re.compile(r"[\w.-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUESTS = Counter(
    "parlor_http_requests_total", "Requests answered, by route template.", "method", "route", "status"
)
SECONDS = Clock(
    "parlor_http_request_seconds",
    "How long requests took, by route template.",
    "method",
    "route",
    bounds=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)


class ObservedRequests:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        name = given if _NAME.fullmatch(given) else uuid4().hex
        began = time.perf_counter()
        with binding(request=name):
            response = self.get_response(request)
            took_s = time.perf_counter() - began
            self._count(request, response.status_code, took_s)
        response.headers[HEADER] = name
        return response

    def _count(self, request: HttpRequest, status: int, took_s: float) -> None:
        match = request.resolver_match
        route = "/" + match.route.lstrip("^").rstrip("$") if match else "unmatched"
        method = request.method if request.method in _METHODS else "OTHER"
        REQUESTS.add(str(method), route, str(status))
        SECONDS.observe(str(method), route, seconds=took_s)
        if took_s > settings.SLOW_REQUEST_S:
            log.warning("slow: %s %s took %.1f s and answered %s", method, route, took_s, status)
