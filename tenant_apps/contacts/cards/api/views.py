"""Contacts as a list, their notes, the business's own fields, the block, who may be the same person."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination, whole_page
from shared_apps.core.validation import validated
from tenant_apps.contacts.api.serializers import ContactSerializer
from tenant_apps.contacts.cards import actions, selectors
from tenant_apps.contacts.cards.api.serializers import (
    BlockSerializer,
    ContactsQuerySerializer,
    CustomFieldListSerializer,
    CustomFieldSerializer,
    LookAlikeListSerializer,
    NotePageSerializer,
    NoteSerializer,
)
from tenant_apps.contacts.cards.models import CustomField
from tenant_apps.contacts.look_alikes import look_alikes
from tenant_apps.contacts.models import Contact
from tenant_apps.contacts.selectors import get_contact, get_contact_for
from tenant_apps.team.api.permissions import CanReplyOrReadOnly, IsAdminOrReadOnly, current_member


def _contact(request: Request, id: UUID) -> Contact:
    return get_contact_for(current_member(request), id)


class ContactPageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ContactSerializer(many=True)


class ContactsView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(
        operation_id="contacts_list",
        parameters=[ContactsQuerySerializer, OpenApiParameter("limit", int), OpenApiParameter("cursor", str)],
        responses=ContactPageSerializer,
    )
    def get(self, request: Request) -> Response:
        wanted = validated(ContactsQuerySerializer, request.query_params.dict())
        pages = CursorPagination()
        sort = wanted.pop("sort")
        pages.ordering = (sort, "-id" if sort.startswith("-") else "id")  # type: ignore[assignment]  # DRF takes both
        page: Any = pages.paginate_queryset(
            selectors.contacts(current_member(request), **wanted), request, view=self
        )
        return pages.get_paginated_response(ContactSerializer(page, many=True).data)


class LookAlikesView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="contacts_look_alikes", responses=LookAlikeListSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        found = look_alikes(_contact(request, id).id, seen_by=current_member(request))
        rows = [
            {
                "id": str(one.contact.id),
                "name": one.contact.name,
                "phone": one.contact.phone,
                "email": one.contact.email,
                "reason": one.reason,
            }
            for one in found
            if one.contact.merged_into_id is None
        ]
        return Response(whole_page(rows))


class BlockView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="contacts_block", request=BlockSerializer, responses=ContactSerializer)
    def put(self, request: Request, id: UUID) -> Response:
        given = validated(BlockSerializer, request.data)
        actions.block_contact(_contact(request, id), by=current_member(request), is_blocked=given["blocked"])
        return Response(ContactSerializer(get_contact(id)).data)


class NewestFirst(CursorPagination):
    ordering = ("-created_at", "-id")  # type: ignore[assignment]  # DRF takes a tuple too


class NotesView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(
        operation_id="contact_notes_list",
        parameters=[OpenApiParameter("limit", int), OpenApiParameter("cursor", str)],
        responses=NotePageSerializer,
    )
    def get(self, request: Request, id: UUID) -> Response:
        pages = NewestFirst()
        page: Any = pages.paginate_queryset(selectors.notes_of(_contact(request, id).id), request, view=self)
        return pages.get_paginated_response(NoteSerializer(page, many=True).data)

    @extend_schema(operation_id="contact_notes_add", request=NoteSerializer, responses={201: NoteSerializer})
    def post(self, request: Request, id: UUID) -> Response:
        given = validated(NoteSerializer, request.data)
        note = actions.add_note(_contact(request, id), by=current_member(request), text=given["text"])
        note.refresh_from_db()
        return Response(NoteSerializer(note).data, status=201)


class NoteView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="contact_notes_edit", request=NoteSerializer, responses=NoteSerializer)
    def patch(self, request: Request, id: UUID, note_id: UUID) -> Response:
        note = selectors.get_note(_contact(request, id).id, note_id)
        given = validated(NoteSerializer, request.data)
        note = actions.edit_note(note, by=current_member(request), text=given["text"])
        return Response(NoteSerializer(note).data)

    @extend_schema(operation_id="contact_notes_delete", responses={204: None})
    def delete(self, request: Request, id: UUID, note_id: UUID) -> Response:
        actions.delete_note(selectors.get_note(_contact(request, id).id, note_id), by=current_member(request))
        return Response(status=204)


class CustomFieldsView(APIView):
    permission_classes = [IsAdminOrReadOnly]

    @extend_schema(operation_id="custom_fields_list", responses=CustomFieldListSerializer)
    def get(self, request: Request) -> Response:
        rows: Any = selectors.custom_fields()
        return Response(whole_page(CustomFieldSerializer(rows, many=True).data))

    @extend_schema(
        operation_id="custom_fields_add",
        request=CustomFieldSerializer,
        responses={201: CustomFieldSerializer},
    )
    def post(self, request: Request) -> Response:
        fields = validated(CustomFieldSerializer, request.data)
        field = actions.write_field(CustomField(), by=current_member(request), fields=fields)
        return Response(CustomFieldSerializer(field).data, status=201)


class CustomFieldView(APIView):
    permission_classes = [IsAdminOrReadOnly]

    @extend_schema(
        operation_id="custom_fields_change",
        request=CustomFieldSerializer(partial=True),
        responses=CustomFieldSerializer,
    )
    def patch(self, request: Request, id: UUID) -> Response:
        field = selectors.get_custom_field(id)
        fields = validated(CustomFieldSerializer, request.data, partial=True)
        changed = actions.write_field(field, by=current_member(request), fields=fields)
        return Response(CustomFieldSerializer(changed).data)

    @extend_schema(operation_id="custom_fields_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        actions.delete_field(selectors.get_custom_field(id), by=current_member(request))
        return Response(status=204)
