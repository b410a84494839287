"""`/api/locations/`: where customers come to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.clock import now
from shared_apps.core.hours import Schedule, is_open, next_opening
from shared_apps.core.pagination import WholePageSerializer, whole_page
from shared_apps.core.validation import validated
from tenant_apps.team.api.permissions import IsAdminOrReadOnly, current_member
from tenant_apps.workspace import locations, timetables
from tenant_apps.workspace.api.timetables import as_utc
from tenant_apps.workspace.models import Location, OpeningHours
from tenant_apps.workspace.selectors import current_workspace


class OwnHoursField(serializers.PrimaryKeyRelatedField[OpeningHours]):
    """The timetable of a location, by its id; null: the default one."""

    def get_queryset(self) -> Any:
        return timetables.own_timetables()


class LocationSerializer(serializers.ModelSerializer[Location]):
    name = serializers.CharField(max_length=120)
    address = serializers.CharField(max_length=300, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    map_url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    hours = OwnHoursField(required=False, allow_null=True, queryset=OpeningHours.objects.none())
    is_open = serializers.SerializerMethodField()
    next_opening = serializers.SerializerMethodField()

    class Meta:
        model = Location
        fields = (
            *("id", "name", "address", "phone", "map_url", "hours", "is_active"),
            *("is_open", "next_opening"),
        )

    @extend_schema_field(serializers.BooleanField(allow_null=True, help_text="null: no hours are set."))
    def get_is_open(self, row: Location) -> bool | None:
        schedule = self._schedule(row)
        return is_open(schedule, now()) if schedule else None

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_next_opening(self, row: Location) -> str | None:
        schedule = self._schedule(row)
        at: datetime | None = next_opening(schedule, now()) if schedule else None
        return as_utc(at)

    def _schedule(self, row: Location) -> Schedule | None:
        hours = row.hours or self.context["usual"]
        return timetables.schedule_of(hours, self.context["zone"]) if hours else None


def _shown(rows: Sequence[Location]) -> list[Any]:
    """Return what is shown of all of them, the workspace's hours asked for once."""
    context = {"zone": current_workspace().timezone, "usual": timetables.usual_timetable()}
    return list(LocationSerializer(rows, many=True, context=context).data)


class LocationListSerializer(WholePageSerializer):
    results = LocationSerializer(many=True)


class LocationsView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="locations", responses=LocationListSerializer)
    def get(self, request: Request) -> Response:
        return Response(whole_page(_shown(list(locations.locations()))))

    @extend_schema(
        operation_id="location_create", request=LocationSerializer, responses={201: LocationSerializer}
    )
    def post(self, request: Request) -> Response:
        given = validated(LocationSerializer, request.data)
        row = locations.create_location(actor=current_member(request), **given)
        return Response(_shown([row])[0], status=201)


class LocationView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="location", responses=LocationSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(_shown([locations.get_location(id)])[0])

    @extend_schema(
        operation_id="location_update",
        request=LocationSerializer(partial=True),
        responses=LocationSerializer,
    )
    def patch(self, request: Request, id: UUID) -> Response:
        row = locations.get_location(id)
        given = LocationSerializer(row, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        changed = locations.update_location(row, actor=current_member(request), **given.validated_data)
        return Response(_shown([changed])[0])

    @extend_schema(operation_id="location_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        locations.delete_location(locations.get_location(id), actor=current_member(request))
        return Response(status=204)
