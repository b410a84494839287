"""`/api/sla-policies/`."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import WholePageSerializer, whole_page
from shared_apps.core.validation import validated
from tenant_apps.conversations.models import Priority
from tenant_apps.conversations.sla.actions import delete_policy, write_policy
from tenant_apps.conversations.sla.models import SlaPolicy
from tenant_apps.conversations.sla.selectors import get_policy, policies
from tenant_apps.team.api.permissions import IsAdminOrReadOnly, current_member

MAX_MINUTES = 60 * 24 * 365
TARGETS = ("first_response_min", "next_response_min", "resolution_min")


def _minutes() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=MAX_MINUTES, allow_null=True, default=None)


def _ids() -> serializers.ListField:
    return serializers.ListField(child=serializers.UUIDField(), default=list, max_length=100)


class SlaPolicySerializer(serializers.Serializer[SlaPolicy]):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(max_length=120)
    is_on = serializers.BooleanField(default=True)
    position = serializers.IntegerField(default=0)
    first_response_min = _minutes()
    next_response_min = _minutes()
    resolution_min = _minutes()
    in_opening_hours = serializers.BooleanField(default=True)
    labels = _ids()
    priorities = serializers.ListField(child=serializers.ChoiceField(Priority.choices), default=list)
    channels = _ids()
    teams = _ids()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if all(attrs.get(name) is None for name in TARGETS):
            raise serializers.ValidationError({"first_response_min": ["A policy needs one target."]})
        return attrs


class SlaPolicyListSerializer(WholePageSerializer):
    results = SlaPolicySerializer(many=True)


class SlaPoliciesView(APIView):
    permission_classes = [IsAdminOrReadOnly]

    @extend_schema(operation_id="sla_policies_list", responses=SlaPolicyListSerializer)
    def get(self, request: Request) -> Response:
        rows: Any = policies()
        return Response(whole_page(SlaPolicySerializer(rows, many=True).data))

    @extend_schema(
        operation_id="sla_policies_add", request=SlaPolicySerializer, responses={201: SlaPolicySerializer}
    )
    def post(self, request: Request) -> Response:
        return Response(SlaPolicySerializer(_written(request, SlaPolicy())).data, status=201)


class SlaPolicyView(APIView):
    permission_classes = [IsAdminOrReadOnly]

    @extend_schema(operation_id="sla_policies_get", responses=SlaPolicySerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(SlaPolicySerializer(get_policy(id)).data)

    @extend_schema(
        operation_id="sla_policies_write", request=SlaPolicySerializer, responses=SlaPolicySerializer
    )
    def put(self, request: Request, id: UUID) -> Response:
        return Response(SlaPolicySerializer(_written(request, get_policy(id))).data)

    @extend_schema(operation_id="sla_policies_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        delete_policy(get_policy(id), by=current_member(request))
        return Response(status=204)


def _written(request: Request, policy: SlaPolicy) -> SlaPolicy:
    form = validated(SlaPolicySerializer, request.data)
    return write_policy(policy, by=current_member(request), fields=form)
