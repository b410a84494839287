"""`/api/admin/impersonate/` at the console, `/api/impersonation/` in the workspace that is visited."""

from typing import Any
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.authentication import CookieAuthentication
from shared_apps.accounts.api.doors import OpenDoor, PersonalDoor, check_confirmed, given
from shared_apps.accounts.api.throttles import SignInThrottle
from shared_apps.accounts.credentials import Credential
from shared_apps.console.api.doors import ConsoleView, operator
from shared_apps.console.impersonation import actions, selectors
from shared_apps.console.impersonation.shapes import (
    BeginVisitSerializer,
    BegunVisitSerializer,
    ConsoleVisitSerializer,
    LeftVisitSerializer,
    VisitableSerializer,
    VisitTokenSerializer,
)
from shared_apps.core.errors import NotFound
from shared_apps.core.pagination import whole_page, whole_page_of
from tenants.hosts import url_of
from tenants.selectors import current_tenant


class VisitsView(ConsoleView):
    @extend_schema(operation_id="console_visits", responses=whole_page_of(ConsoleVisitSerializer))
    def get(self, request: Request) -> Response:
        actions.end_overdue()
        rows: Any = selectors.visits()
        return Response(whole_page(ConsoleVisitSerializer(rows, many=True).data))

    @extend_schema(
        operation_id="console_impersonate",
        request=BeginVisitSerializer,
        responses={201: BegunVisitSerializer},
    )
    def post(self, request: Request) -> Response:
        asked = given(BeginVisitSerializer, request)
        if asked["may_write"]:
            check_confirmed(request)
        tenant = asked.pop("company")
        visit, token = actions.begin(
            operator(request),
            tenant=tenant,
            reason=asked["reason"],
            minutes=asked["minutes"],
            member_id=asked["member"],
            may_write=asked["may_write"],
        )
        url = f"{url_of(tenant.slug)}/visit#{token}"
        return Response(
            BegunVisitSerializer(visit, context={"url": url}).data, status=status.HTTP_201_CREATED
        )


class EndVisitView(ConsoleView):
    @extend_schema(operation_id="console_visit_end", request=None, responses=ConsoleVisitSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        return Response(ConsoleVisitSerializer(actions.end(id, by=operator(request))).data)


class VisitableView(ConsoleView):
    """Who works in a workspace, so that an operator can say through whose eyes they want to look."""

    @extend_schema(operation_id="console_visitable", responses=whole_page_of(VisitableSerializer))
    def get(self, request: Request, id: UUID) -> Response:
        tenant = selectors.get_workspace(id)
        actions.check_open(tenant)
        return Response(whole_page(VisitableSerializer(selectors.visitable(tenant), many=True).data))


class EnterView(OpenDoor):
    """Where an operator arrives from the console; the token takes the place of everything else."""

    authentication_classes = (CookieAuthentication,)
    throttle_classes = (SignInThrottle,)

    @extend_schema(operation_id="impersonation_enter", request=VisitTokenSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        token = given(VisitTokenSerializer, request)["token"]
        actions.enter(request._request, token, tenant=current_tenant())
        return Response(status=status.HTTP_204_NO_CONTENT)


class LeaveView(PersonalDoor):
    """Ends the visit of the session that asks; anybody else is on no visit and finds nothing."""

    @extend_schema(operation_id="impersonation_end", request=None, responses=LeftVisitSerializer)
    def post(self, request: Request) -> Response:
        guest = request.auth.guest if isinstance(request.auth, Credential) else None
        if guest is None:
            raise NotFound
        visit = actions.end(guest.id, by=None)
        request._request.session.flush()
        console = f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/console/companies/{visit.tenant_id}"
        return Response(LeftVisitSerializer({"console": console}).data)
