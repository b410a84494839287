"""Labels over HTTP: everyone reads, everyone but viewers writes; deleting takes an owner or admin."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import whole_page
from shared_apps.core.validation import validated
from tenant_apps.contacts.labels import actions, selectors
from tenant_apps.contacts.labels.api.serializers import (
    ContactLabelsSerializer,
    LabelChipListSerializer,
    LabelListSerializer,
    LabelOrderSerializer,
    LabelSerializer,
)
from tenant_apps.contacts.labels.presentation import label_chip, label_view
from tenant_apps.contacts.selectors import get_contact_for
from tenant_apps.team.api.permissions import CanReplyOrReadOnly, IsAdmin, current_member


class LabelsView(APIView):
    permission_classes = (CanReplyOrReadOnly,)

    @extend_schema(operation_id="labels_list", responses=LabelListSerializer)
    def get(self, request: Request) -> Response:
        return Response(whole_page([label_view(label) for label in selectors.labels()]))

    @extend_schema(operation_id="labels_create", request=LabelSerializer, responses={201: LabelSerializer})
    def post(self, request: Request) -> Response:
        form = validated(LabelSerializer, request.data)
        label = actions.create_label(actor=current_member(request), **form)
        return Response(label_view(label), status=201)


class LabelOrderView(APIView):
    permission_classes = (CanReplyOrReadOnly,)

    @extend_schema(operation_id="labels_order", request=LabelOrderSerializer, responses=LabelListSerializer)
    def put(self, request: Request) -> Response:
        form = validated(LabelOrderSerializer, request.data)
        actions.order_labels(ids=form["ids"])
        return Response(whole_page([label_view(label) for label in selectors.labels()]))


class LabelView(APIView):
    def get_permissions(self) -> list[BasePermission]:
        return [IsAdmin()] if self.request.method == "DELETE" else [CanReplyOrReadOnly()]

    @extend_schema(operation_id="labels_get", responses=LabelSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(label_view(selectors.get_label(id)))

    @extend_schema(
        operation_id="labels_change", request=LabelSerializer(partial=True), responses=LabelSerializer
    )
    def patch(self, request: Request, id: UUID) -> Response:
        form = validated(LabelSerializer, request.data, partial=True)
        label = actions.change_label(actor=current_member(request), label_id=id, changes=form)
        return Response(label_view(label))

    @extend_schema(operation_id="labels_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        actions.delete_label(actor=current_member(request), label_id=id)
        return Response(status=204)


class ContactLabelsView(APIView):
    permission_classes = (CanReplyOrReadOnly,)

    @extend_schema(operation_id="contact_labels", responses=LabelChipListSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self._worn(request, id)

    @extend_schema(
        operation_id="contact_labels_set", request=ContactLabelsSerializer, responses=LabelChipListSerializer
    )
    def put(self, request: Request, id: UUID) -> Response:
        form = validated(ContactLabelsSerializer, request.data)
        get_contact_for(current_member(request), id)
        actions.set_contact_labels(contact_id=id, label_ids=form["labels"])
        return self._worn(request, id)

    def _worn(self, request: Request, id: UUID) -> Response:
        contact = get_contact_for(current_member(request), id)
        worn = selectors.labels_of_contacts([contact.id]).get(contact.id, [])
        return Response({"labels": [label_chip(label) for label in worn]})
