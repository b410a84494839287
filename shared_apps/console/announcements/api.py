"""Announcements: written by operators, read by the people of businesses."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.accounts.api.doors import given, signed_in
from shared_apps.console.announcements import actions, selectors
from shared_apps.console.api.doors import ConsoleView, operator
from shared_apps.console.api.pages import NewestFirst
from shared_apps.console.models import Announcement, Audience, Severity
from shared_apps.core.pagination import WholePageSerializer, whole_page
from tenant_apps.team.api.permissions import IsMember, current_member

WRITTEN = (
    "severity",
    "audience",
    "title_en",
    "text_en",
    "title_uk",
    "text_uk",
    "link",
    "starts_at",
    "ends_at",
)


class AnnouncementSerializer(serializers.ModelSerializer[Announcement]):
    severity = serializers.ChoiceField(Severity.choices, default=Severity.INFO)
    audience = serializers.ChoiceField(Audience.choices, default=Audience.EVERYBODY)
    text_en = serializers.CharField(max_length=1000, allow_blank=True, default="")
    text_uk = serializers.CharField(max_length=1000, allow_blank=True, default="")
    link = serializers.URLField(max_length=500, allow_blank=True, default="")
    mark = serializers.SerializerMethodField(help_text="Of what is announced now; goes back with a change.")
    dismissed = serializers.IntegerField(read_only=True, default=0, help_text="How many have put it away.")

    class Meta:
        model = Announcement
        fields: tuple[str, ...] = (
            "id",
            *WRITTEN,
            "withdrawn_at",
            "created_by_name",
            "created_at",
            "dismissed",
            "mark",
        )
        read_only_fields = ("id", "withdrawn_at", "created_by_name", "created_at")

    def get_mark(self, row: Announcement) -> str:
        return selectors.mark_of(row)

    def validate_link(self, link: str) -> str:
        if link and not link.startswith(("https://", "http://")):
            raise serializers.ValidationError("Use the address of a web page.")
        return link


class ChangedAnnouncementSerializer(AnnouncementSerializer):
    seen = serializers.CharField(
        max_length=16,
        write_only=True,
        required=False,
        default="",
        help_text="The announcement's `mark` when you looked.",
    )

    class Meta(AnnouncementSerializer.Meta):
        fields = (*AnnouncementSerializer.Meta.fields, "seen")


class AnnouncementsView(ConsoleView, ListAPIView[Announcement]):
    serializer_class = AnnouncementSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[Announcement]:
        return selectors.announcements()

    @extend_schema(operation_id="console_announcements")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="console_announcement_make",
        request=AnnouncementSerializer,
        responses={201: AnnouncementSerializer},
    )
    def post(self, request: Request) -> Response:
        made = actions.announce(actor=operator(request), **given(AnnouncementSerializer, request))
        return Response(AnnouncementSerializer(selectors.get_announcement(made.id)).data, status=201)


class AnnouncementView(ConsoleView):
    @extend_schema(
        operation_id="console_announcement_change",
        request=ChangedAnnouncementSerializer,
        responses=AnnouncementSerializer,
    )
    def put(self, request: Request, id: UUID) -> Response:
        selectors.get_announcement(id)
        form = given(ChangedAnnouncementSerializer, request)
        actions.change_announcement(announcement_id=id, actor=operator(request), **form)
        return Response(AnnouncementSerializer(selectors.get_announcement(id)).data)

    @extend_schema(operation_id="console_announcement_withdraw", responses=AnnouncementSerializer)
    def delete(self, request: Request, id: UUID) -> Response:
        actions.withdraw(announcement_id=id, actor=operator(request))
        return Response(AnnouncementSerializer(selectors.get_announcement(id)).data)


class NewsSerializer(serializers.Serializer[Any]):
    """An announcement in the reader's language."""

    id = serializers.UUIDField()
    severity = serializers.ChoiceField(Severity.choices)
    title = serializers.CharField()
    text = serializers.CharField()
    link = serializers.CharField()
    ends_at = serializers.DateTimeField()


class NewsListSerializer(WholePageSerializer):
    results = NewsSerializer(many=True)


class NewsView(APIView):
    """What the platform tells whoever asks, on a workspace's host."""

    permission_classes = (IsMember,)

    @extend_schema(operation_id="announcements", responses=NewsListSerializer)
    def get(self, request: Request) -> Response:
        user = signed_in(request)
        rows = selectors.shown_to(user_id=user.id, role=current_member(request).role, language=user.language)
        return Response(NewsListSerializer(whole_page(rows)).data)


class DismissView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(operation_id="announcement_dismiss", request=None, responses={204: None})
    def post(self, request: Request, id: UUID) -> Response:
        current_member(request)
        actions.dismiss(announcement_id=id, user_id=signed_in(request).id)
        return Response(status=204)
