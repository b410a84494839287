"""`/api/contacts/merge/`, undo, split, and the files of a contact."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination, WholePageSerializer, whole_page
from shared_apps.core.validation import validated
from tenant_apps.contacts.api.serializers import ContactSerializer
from tenant_apps.contacts.cards.models import ContactMerge
from tenant_apps.contacts.selectors import get_contact, get_contact_for
from tenant_apps.conversations.api.serializers import AttachmentSerializer
from tenant_apps.conversations.api.views import InboxView
from tenant_apps.conversations.models import Attachment
from tenant_apps.conversations.people import actions, selectors
from tenant_apps.team.api.permissions import CanReply, CanReplyOrReadOnly, current_member


class MergeRequestSerializer(serializers.Serializer[object]):
    into = serializers.UUIDField()

    def get_fields(self) -> dict[str, Any]:
        # "from" is a word of Python, so it cannot stand above.
        return {**super().get_fields(), "from": serializers.UUIDField()}


class MergeSerializer(serializers.Serializer[ContactMerge]):
    id = serializers.UUIDField()
    into = serializers.UUIDField(source="into_id")
    by = serializers.CharField(source="by_name")
    conversation = serializers.SerializerMethodField()
    differing = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": serializers.UUIDField(source="gone_id")}

    def get_conversation(self, merge: ContactMerge) -> str | None:
        """The thread that holds both."""
        found = merge.thread.get("into_id") or merge.thread.get("renamed")
        return str(found) if found else None

    def get_differing(self, merge: ContactMerge) -> list[str]:
        """What both had and differed; it stands in the notes now."""
        return list(merge.moved.get("kept", []))


class MergeListSerializer(WholePageSerializer):
    results = MergeSerializer(many=True)


class SplitRequestSerializer(serializers.Serializer[object]):
    identities = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=50)
    name = serializers.CharField(max_length=200, allow_blank=True, default="")


class SplitSerializer(serializers.Serializer[object]):
    contact = ContactSerializer()
    conversation = serializers.UUIDField(allow_null=True)


class ContactFileSerializer(AttachmentSerializer):
    message = serializers.UUIDField()
    conversation = serializers.UUIDField()
    direction = serializers.CharField()
    at = serializers.DateTimeField()


class ContactFilePageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ContactFileSerializer(many=True)


class MergeView(APIView):
    permission_classes = [CanReply]

    @extend_schema(
        operation_id="contacts_merge", request=MergeRequestSerializer, responses={201: MergeSerializer}
    )
    def post(self, request: Request) -> Response:
        given = validated(MergeRequestSerializer, request.data)
        for contact_id in (given["into"], given["from"]):
            get_contact_for(current_member(request), contact_id)
        merge = actions.join_contacts(into=given["into"], gone=given["from"], by=current_member(request))
        merge.refresh_from_db()
        return Response(MergeSerializer(merge).data, status=201)


class OtherThreadSerializer(serializers.Serializer[object]):
    conversation = serializers.UUIDField(help_text="Of the same person; its messages come here.")


class MergeThreadsView(InboxView):
    permission_classes = [CanReply]

    @extend_schema(
        operation_id="conversations_merge", request=OtherThreadSerializer, responses={201: MergeSerializer}
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Join another conversation with this one: their people turn out to be one. Undone like any merge."""
        into = self.conversation(id)
        gone = self.conversation(validated(OtherThreadSerializer, request.data)["conversation"])
        merge = actions.join_contacts(into=into.contact_id, gone=gone.contact_id, by=self.member)
        merge.refresh_from_db()
        return Response(MergeSerializer(merge).data, status=201)


class UndoMergeView(APIView):
    permission_classes = [CanReply]

    @extend_schema(operation_id="contacts_merge_undo", request=None, responses=MergeSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        member = current_member(request)
        get_contact_for(member, selectors.kept_contact(id))
        merge = actions.part_contacts(merge_id=id, by=member)
        return Response(MergeSerializer(merge).data)


class MergesView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="contact_merges_list", responses=MergeListSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        rows: Any = selectors.merges_into(get_contact_for(current_member(request), id))
        return Response(whole_page(MergeSerializer(rows, many=True).data))


class SplitView(APIView):
    permission_classes = [CanReply]

    @extend_schema(
        operation_id="contacts_split", request=SplitRequestSerializer, responses={201: SplitSerializer}
    )
    def post(self, request: Request, id: UUID) -> Response:
        given = validated(SplitRequestSerializer, request.data)
        contact, thread = actions.split_contact(
            contact_id=get_contact_for(current_member(request), id).id,
            identity_ids=given["identities"],
            name=given["name"],
            by=current_member(request),
        )
        shown = {"contact": ContactSerializer(get_contact(contact.id)).data, "conversation": None}
        return Response({**shown, "conversation": str(thread.id) if thread else None}, status=201)


class LatestFiles(CursorPagination):
    ordering = ("-message__provider_at", "-id")  # type: ignore[assignment]  # DRF takes a tuple too


class FilesView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(
        operation_id="contact_files_list",
        parameters=[OpenApiParameter("limit", int), OpenApiParameter("cursor", str)],
        responses=ContactFilePageSerializer,
    )
    def get(self, request: Request, id: UUID) -> Response:
        member = current_member(request)
        rows = selectors.files_of(get_contact_for(member, id), member)
        pages = LatestFiles()
        page = pages.paginate_queryset(rows, request, view=self) or []
        return pages.get_paginated_response([_file(row) for row in page])


def _file(row: Attachment) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "kind": row.kind,
        "name": row.name,
        "content_type": row.content_type,
        "size": row.size,
        "url": f"/api/attachments/{row.file_id}/" if row.file_id else None,
        "state": row.state,
        "reason": row.reason,
        "voice": row.is_voice,
        "message": str(row.message_id),
        "conversation": str(row.message.conversation_id),
        "direction": row.message.direction,
        "at": row.message.provider_at.isoformat().replace("+00:00", "Z"),
    }
