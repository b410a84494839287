"""The knowledge base over HTTP: members read and search, owners and admins change."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.pagination import BasePagination
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.audit.actions import record
from shared_apps.core.pagination import CursorPagination
from shared_apps.core.validation import validated
from tenant_apps.knowledge import actions, quotas, selectors
from tenant_apps.knowledge.api.doors import FilesAreBounded
from tenant_apps.knowledge.api.serializers import (
    ChunkPageSerializer,
    ChunkSerializer,
    DocumentChangeSerializer,
    DocumentPageSerializer,
    DocumentSerializer,
    DocumentUploadSerializer,
    FoundSerializer,
    KnowledgeQuestionSerializer,
    KnowledgeUsageSerializer,
    UploadedSerializer,
)
from tenant_apps.knowledge.models import Document
from tenant_apps.knowledge.presentation import document_view
from tenant_apps.knowledge.selectors import Passage
from tenant_apps.team.api.permissions import CanReplyOrReadOnly, IsMember, current_member

PAGING = [
    OpenApiParameter("limit", int, description="Entries per page, 100 at most."),
    OpenApiParameter("cursor", str, description="From `next` or `previous`."),
]


class ChunkPagination(CursorPagination):
    ordering = "ord"


class DocumentListView(APIView):
    @extend_schema(operation_id="documents", parameters=PAGING, responses=DocumentPageSerializer)
    def get(self, request: Request) -> Response:
        pages = CursorPagination()
        found = pages.paginate_queryset(selectors.documents(), request, view=self) or []
        return pages.get_paginated_response([document_view(document) for document in found])


def _note(action: str, request: Request, document: Document) -> None:
    record(
        action,
        actor=current_member(request),
        target_kind="document",
        target_id=document.id,
        details={"name": document.name},
    )


class DocumentUploadView(FilesAreBounded, APIView):
    permission_classes = [CanReplyOrReadOnly]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="documents_upload",
        request={"multipart/form-data": DocumentUploadSerializer},
        responses={201: UploadedSerializer},
    )
    def post(self, request: Request) -> Response:
        documents = actions.upload_documents(files=request.FILES.getlist("files"))
        for document in documents:
            _note("document.uploaded", request, document)
        return Response({"results": [document_view(document) for document in documents]}, status=201)


class TrainingFilesView(DocumentUploadView):
    """The same upload under the name that older clients know."""

    @extend_schema(
        operation_id="ai_training_files",
        request={"multipart/form-data": DocumentUploadSerializer},
        responses={201: UploadedSerializer},
    )
    def post(self, request: Request) -> Response:
        return super().post(request)


class DocumentView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="document", responses=DocumentSerializer)
    def get(self, _: Request, id: UUID) -> Response:
        return Response(document_view(selectors.get_document(id)))

    @extend_schema(
        operation_id="document_change", request=DocumentChangeSerializer, responses=DocumentSerializer
    )
    def patch(self, request: Request, id: UUID) -> Response:
        selectors.get_document(id)
        form = validated(DocumentChangeSerializer, request.data)
        changed = actions.decide_version(document_id=id, **form)
        return Response(document_view(changed))

    @extend_schema(operation_id="document_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        document = selectors.get_document(id)
        actions.delete_document(document_id=id)
        _note("document.deleted", request, document)
        return Response(status=204)


class DocumentChunksView(APIView):
    @extend_schema(operation_id="document_chunks", parameters=PAGING, responses=ChunkPageSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        pages: BasePagination = ChunkPagination()
        chunks = selectors.chunks_of(selectors.get_document(id))
        found = pages.paginate_queryset(chunks, request, view=self) or []
        return pages.get_paginated_response(ChunkSerializer(found, many=True).data)


class DocumentRetryView(APIView):
    permission_classes = [CanReplyOrReadOnly]

    @extend_schema(operation_id="document_retry", request=None, responses=DocumentSerializer)
    def post(self, _: Request, id: UUID) -> Response:
        return Response(document_view(actions.retry_document(document_id=id)))


class KnowledgeUsageView(APIView):
    @extend_schema(operation_id="knowledge_usage", responses=KnowledgeUsageSerializer)
    def get(self, _: Request) -> Response:
        used, most = quotas.usage(), quotas.limits()
        kinds = ("documents", "photos", "bytes")
        return Response({kind: {"used": getattr(used, kind), "most": getattr(most, kind)} for kind in kinds})


class KnowledgeSearchView(APIView):
    # Searching changes nothing, so viewers may; it is a POST only because questions are long and private.
    permission_classes = [IsMember]

    @extend_schema(
        operation_id="knowledge_search", request=KnowledgeQuestionSerializer, responses=FoundSerializer
    )
    def post(self, request: Request) -> Response:
        form = validated(KnowledgeQuestionSerializer, request.data)
        asked: str = form["q"]
        passages = selectors.search(asked, k=form["k"])
        sure = selectors.confidence(asked, passages)
        return Response(
            {"confidence": round(sure, 4), "results": [_passage_view(passage) for passage in passages]}
        )


def _passage_view(passage: Passage) -> dict[str, object]:
    return {
        "text": passage.text,
        "source": {
            "document": str(passage.document_id),
            "name": passage.name,
            "page": passage.page,
            "row": passage.row,
            "url": passage.url,
        },
        "score": round(passage.score, 4),
        "heading": passage.heading,
        "highlight": passage.highlight,
        "effective_on": passage.effective_on,
    }
