from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView

from shared_apps.core.errors import Invalid
from tenant_apps.agent.safety import selectors
from tenant_apps.agent.safety.api.serializers import BlockedSerializer
from tenant_apps.agent.safety.models import Blocked, Kind
from tenant_apps.team.api.permissions import IsMember, current_member


@extend_schema(parameters=[OpenApiParameter("kind", OpenApiTypes.STR, enum=Kind.values)])
class BlockedView(ListAPIView[Blocked]):
    """What customers and documents tried, and what a model was kept from saying."""

    permission_classes = (IsMember,)
    serializer_class = BlockedSerializer
    queryset = Blocked.objects.none()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # the generic's own annotation names the manager's type
        kind = self.request.query_params.get("kind", "")
        if kind and kind not in Kind.values:
            raise Invalid("There is no such kind.", fields={"kind": ["Choose one of the kinds."]})
        return selectors.blocked(current_member(self.request), kind=kind)
