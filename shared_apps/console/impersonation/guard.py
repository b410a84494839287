"""Before every request of a visit: is it still open, may it go there, may it write. Middleware, for cookies alone.

A request without a visit's session costs nothing here but a look at the session that it brings along anyway.
"""

import re
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse

from shared_apps.accounts.credentials import Guest, guest_of
from shared_apps.console.errors import ConsoleErrorCode
from shared_apps.console.impersonation.actions import end
from shared_apps.console.impersonation.models import HowEnded, Impersonation
from shared_apps.console.impersonation.trail import note
from shared_apps.core.clock import now
from shared_apps.core.context import bind
from shared_apps.core.errors import body
from shared_apps.core.keys import schema

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
END = "/api/impersonation/end/"
# A visitor's own account and other people's are no business of a visit, whatever it may write.
CLOSED = ("/api/auth/",)
OPEN_OF_CLOSED = ("/api/auth/me/",)
# What decides over people, money and the workspace itself stays with its owner.
NEVER_WRITTEN = (
    *("/api/employees/", "/api/invitations/", "/api/finance/", "/api/subscriptions/"),
    *("/api/plan-requests/", "/api/workspace/", "/api/push/"),
)
# All of the business in one file is more than a look.
NEVER_TAKEN = re.compile(r"/api/workspace/exports/[^/]+/file/")
MOST_SEEN = 500


class GuestGuard:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Pages and files are the same for everybody; who asks matters below /api/ only.
        if not request.path_info.startswith("/api/") or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        guest = guest_of(request.session)
        if guest is None:
            return self.get_response(request)
        return _refusal(request, guest) or self.get_response(request)


def _refusal(request: HttpRequest, guest: Guest) -> HttpResponse | None:
    visit = Impersonation.objects.select_related("tenant", "operator").filter(id=guest.id).first()
    if visit is None or visit.ended_at or visit.expires_at <= now() or guest.schema != schema():
        if visit is not None and visit.ended_at is None and visit.expires_at <= now():
            end(visit.id, how=HowEnded.TIME_OVER)
        logout(request)
        return _answer(
            401, ConsoleErrorCode.VISIT_OVER, "The visit is over. Begin another one in the console."
        )
    bind(operator=str(visit.operator_id))
    path = request.path_info
    if path == END:
        return None
    is_safe = request.method in SAFE
    if path.startswith(CLOSED) and not (is_safe and path.startswith(OPEN_OF_CLOSED)):
        if request.method == "DELETE" and path == "/api/auth/session/":
            # Signing out ends the visit.
            end(visit.id, by=visit.operator)
            return None
        return _refused(
            visit, request, "A visit opens no account's own pages.", ConsoleErrorCode.VISIT_CLOSED_HERE
        )
    if NEVER_TAKEN.fullmatch(path):
        message = "This stays with the workspace's owner, on every visit."
        return _refused(visit, request, message, ConsoleErrorCode.VISIT_CLOSED_HERE)
    if is_safe:
        _see(visit.id, path)
        return None
    if not visit.may_write:
        message = "You are looking through somebody's eyes: this visit may read, not change."
        return _refused(visit, request, message, ConsoleErrorCode.VISIT_READS_ONLY)
    if path.startswith(NEVER_WRITTEN):
        message = "This stays with the workspace's owner, on every visit."
        return _refused(visit, request, message, ConsoleErrorCode.VISIT_CLOSED_HERE)
    Impersonation.objects.filter(id=visit.id).update(written=F("written") + 1)
    note("impersonation.wrote", visit, method=request.method, path=path)
    return None


def _see(visit_id: UUID, path: str) -> None:
    """Keep each address once, and not without end."""
    unseen = Impersonation.objects.filter(id=visit_id, seen__len__lt=MOST_SEEN).exclude(seen__contains=[path])
    visit = unseen.only("seen").first()
    if visit is not None:
        unseen.update(seen=[*visit.seen, path])


def _refused(
    visit: Impersonation, request: HttpRequest, message: str, code: ConsoleErrorCode
) -> HttpResponse:
    Impersonation.objects.filter(id=visit.id).update(refused=F("refused") + 1)
    note("impersonation.refused", visit, method=request.method, path=request.path_info)
    return _answer(403, code, message)


def _answer(status: int, code: ConsoleErrorCode, message: str) -> HttpResponse:
    return JsonResponse(body(code, message), status=status)
