"""Order in the inbox over HTTP."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.clock import now
from shared_apps.core.validation import validated
from tenant_apps.conversations.api.views import InboxView
from tenant_apps.conversations.lists.api.serializers import ListQuerySerializer
from tenant_apps.conversations.lists.selectors import ListFilter, conversations_for
from tenant_apps.conversations.organising import actions, selectors
from tenant_apps.conversations.organising.actions.bulk import start_bulk, undo_bulk
from tenant_apps.conversations.organising.actions.snoozing import understand
from tenant_apps.conversations.organising.api.serializers import (
    BulkJobSerializer,
    BulkSerializer,
    InboxSettingsSerializer,
    ParticipantListSerializer,
    ParticipantsSerializer,
    SnoozedSerializer,
    SnoozeSerializer,
    UnderstoodSerializer,
)
from tenant_apps.conversations.organising.presentation import bulk_view, participants_view, settings_view
from tenant_apps.conversations.presentation import conversation_view
from tenant_apps.conversations.selectors import conversations_called
from tenant_apps.team.api.permissions import IsAdminOrReadOnly, current_member


class SnoozeView(InboxView):
    @extend_schema(operation_id="conversations_snooze", request=SnoozeSerializer, responses=SnoozedSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        """Put the conversation aside until a moment, a time in words, or the customer's reply."""
        conversation = self.conversation(id)
        until = understand(**validated(SnoozeSerializer, request.data))
        actions.snooze(conversation_id=conversation.id, until=until, by=self.member)
        [shown] = conversations_called([conversation.id])
        return Response(
            {
                "until": until.moment,
                "until_reply": until.is_until_reply,
                "conversation": conversation_view(shown, now()),
            }
        )


class UnderstandView(InboxView):
    @extend_schema(operation_id="snooze_understand", request=SnoozeSerializer, responses=UnderstoodSerializer)
    def post(self, request: Request) -> Response:
        """Show what a time in words means, before anything is put aside."""
        until = understand(**validated(SnoozeSerializer, request.data))
        return Response({"until": until.moment, "until_reply": until.is_until_reply})


class ParticipantsView(InboxView):
    @extend_schema(operation_id="participants_list", responses=ParticipantListSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(participants_view(selectors.participants_of(self.conversation(id).id)))

    @extend_schema(
        operation_id="participants_set", request=ParticipantsSerializer, responses=ParticipantListSerializer
    )
    def put(self, request: Request, id: UUID) -> Response:
        conversation = self.conversation(id)
        members = validated(ParticipantsSerializer, request.data)["members"]
        actions.set_participants(conversation_id=conversation.id, member_ids=members)
        return Response(participants_view(selectors.participants_of(conversation.id)))


class InboxSettingsView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="inbox_settings_get", responses=InboxSettingsSerializer)
    def get(self, request: Request) -> Response:
        return Response(settings_view(selectors.inbox_settings()))

    @extend_schema(
        operation_id="inbox_settings_change",
        request=InboxSettingsSerializer(partial=True),
        responses=InboxSettingsSerializer,
    )
    def patch(self, request: Request) -> Response:
        changes = validated(InboxSettingsSerializer, request.data, partial=True)
        return Response(settings_view(actions.save_settings(actor=current_member(request), changes=changes)))


class BulkView(InboxView):
    @extend_schema(
        operation_id="conversations_bulk",
        request=BulkSerializer,
        responses={201: BulkJobSerializer, 200: BulkJobSerializer},
    )
    def post(self, request: Request) -> Response:
        """Begin one change of many conversations; `bulk.progress` frames tell how far it is."""
        given = validated(BulkSerializer, request.data)
        is_repeated = selectors.is_begun(self.member, given["client_id"])
        ids = given["ids"] if "ids" in given else self._shown_by(given["filter"])
        job = start_bulk(
            member=self.member,
            action=given["action"],
            value=given["value"],
            ids=ids,
            client_id=given["client_id"],
        )
        return Response(bulk_view(job), status=200 if is_repeated else 201)

    def _shown_by(self, words: dict[str, Any]) -> list[UUID]:
        wanted = ListFilter(**validated(ListQuerySerializer, words))
        return list(conversations_for(self.member, wanted).order_by("id").values_list("id", flat=True))


class BulkJobView(InboxView):
    @extend_schema(operation_id="bulk_job", responses=BulkJobSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(bulk_view(selectors.get_bulk_job_for(self.member, id)))


class BulkUndoView(InboxView):
    @extend_schema(operation_id="bulk_undo", request=None, responses=BulkJobSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        job = selectors.get_bulk_job_for(self.member, id)
        return Response(bulk_view(undo_bulk(member=self.member, job_id=job.id)))
