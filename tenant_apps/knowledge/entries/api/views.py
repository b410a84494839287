"""`/api/knowledge-base/` and `/api/sync-knowledge/`: members see, owners, admins and agents change."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated
from tenant_apps.knowledge.api.views import PAGING
from tenant_apps.knowledge.entries import actions, selectors
from tenant_apps.knowledge.entries.api.serializers import (
    AcceptSerializer,
    EntriesQuerySerializer,
    EntryListSerializer,
    EntrySerializer,
    NewEntrySerializer,
    SuggestionListSerializer,
    TableImportedSerializer,
    TableSerializer,
)
from tenant_apps.knowledge.entries.presentation import entry_view, suggestion_view
from tenant_apps.knowledge.sources.actions import refresh_all
from tenant_apps.knowledge.sources.api.serializers import SyncedSerializer
from tenant_apps.team.api.permissions import CanReplyOrReadOnly, current_member


def _by(request: Request) -> str:
    return current_member(request).name


class EntriesView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(
        operation_id="knowledge_entries",
        parameters=[*PAGING, EntriesQuerySerializer],
        responses=EntryListSerializer,
    )
    def get(self, request: Request) -> Response:
        wanted = validated(EntriesQuerySerializer, request.query_params.dict())
        pages = CursorPagination()
        found = pages.paginate_queryset(selectors.entries(**wanted), request, view=self) or []
        return pages.get_paginated_response([entry_view(entry) for entry in found])

    @extend_schema(
        operation_id="knowledge_entry_add", request=NewEntrySerializer, responses={201: EntrySerializer}
    )
    def post(self, request: Request) -> Response:
        form = validated(NewEntrySerializer, request.data)
        entry = actions.write_entry(by=_by(request), **form)
        return Response(entry_view(entry), status=201)


class EntryView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="knowledge_entry", responses=EntrySerializer)
    def get(self, _: Request, id: UUID) -> Response:
        return Response(entry_view(selectors.get_entry(id)))

    @extend_schema(
        operation_id="knowledge_entry_change",
        request=NewEntrySerializer(partial=True),
        responses=EntrySerializer,
    )
    def patch(self, request: Request, id: UUID) -> Response:
        form = validated(NewEntrySerializer, request.data, partial=True)
        entry = actions.change_entry(entry_id=id, changes=form, by=_by(request))
        return Response(entry_view(entry))

    @extend_schema(operation_id="knowledge_entry_delete", responses={204: None})
    def delete(self, _: Request, id: UUID) -> Response:
        actions.delete_entry(entry_id=id)
        return Response(status=204)


class EntriesImportView(APIView):
    permission_classes = [CanReplyOrReadOnly]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="knowledge_entries_import",
        request={"multipart/form-data": TableSerializer},
        responses=TableImportedSerializer,
    )
    def post(self, request: Request) -> Response:
        form = validated(TableSerializer, request.data)
        done = actions.import_entries(content=form["file"].read(), by=_by(request))
        errors = [{"row": row, "reason": reason} for row, reason in done.errors]
        return Response(
            {
                "created": done.created,
                "updated": done.updated,
                "unchanged": done.unchanged,
                "errors": errors,
            }
        )


class SuggestionsView(APIView):
    @extend_schema(
        operation_id="knowledge_suggestions", parameters=PAGING, responses=SuggestionListSerializer
    )
    def get(self, request: Request) -> Response:
        pages = CursorPagination()
        found = pages.paginate_queryset(selectors.suggestions(), request, view=self) or []
        return pages.get_paginated_response([suggestion_view(one) for one in found])


class SuggestionAcceptView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(
        operation_id="knowledge_suggestion_accept", request=AcceptSerializer, responses={201: EntrySerializer}
    )
    def post(self, request: Request, id: UUID) -> Response:
        form = validated(AcceptSerializer, request.data)
        entry = actions.accept_suggestion(suggestion_id=id, by=_by(request), **form)
        return Response(entry_view(entry), status=201)


class SuggestionDismissView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="knowledge_suggestion_dismiss", request=None, responses={204: None})
    def post(self, _: Request, id: UUID) -> Response:
        actions.dismiss_suggestion(suggestion_id=id)
        return Response(status=204)


class SyncKnowledgeView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="sync_knowledge", request=None, responses={202: SyncedSerializer})
    def post(self, _: Request) -> Response:
        return Response({"sources": refresh_all(), "entries": actions.sync_entries()}, status=202)
