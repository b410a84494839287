from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.validation import validated
from tenant_apps.contacts.actions import change_contact
from tenant_apps.contacts.api.serializers import ContactSerializer
from tenant_apps.contacts.selectors import get_contact, get_contact_for
from tenant_apps.team.api.permissions import CanReplyOrReadOnly, current_member


class ContactView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="contacts_get", responses=ContactSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(ContactSerializer(get_contact_for(current_member(request), id)).data)

    @extend_schema(operation_id="contacts_change", request=ContactSerializer, responses=ContactSerializer)
    def patch(self, request: Request, id: UUID) -> Response:
        form = validated(ContactSerializer, request.data, partial=True)
        get_contact_for(current_member(request), id)
        change_contact(contact_id=id, changes=form)
        return Response(ContactSerializer(get_contact(id)).data)
