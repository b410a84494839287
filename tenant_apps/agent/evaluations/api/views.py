"""`/api/evaluations/`: members read how good the agent is; owners and admins keep questions and run them.

Replays quote customers from any conversation, so only owners and admins see them.
"""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import Invalid
from shared_apps.core.validation import validated
from tenant_apps.agent.evaluations import actions, exchange, selectors
from tenant_apps.agent.evaluations.api.serializers import (
    CandidateSerializer,
    CorrectedSerializer,
    CorrectionSerializer,
    EvalQuestionSerializer,
    EvalRunDetailSerializer,
    EvalRunSerializer,
    FittedSerializer,
    ImportedSerializer,
    ImportFormSerializer,
    ReplayDetailSerializer,
    ReplaySerializer,
    SavedTurnSerializer,
)
from tenant_apps.agent.evaluations.correcting import correct
from tenant_apps.agent.evaluations.models import EvalQuestion, EvalRun, Replay, SavedTurn
from tenant_apps.agent.evaluations.replaying import Candidate
from tenant_apps.team.api.permissions import CanReply, IsAdmin, IsAdminOrReadOnly, IsMember, MemberRequest
from tenant_apps.team.errors import NotAllowed
from tenant_apps.team.rights.kernel import Permission


class EvalQuestionsView(ListAPIView[EvalQuestion]):
    permission_classes = (IsAdminOrReadOnly,)
    serializer_class = EvalQuestionSerializer
    queryset = EvalQuestion.objects.none()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # the generic's own annotation names the manager's type
        return selectors.questions()

    @extend_schema(request=EvalQuestionSerializer, responses={201: EvalQuestionSerializer})
    def post(self, request: MemberRequest) -> Response:
        form = EvalQuestionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        question = actions.add_question(actor=request.member, fields=form.validated_data)
        return Response(EvalQuestionSerializer(selectors.get_question(question.id)).data, status=201)


class EvalQuestionView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(responses=EvalQuestionSerializer)
    def get(self, _: MemberRequest, id: UUID) -> Response:
        return Response(EvalQuestionSerializer(selectors.get_question(id)).data)

    @extend_schema(request=EvalQuestionSerializer(partial=True), responses=EvalQuestionSerializer)
    def patch(self, request: MemberRequest, id: UUID) -> Response:
        question = selectors.get_question(id)
        form = EvalQuestionSerializer(question, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        actions.change_question(question_id=id, fields=form.validated_data)
        return Response(EvalQuestionSerializer(selectors.get_question(id)).data)

    @extend_schema(responses={204: None})
    def delete(self, _: MemberRequest, id: UUID) -> Response:
        actions.delete_question(question_id=id)
        return Response(status=204)


class CorrectionsView(APIView):
    """For who may write knowledge; a question is kept by who manages the agent."""

    permission_classes = (CanReply,)

    @extend_schema(
        operation_id="knowledge_correct",
        request=CorrectionSerializer,
        responses={201: CorrectedSerializer},
    )
    def post(self, request: MemberRequest) -> Response:
        form = validated(CorrectionSerializer, request.data)
        if form["must_say"] and not request.member.may(Permission.AGENT):
            raise NotAllowed(Permission.AGENT)
        done = correct(actor=request.member, **form)
        return Response(CorrectedSerializer(done).data, status=201)


class EvalImportView(APIView):
    permission_classes = (IsAdmin,)
    parser_classes = (MultiPartParser,)

    @extend_schema(request={"multipart/form-data": ImportFormSerializer}, responses=ImportedSerializer)
    def post(self, request: MemberRequest) -> Response:
        form = ImportFormSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        added, changed = actions.import_questions(actor=request.member, text=_text_of(form))
        return Response({"added": added, "changed": changed})


def _text_of(form: ImportFormSerializer) -> str:
    content: bytes = form.validated_data["file"].read(exchange.MAX_CHARS + 1)
    if len(content) > exchange.MAX_CHARS:
        raise Invalid("The file is larger than 2 MB.", fields={"file": ["The file is larger than 2 MB."]})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("The file is not text.", fields={"file": ["The file is not text in UTF-8."]}) from error


class EvalExportView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(responses={(200, "application/x-ndjson"): OpenApiTypes.STR})
    def get(self, _: Request) -> HttpResponse:
        lines = "".join(exchange.write(map(exchange.fields_of, selectors.questions_in_order())))
        answer = HttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="questions.jsonl"'
        return answer


class EvalRunsView(ListAPIView[EvalRun]):
    permission_classes = (IsAdminOrReadOnly,)
    serializer_class = EvalRunSerializer
    queryset = EvalRun.objects.none()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # the generic's own annotation names the manager's type
        return selectors.runs()

    @extend_schema(request=None, responses={202: EvalRunSerializer})
    def post(self, request: MemberRequest) -> Response:
        run = actions.start_run(actor=request.member)
        return Response(EvalRunSerializer(run).data, status=202)


class EvalRunView(APIView):
    permission_classes = (IsMember,)

    @extend_schema(responses=EvalRunDetailSerializer)
    def get(self, _: MemberRequest, id: UUID) -> Response:
        run = selectors.get_run(id)
        shown = {"run": run, "before": selectors.run_before(run), "results": selectors.results(run)}
        return Response(EvalRunDetailSerializer(shown).data)


class EvalThresholdView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(request=None, responses=FittedSerializer)
    def post(self, request: MemberRequest, id: UUID) -> Response:
        return Response({"threshold": actions.use_threshold(actor=request.member, run_id=id)})


class SavedTurnsView(ListAPIView[SavedTurn]):
    permission_classes = (IsAdmin,)
    serializer_class = SavedTurnSerializer
    queryset = SavedTurn.objects.none()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # the generic's own annotation names the manager's type
        return selectors.saved_turns()

    @extend_schema(request=SavedTurnSerializer, responses={201: SavedTurnSerializer})
    def post(self, request: MemberRequest) -> Response:
        form = SavedTurnSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        saved = actions.save_turn(actor=request.member, turn_id=form.validated_data["turn_id"])
        return Response(SavedTurnSerializer(saved).data, status=201)


class SavedTurnView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(responses={204: None})
    def delete(self, _: MemberRequest, id: UUID) -> Response:
        actions.drop_saved(saved_id=id)
        return Response(status=204)


class ReplaysView(ListAPIView[Replay]):
    permission_classes = (IsAdmin,)
    serializer_class = ReplaySerializer
    queryset = Replay.objects.none()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # the generic's own annotation names the manager's type
        return selectors.replays()

    @extend_schema(request=CandidateSerializer, responses={202: ReplaySerializer})
    def post(self, request: MemberRequest) -> Response:
        form = CandidateSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        candidate = Candidate(form.validated_data["prompt"], form.validated_data["model"] or None)
        replay = actions.start_replay(actor=request.member, candidate=candidate)
        return Response(ReplaySerializer(replay).data, status=202)


class ReplayView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(responses=ReplayDetailSerializer)
    def get(self, _: MemberRequest, id: UUID) -> Response:
        replay = selectors.get_replay(id)
        shown = {"replay": replay, "differences": selectors.differences(replay)}
        return Response(ReplayDetailSerializer(shown).data)
