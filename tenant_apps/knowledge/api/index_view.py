"""`/api/knowledge/index/`: whose vectors answer searches, and how far those of another model are."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenant_apps.knowledge.models import SearchIndex
from tenant_apps.knowledge.selectors import search_index
from tenant_apps.team.api.permissions import IsMember


class SearchIndexSerializer(serializers.ModelSerializer[SearchIndex]):
    is_rebuilding = serializers.SerializerMethodField(
        help_text="The old index answers until the new one is whole."
    )

    class Meta:
        model = SearchIndex
        fields = ("model_id", "next_model_id", "is_rebuilding", "done", "total", "reason", "rebuilt_at")
        read_only_fields = fields

    def get_is_rebuilding(self, index: SearchIndex) -> bool:
        return bool(index.next_model_id)


class SearchIndexView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(operation_id="knowledge_index", responses=SearchIndexSerializer)
    def get(self, _: Request) -> Response:
        return Response(SearchIndexSerializer(search_index()).data)
