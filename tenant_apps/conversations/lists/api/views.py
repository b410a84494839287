"""The list and saved views over HTTP."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.core.clock import now
from shared_apps.core.pagination import whole_page
from shared_apps.core.validation import validated
from tenant_apps.conversations.api.views import InboxView
from tenant_apps.conversations.lists import actions, selectors
from tenant_apps.conversations.lists.api.serializers import (
    TABS,
    ConversationPageSerializer,
    CountsSerializer,
    FilterFieldsSerializer,
    ListQuerySerializer,
    ListWordsSerializer,
    PageQuerySerializer,
    ViewChangeSerializer,
    ViewListSerializer,
    ViewOrderSerializer,
    ViewSerializer,
)
from tenant_apps.conversations.lists.fields import FIELDS
from tenant_apps.conversations.lists.models import SavedView
from tenant_apps.conversations.lists.presentation import saved_view_view
from tenant_apps.conversations.lists.selectors import ListFilter
from tenant_apps.conversations.lists.sorts import SORTS
from tenant_apps.conversations.presentation import conversation_view
from tenant_apps.team.api.permissions import CanReplyOrReadOnly

MAX_LIMIT = 100


class ConversationListView(InboxView):
    @extend_schema(
        operation_id="conversations_list",
        parameters=[ListWordsSerializer, PageQuerySerializer, ListQuerySerializer],
        responses=ConversationPageSerializer,
    )
    def get(self, request: Request) -> Response:
        params = request.query_params.dict()
        given, turn = validated(ListQuerySerializer, params), validated(PageQuerySerializer, params)
        sort = turn.get("sort", "latest")
        if "view" in turn:
            view = selectors.get_view_for(self.member, turn["view"])
            given["tree"] = {"all": [given["tree"], view.filter]}
            given["status"] = params.get("status", "all")
            sort = turn.get("sort", view.sort)
        limit = min(turn["limit"], MAX_LIMIT)
        page = selectors.list_page(
            self.member, ListFilter(**given), sort=sort, cursor=turn["cursor"], limit=limit
        )
        at = now()
        return Response(
            {
                "next": f"{request.path}?{urlencode({**params, 'cursor': page.next})}" if page.next else None,
                "previous": None,
                "results": [conversation_view(row, at) for row in page.rows],
            }
        )


class ConversationCountsView(InboxView):
    @extend_schema(operation_id="conversations_counts", responses=CountsSerializer)
    def get(self, request: Request) -> Response:
        return Response(selectors.counts_for(self.member))


class FilterFieldsView(InboxView):
    @extend_schema(operation_id="conversations_filters", responses=FilterFieldsSerializer)
    def get(self, request: Request) -> Response:
        """What a filter can ask for. Beside these: contact.custom.<key>, a text."""
        fields = [
            {"name": name, "type": kind.type, "operators": [*kind.operators], "choices": [*kind.choices]}
            for name, kind in FIELDS.items()
        ]
        return Response({"results": fields, "sorts": [*SORTS], "tabs": TABS})


class ViewsView(InboxView):
    """Everyone looks at their own views and the shared ones; everyone but viewers keeps some."""

    permission_classes: list[type[BasePermission]] = [CanReplyOrReadOnly]

    @extend_schema(operation_id="views_list", responses=ViewListSerializer)
    def get(self, request: Request) -> Response:
        return Response(whole_page(self.shown([*selectors.views_for(self.member)])))

    @extend_schema(operation_id="views_create", request=ViewChangeSerializer, responses={201: ViewSerializer})
    def post(self, request: Request) -> Response:
        view = actions.save_view(member=self.member, **validated(ViewChangeSerializer, request.data))
        return Response(self.shown([view])[0], status=201)

    def shown(self, views: list[SavedView]) -> list[dict[str, Any]]:
        counts, gone = selectors.view_counts(self.member, views), selectors.gone_from(views)
        return [
            saved_view_view(
                view, member_id=self.member.id, count=counts.get(view.id), gone=gone.get(view.id, [])
            )
            for view in views
        ]


class ViewView(ViewsView):
    http_method_names = ["get", "patch", "delete", "options"]

    @extend_schema(operation_id="views_get", responses=ViewSerializer)
    def get(self, request: Request, id: UUID) -> Response:  # type: ignore[override]  # one view by its id
        return Response(self.shown([selectors.get_view_for(self.member, id)])[0])

    @extend_schema(
        operation_id="views_change", request=ViewChangeSerializer(partial=True), responses=ViewSerializer
    )
    def patch(self, request: Request, id: UUID) -> Response:
        changes = validated(ViewChangeSerializer, request.data, partial=True)
        view = actions.change_view(member=self.member, view_id=id, changes=changes)
        return Response(self.shown([view])[0])

    @extend_schema(operation_id="views_delete", responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        actions.delete_view(member=self.member, view_id=id)
        return Response(status=204)


class ViewOrderView(ViewsView):
    http_method_names = ["put", "options"]

    @extend_schema(operation_id="views_order", request=ViewOrderSerializer, responses=ViewListSerializer)
    def put(self, request: Request) -> Response:
        actions.order_views(member=self.member, ids=validated(ViewOrderSerializer, request.data)["ids"])
        return Response(whole_page(self.shown([*selectors.views_for(self.member)])))
