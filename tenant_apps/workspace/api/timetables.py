"""`/api/opening-hours/`: the default timetable, and those of single channels."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.clock import now
from shared_apps.core.hours import Schedule, is_open, next_closing, next_opening
from shared_apps.core.hours_fields import DayField
from shared_apps.core.pagination import WholePageSerializer, whole_page
from shared_apps.core.validation import validated
from tenant_apps.team.api.permissions import IsAdminOrReadOnly, current_member
from tenant_apps.workspace import timetables
from tenant_apps.workspace.models import OpeningHours
from tenant_apps.workspace.selectors import current_workspace

MAX_HOLIDAYS = 400


class HolidaySerializer(serializers.Serializer[object]):
    date = serializers.DateField()
    name = serializers.CharField(max_length=120, allow_blank=True, default="")
    every_year = serializers.BooleanField(default=False)
    hours = DayField(default=list, help_text="None: closed.")


class LocationIdsField(serializers.ListField):
    """The locations that keep these hours."""

    child = serializers.UUIDField()

    def to_representation(self, data: Any) -> list[str]:
        return sorted(str(location.id) for location in data.all())


class AwaySerializer(serializers.Serializer[object]):
    on = serializers.BooleanField(source="away_is_on", default=False)
    en = serializers.CharField(source="away_text_en", max_length=2000, allow_blank=True, default="")
    uk = serializers.CharField(source="away_text_uk", max_length=2000, allow_blank=True, default="")


class TimetableSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(max_length=120, allow_blank=True, default="")
    is_default = serializers.BooleanField(read_only=True)
    timezone = serializers.CharField(
        max_length=64, allow_blank=True, default="", help_text="Blank: the workspace's."
    )
    week = serializers.ListField(
        child=DayField(), min_length=7, max_length=7, help_text="Seven days from Monday."
    )
    holidays = HolidaySerializer(many=True, default=list)
    channels = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=200)
    locations = LocationIdsField(required=False, max_length=200)
    away = AwaySerializer(source="*", required=False)
    is_open = serializers.SerializerMethodField()
    next_opening = serializers.SerializerMethodField()
    next_closing = serializers.SerializerMethodField()
    zone = serializers.SerializerMethodField(
        help_text="The time zone that holds: its own, else the workspace's."
    )
    rev = serializers.IntegerField(read_only=True)

    def validate_timezone(self, value: str) -> str:
        if value and value not in available_timezones():
            raise serializers.ValidationError("There is no such time zone. Use a name such as Europe/Kyiv.")
        return value

    def validate_holidays(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len(value) > MAX_HOLIDAYS:
            raise serializers.ValidationError(f"Keep at most {MAX_HOLIDAYS} holidays.")
        return [{**holiday, "date": holiday["date"].isoformat()} for holiday in value]

    def get_is_open(self, row: OpeningHours) -> bool:
        return is_open(self._schedule(row), now())

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_next_opening(self, row: OpeningHours) -> str | None:
        return as_utc(next_opening(self._schedule(row), now()))

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_next_closing(self, row: OpeningHours) -> str | None:
        return as_utc(next_closing(self._schedule(row), now()))

    def get_zone(self, row: OpeningHours) -> str:
        return self._schedule(row).timezone

    def _schedule(self, row: OpeningHours) -> Schedule:
        return timetables.schedule_of(row, self.context.get("zone", ""))


def as_utc(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


def timetable_views(rows: Sequence[OpeningHours]) -> list[Any]:
    """Return what is shown of all of them, the workspace's time zone asked for once."""
    return list(TimetableSerializer(rows, many=True, context={"zone": current_workspace().timezone}).data)


class TimetableListSerializer(WholePageSerializer):
    results = TimetableSerializer(many=True)


class TimetablesView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="opening_hours_list", responses=TimetableListSerializer)
    def get(self, request: Request) -> Response:
        return Response(whole_page(timetable_views(timetables.timetables())))

    @extend_schema(
        operation_id="opening_hours_write_default", request=TimetableSerializer, responses=TimetableSerializer
    )
    def put(self, request: Request) -> Response:
        row = timetables.write_timetable(
            timetables.default_timetable(),
            actor=current_member(request),
            fields=validated(TimetableSerializer, request.data),
        )
        return Response(TimetableSerializer(row).data)

    @extend_schema(
        operation_id="opening_hours_create",
        request=TimetableSerializer,
        responses={201: TimetableSerializer},
    )
    def post(self, request: Request) -> Response:
        row = timetables.write_timetable(
            OpeningHours(), actor=current_member(request), fields=validated(TimetableSerializer, request.data)
        )
        return Response(TimetableSerializer(row).data, status=201)


class TimetableView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="opening_hours_get", responses=TimetableSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(TimetableSerializer(timetables.get_timetable(id)).data)

    @extend_schema(
        operation_id="opening_hours_write", request=TimetableSerializer, responses=TimetableSerializer
    )
    def put(self, request: Request, id: UUID) -> Response:
        row = timetables.write_timetable(
            timetables.get_timetable(id),
            actor=current_member(request),
            fields=validated(TimetableSerializer, request.data),
        )
        return Response(TimetableSerializer(row).data)

    @extend_schema(operation_id="opening_hours_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        timetables.delete_timetable(timetables.get_timetable(id), actor=current_member(request))
        return Response(status=204)
