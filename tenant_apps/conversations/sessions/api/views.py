"""`/api/conversations/{id}/sessions/`."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.core.pagination import whole_page, whole_page_of
from tenant_apps.conversations.api.serializers import NamedSerializer
from tenant_apps.conversations.api.views import InboxView
from tenant_apps.conversations.sessions.selectors import sessions_of


class ThreadSessionSerializer(serializers.Serializer[object]):
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_by = NamedSerializer(allow_null=True)
    message = serializers.UUIDField(allow_null=True, help_text="The first of it.")
    text = serializers.CharField(help_text="What it began with.")
    rating = serializers.IntegerField(allow_null=True, help_text="1 to 5, where the customer gave one.")


class SessionsView(InboxView):
    @extend_schema(operation_id="sessions_list", responses=whole_page_of(ThreadSessionSerializer))
    def get(self, request: Request, id: UUID) -> Response:
        """The stretches of the thread, newest first."""
        return Response(
            whole_page(ThreadSessionSerializer(sessions_of(self.conversation(id)), many=True).data)
        )
