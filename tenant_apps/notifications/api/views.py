"""`/api/alerts/`, `/api/notification-preferences/`, `/api/push/`: each member their own."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination, whole_page
from shared_apps.core.validation import validated
from tenant_apps.notifications import actions, pushing, selectors
from tenant_apps.notifications.api.serializers import (
    AlertPageSerializer,
    AlertSerializer,
    AlertsQuerySerializer,
    NewSubscriptionSerializer,
    PreferencesSerializer,
    PushKeySerializer,
    ReadAllSerializer,
    SubscriptionListSerializer,
    SubscriptionSerializer,
    UnreadSerializer,
)
from tenant_apps.notifications.choices import DEFAULTS, ways
from tenant_apps.notifications.models import AlertSettings
from tenant_apps.notifications.presentation import alert_view
from tenant_apps.team.api.permissions import IsMember, current_member

# A viewer is told too, and only ever writes what is their own.
OWN: list[type[BasePermission]] = [IsMember]


class Latest(CursorPagination):
    ordering = ("-at", "-id")  # type: ignore[assignment]  # DRF takes a tuple too


class AlertsView(APIView):
    permission_classes = OWN

    @extend_schema(
        operation_id="alerts_list",
        parameters=[AlertsQuerySerializer, OpenApiParameter("limit", int), OpenApiParameter("cursor", str)],
        responses=AlertPageSerializer,
    )
    def get(self, request: Request) -> Response:
        wanted = validated(AlertsQuerySerializer, request.query_params.dict())
        pages = Latest()
        rows = selectors.alerts_of(current_member(request), **wanted)
        page = pages.paginate_queryset(rows, request, view=self) or []
        return pages.get_paginated_response([alert_view(row) for row in page])


class UnreadView(APIView):
    permission_classes = OWN

    @extend_schema(operation_id="alerts_unread", responses=UnreadSerializer)
    def get(self, request: Request) -> Response:
        return Response({"unread": selectors.unread_count(current_member(request).id)})


class ReadView(APIView):
    permission_classes = OWN

    @extend_schema(operation_id="alerts_read", request=None, responses=AlertSerializer)
    def put(self, request: Request, id: UUID) -> Response:
        return Response(alert_view(actions.mark_read(member=current_member(request), alert_id=id)))


class ReadAllView(APIView):
    permission_classes = OWN

    @extend_schema(operation_id="alerts_read_all", request=ReadAllSerializer, responses=UnreadSerializer)
    def put(self, request: Request) -> Response:
        member = current_member(request)
        given = validated(ReadAllSerializer, request.data)
        actions.mark_all_read(member=member, conversation_id=given["conversation"])
        return Response({"unread": selectors.unread_count(member.id)})


class PreferencesView(APIView):
    permission_classes = OWN

    @extend_schema(operation_id="notification_preferences_get", responses=PreferencesSerializer)
    def get(self, request: Request) -> Response:
        member = current_member(request)
        return Response(_preferences(selectors.settings_of([member.id])[member.id]))

    @extend_schema(
        operation_id="notification_preferences_write",
        request=PreferencesSerializer,
        responses=PreferencesSerializer,
    )
    def put(self, request: Request) -> Response:
        """What is left out stays."""
        given = validated(PreferencesSerializer, request.data)
        if "quiet" in given:
            quiet = given.pop("quiet")
            given |= {"quiet_from": quiet["start"], "quiet_to": quiet["end"]}
        return Response(_preferences(actions.choose(member=current_member(request), fields=given)))


def _preferences(row: AlertSettings) -> dict[str, Any]:
    return {
        "kinds": {str(kind): asdict(ways(row.kinds, kind)) for kind in DEFAULTS},
        "quiet": {
            "start": row.quiet_from.strftime("%H:%M") if row.quiet_from else None,
            "end": row.quiet_to.strftime("%H:%M") if row.quiet_to else None,
        },
        "timezone": row.timezone,
        "digest": row.digest,
        "digest_hour": row.digest_hour,
    }


class PushKeyView(APIView):
    permission_classes = OWN

    @extend_schema(operation_id="push_key", responses=PushKeySerializer)
    def get(self, request: Request) -> Response:
        ours = pushing.keys()
        return Response({"public_key": ours.public if ours else None})


class SubscriptionsView(APIView):
    permission_classes = OWN

    @extend_schema(operation_id="push_subscriptions_list", responses=SubscriptionListSerializer)
    def get(self, request: Request) -> Response:
        rows: Any = selectors.subscriptions_of(current_member(request).id)
        return Response(whole_page(SubscriptionSerializer(rows, many=True).data))

    @extend_schema(
        operation_id="push_subscriptions_add",
        request=NewSubscriptionSerializer,
        responses={201: SubscriptionSerializer},
    )
    def post(self, request: Request) -> Response:
        """Push to this browser from now on; the same endpoint again renews it, for whoever is signed in there."""
        given, member = validated(NewSubscriptionSerializer, request.data), current_member(request)
        pushing.check_subscription(given["endpoint"], **given["keys"])
        row = actions.add_device(member=member, **given)
        return Response(SubscriptionSerializer(row).data, status=201)


class SubscriptionView(APIView):
    permission_classes = OWN

    @extend_schema(operation_id="push_subscriptions_remove", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        actions.remove_device(member=current_member(request), subscription_id=id)
        return Response(status=204)
