"""`/api/admin/intake/`: look, open, replay."""

from urllib.parse import urlencode

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.doors import given
from shared_apps.console.api.doors import ConsoleView, operator
from shared_apps.console.intake import actions, selectors
from shared_apps.console.intake.shapes import (
    IntakeDetailSerializer,
    IntakeFilterSerializer,
    IntakePageSerializer,
    IntakeRowSerializer,
    ParkedWorkReplaySerializer,
    ParkedWorkSerializer,
    ReplayedSerializer,
    ReplaySerializer,
    wanted_of,
)
from shared_apps.core.pagination import whole_page, whole_page_of


class IntakeView(ConsoleView):
    @extend_schema(
        operation_id="console_intake",
        parameters=[
            IntakeFilterSerializer,
            OpenApiParameter("before", description="As the page before said."),
        ],
        responses=IntakePageSerializer,
    )
    def get(self, request: Request) -> Response:
        asked = {name: str(value) for name, value in request.query_params.items() if value != ""}
        wanted = IntakeFilterSerializer(data=asked).wanted()
        rows, before = selectors.page_of(wanted, before=asked.get("before", ""))
        companies = selectors.companies_of({row.schema for row in rows})
        older = f"{request.path}?{urlencode({**asked, 'before': before})}" if before else None
        return Response(
            {
                "next": older,
                "previous": None,
                "results": IntakeRowSerializer(rows, many=True, context={"companies": companies}).data,
                "before": before,
                "counts": selectors.platforms_and_counts(),
                "parked_work": selectors.parked_work().count(),
            }
        )


class IntakeRowView(ConsoleView):
    @extend_schema(operation_id="console_intake_row", responses=IntakeDetailSerializer)
    def get(self, request: Request, id: str) -> Response:
        row = selectors.get_row(id)
        actions.note_inspection(operator(request), row)
        companies = selectors.companies_of({row.schema})
        return Response(IntakeDetailSerializer(row, context={"companies": companies}).data)


class ReplayView(ConsoleView):
    @extend_schema(
        operation_id="console_intake_replay", request=ReplaySerializer, responses=ReplayedSerializer
    )
    def post(self, request: Request) -> Response:
        asked = given(ReplaySerializer, request)
        if "ids" in asked:
            done = actions.replay_selected(operator(request), keys=asked["ids"])
        else:
            done = actions.replay_all(operator(request), wanted_of(asked["filter"]))
        return Response(ReplayedSerializer(done).data)


class ParkedWorkView(ConsoleView):
    @extend_schema(operation_id="console_parked_work", responses=whole_page_of(ParkedWorkSerializer))
    def get(self, request: Request) -> Response:
        rows = list(selectors.parked_work()[:200])
        companies = selectors.companies_of({row.schema for row in rows})
        shown = ParkedWorkSerializer(rows, many=True, context={"companies": companies})
        return Response(whole_page(shown.data))


class WorkReplayView(ConsoleView):
    @extend_schema(
        operation_id="console_parked_work_replay",
        request=ParkedWorkReplaySerializer,
        responses=ReplayedSerializer,
    )
    def post(self, request: Request) -> Response:
        asked = given(ParkedWorkReplaySerializer, request)
        return Response(ReplayedSerializer(actions.replay_work(operator(request), ids=asked.get("ids"))).data)
