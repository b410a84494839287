"""`/api/search/`, and the history under the paths that earlier clients know."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid, NotFound
from shared_apps.core.pagination import whole_page, whole_page_of
from shared_apps.core.validation import validated
from tenant_apps.conversations import selectors as inbox
from tenant_apps.conversations.models import Conversation, SenderKind
from tenant_apps.conversations.search import presentation, selectors
from tenant_apps.conversations.search.api import cursors
from tenant_apps.conversations.search.api.serializers import (
    EVERYWHERE,
    WHERE,
    OldMessagePageSerializer,
    ProfileSerializer,
    SearchPageSerializer,
    SearchQuerySerializer,
)
from tenant_apps.team.api.permissions import IsMember, current_member
from tenant_apps.team.models import Member

FEW_PEOPLE = 5
PERMISSIONS: list[type[BasePermission]] = [IsMember]


class SearchView(APIView):
    permission_classes = PERMISSIONS

    @extend_schema(
        operation_id="search",
        parameters=[
            SearchQuerySerializer,
            OpenApiParameter(
                "in",
                str,
                enum=WHERE,
                default=EVERYWHERE,
                description="Everywhere: a few contacts and conversations, then the messages.",
            ),
            OpenApiParameter("from", str, description="Not before this time."),
            OpenApiParameter("to", str, description="Before this time."),
        ],
        responses=SearchPageSerializer,
    )
    def get(self, request: Request) -> Response:
        given = validated(SearchQuerySerializer, request.query_params.dict())
        after = cursors.read(given["cursor"]) if given.get("cursor") else None
        found, results = self._found(request, given, after)
        return Response(
            {
                "next": self._next(request, found.next),
                "previous": None,
                "corrected": list(found.corrected),
                "results": results,
            }
        )

    def _found(
        self, request: Request, given: dict[str, Any], after: selectors.Place | None
    ) -> tuple[selectors.Found, list[dict[str, Any]]]:
        member, wanted, limit = current_member(request), _wanted(given), given["limit"]
        if wanted.conversation:
            inbox.get_conversation_for(member, wanted.conversation)
        if given["in"] in ("messages", EVERYWHERE):
            people = _people(member, wanted) if given["in"] == EVERYWHERE and after is None else []
            found = selectors.search_messages(member, wanted, after=after, limit=limit)
            return found, [*people, *(presentation.message_hit(row, found.asked) for row in found.rows)]
        if given["in"] == "contacts":
            found = selectors.search_contacts(member, wanted, after=after, limit=limit)
            return found, [presentation.contact_hit(row, found.asked) for row in found.rows]
        found, at = selectors.search_conversations(member, wanted, after=after, limit=limit), now()
        return found, [presentation.conversation_hit(row, found.asked, at) for row in found.rows]

    def _next(self, request: Request, place: selectors.Place | None) -> str | None:
        if place is None:
            return None
        query = {**request.query_params.dict(), "cursor": cursors.written(place)}
        return f"{request.path}?{urlencode(query)}"


def _people(member: Member, wanted: selectors.Wanted) -> list[dict[str, Any]]:
    """Return the few contacts and conversations that stand before the messages of a search everywhere."""
    if wanted.conversation or wanted.sender or wanted.sender_id or wanted.since or wanted.until:
        return []
    contacts = selectors.search_contacts(member, wanted, after=None, limit=FEW_PEOPLE)
    threads, at = selectors.search_conversations(member, wanted, after=None, limit=FEW_PEOPLE), now()
    return [
        *(presentation.contact_hit(row, contacts.asked) for row in contacts.rows),
        *(presentation.conversation_hit(row, threads.asked, at) for row in threads.rows),
    ]


def _wanted(given: dict[str, Any]) -> selectors.Wanted:
    sender, sender_id = given.get("sender", ""), None
    if sender and sender not in SenderKind.values:
        try:
            sender, sender_id = "", UUID(sender)
        except ValueError as error:
            raise Invalid("This is nobody.", fields={"sender": ["Give a kind or an id."]}) from error
    return selectors.Wanted(
        q=given["q"],
        channel=given.get("channel"),
        conversation=given.get("conversation"),
        since=given.get("from"),
        until=given.get("to"),
        sender=sender,
        sender_id=sender_id,
        label=given.get("label"),
    )


class OldMessagesQuery(serializers.Serializer[object]):
    before = serializers.UUIDField(required=False)
    limit = serializers.IntegerField(default=50, min_value=1, max_value=500)


class OldMessagesView(APIView):
    permission_classes = PERMISSIONS

    @extend_schema(
        operation_id="chat_old_messages",
        responses=OldMessagePageSerializer,
        parameters=[OldMessagesQuery],
    )
    def get(self, request: Request, platform: str, room_id: UUID) -> Response:
        """The newest messages of a room before `before`, oldest first."""
        conversation = inbox.get_conversation_for(current_member(request), room_id)
        form = validated(OldMessagesQuery, request.query_params.dict())
        page = inbox.thread_page(conversation, **form)
        rows = [row for row in page.messages if row.channel_account.kind == platform]
        if not rows and conversation.channel_account.kind != platform:
            raise NotFound
        limit = form["limit"]
        older = f"{request.path}?before={page.messages[0].id}&limit={limit}" if page.has_older else None
        results = [
            {
                "id": str(row.id),
                "direction": row.direction,
                "text": row.text,
                "sender_kind": row.sender_kind,
                "sender_name": row.sender_name,
                "at": row.provider_at,
            }
            for row in rows
        ]
        return Response({"next": older, "previous": None, "results": results})


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid("This is not an id.", fields={"room_id": ["Give a conversation's id."]}) from error


class ProfilesView(APIView):
    permission_classes = PERMISSIONS

    @extend_schema(operation_id="chat_profile_list", responses=whole_page_of(ProfileSerializer))
    def get(self, request: Request) -> Response:
        """The hundred threads that moved last."""
        rows = selectors.visible_conversations(current_member(request)).order_by("-last_message_at", "-id")
        return Response(whole_page([_profile(row) for row in rows[:100]]))


class ProfileView(APIView):
    permission_classes = PERMISSIONS

    @extend_schema(
        operation_id="chat_profile",
        parameters=[OpenApiParameter("room_id", UUID, required=True)],
        responses=ProfileSerializer,
    )
    def get(self, request: Request) -> Response:
        room = _id(request.query_params.get("room_id", ""))
        return Response(_profile(inbox.get_conversation_for(current_member(request), room)))


def _profile(row: Conversation) -> dict[str, Any]:
    return {
        "room_id": str(row.id),
        "platform": row.channel_account.kind,
        "contact": {"id": str(row.contact_id), "name": row.contact.name},
        "last_message": row.last_message_text,
        "at": row.last_message_at,
        "unread": row.unread,
    }
