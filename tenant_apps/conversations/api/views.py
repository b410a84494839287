"""The inbox over HTTP."""

from uuid import UUID, uuid5

from django.db import transaction
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid
from shared_apps.core.ids import uuid7
from shared_apps.core.pagination import whole_page, whole_page_of
from shared_apps.core.validation import validated
from tenant_apps.conversations import actions, selectors
from tenant_apps.conversations.actions import MemberSender
from tenant_apps.conversations.api.serializers import (
    AttemptSerializer,
    ConversationChangeSerializer,
    ConversationSerializer,
    ForwardSerializer,
    MessagePageSerializer,
    MessageSerializer,
    NewMessageSerializer,
    ReactSerializer,
    ThreadQuerySerializer,
)
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.conversations.organising.actions import change_labels, set_labels
from tenant_apps.conversations.presentation import conversation_view, message_views
from tenant_apps.team.api.permissions import CanReplyOrReadOnly, current_member
from tenant_apps.team.models import Member
from tenant_apps.team.selectors import get_member, get_team

# Names of messages that an Idempotency-Key stands for.
_KEYS = UUID("4b0f4c0e-9d43-4a5e-8f5d-0c3a8b1f7a52")
_LABELS = ("labels", "add_labels", "remove_labels")


class InboxView(APIView):
    """Members read; everyone but viewers writes."""

    permission_classes: list[type[BasePermission]] = [CanReplyOrReadOnly]

    @property
    def member(self) -> Member:
        return current_member(self.request)

    def conversation(self, id: UUID) -> Conversation:
        return selectors.get_conversation_for(self.member, id)

    def client_id(self) -> UUID:
        """Return what names a message whose client gave it no id: the same for one Idempotency-Key, else a new one."""
        key = self.request.headers.get("Idempotency-Key", "")
        return uuid5(_KEYS, f"{self.member.id}\0{self.request.path}\0{key}") if key else uuid7()


def _shown(conversation: Conversation) -> Response:
    return Response(conversation_view(conversation, now()))


def _shown_message(message: Message, status: int = 200) -> Response:
    return Response(message_views([message])[0], status=status)


class ConversationView(InboxView):
    @extend_schema(operation_id="conversations_get", responses=ConversationSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return _shown(self.conversation(id))

    @extend_schema(
        operation_id="conversations_change",
        request=ConversationChangeSerializer,
        responses=ConversationSerializer,
    )
    def patch(self, request: Request, id: UUID) -> Response:
        changes = validated(ConversationChangeSerializer, request.data)
        if "assignee" in changes:
            changes["assignee"] = self._assignee(changes["assignee"])
        if "team" in changes:
            changes["team"] = get_team(changes["team"]) if changes["team"] else None
        if "priority" in changes:
            changes["priority"] = changes["priority"] or ""
        conversation = self.conversation(id)
        labels = {name: changes.pop(name) for name in _LABELS if name in changes}
        with transaction.atomic():
            if "labels" in labels:
                set_labels(conversation_id=conversation.id, label_ids=labels["labels"])
            elif labels:
                add, remove = labels.get("add_labels", ()), labels.get("remove_labels", ())
                change_labels(conversation_id=conversation.id, add=add, remove=remove)
            if changes or not labels:
                actions.change_conversation(conversation_id=conversation.id, changes=changes, by=self.member)
        return _shown(selectors.conversations_called([conversation.id])[0])

    def _assignee(self, given: str | None) -> Member | None:
        if given is None or given == "":
            return None
        if given == "me":
            return self.member
        try:
            return get_member(UUID(given))
        except ValueError as error:
            raise Invalid("This is not a member.", fields={"assignee": ["Give a member's id."]}) from error


class ReadView(InboxView):
    @extend_schema(operation_id="conversations_read", request=None, responses=ConversationSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        read = actions.mark_read(conversation_id=self.conversation(id).id)
        return _shown(selectors.conversations_called([read.id])[0])


class ThreadView(InboxView):
    @extend_schema(
        operation_id="messages_list", parameters=[ThreadQuerySerializer], responses=MessagePageSerializer
    )
    def get(self, request: Request, id: UUID) -> Response:
        wanted = validated(ThreadQuerySerializer, request.query_params.dict())
        page = selectors.thread_page(self.conversation(id), **wanted)
        results = message_views(page.messages)
        path, limit = request.path, wanted["limit"]
        older = f"{path}?before={results[0]['id']}&limit={limit}" if page.has_older and results else None
        newer = f"{path}?after={results[-1]['id']}&limit={limit}" if page.has_newer and results else None
        return Response({"next": older, "previous": newer, "results": results})

    @extend_schema(
        operation_id="messages_send",
        parameters=[OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)],
        request=NewMessageSerializer,
        responses={201: MessageSerializer, 200: MessageSerializer},
    )
    def post(self, request: Request, id: UUID) -> Response:
        given = validated(NewMessageSerializer, request.data)
        conversation = self.conversation(id)
        given["client_id"] = given.get("client_id") or self.client_id()
        is_repeated = selectors.is_stored(given["client_id"])
        message = actions.send_message(
            conversation_id=conversation.id,
            sender=MemberSender(self.member),
            file_ids=given.pop("attachments"),
            mentions=[str(id) for id in given.pop("mentions")],
            **given,
        )
        return _shown_message(message, 200 if is_repeated else 201)


class MessageView(InboxView):
    @extend_schema(operation_id="messages_get", responses=MessageSerializer)
    def get(self, request: Request, id: UUID, message_id: UUID) -> Response:
        return _shown_message(selectors.get_message(self.conversation(id), message_id))


class RetryView(InboxView):
    @extend_schema(operation_id="messages_retry", request=None, responses=MessageSerializer)
    def post(self, request: Request, id: UUID, message_id: UUID) -> Response:
        conversation = self.conversation(id)
        return _shown_message(actions.retry_message(conversation_id=conversation.id, message_id=message_id))


class CancelView(InboxView):
    @extend_schema(
        operation_id="messages_cancel",
        request=None,
        responses=MessageSerializer,
        description="Take back a message before it goes out; the answer holds what it was.",
    )
    def post(self, request: Request, id: UUID, message_id: UUID) -> Response:
        conversation = self.conversation(id)
        message = actions.cancel_message(conversation_id=conversation.id, message_id=message_id)
        return _shown_message(message)


class ReactView(InboxView):
    @extend_schema(operation_id="messages_react", request=ReactSerializer, responses=MessageSerializer)
    def post(self, request: Request, id: UUID, message_id: UUID) -> Response:
        conversation = self.conversation(id)
        emoji = validated(ReactSerializer, request.data)["emoji"]
        message = actions.react(
            conversation_id=conversation.id, message_id=message_id, member=self.member, emoji=emoji
        )
        return _shown_message(message)


class ForwardView(InboxView):
    @extend_schema(
        operation_id="messages_forward", request=ForwardSerializer, responses={201: MessageSerializer}
    )
    def post(self, request: Request, id: UUID, message_id: UUID) -> Response:
        conversation = self.conversation(id)
        given = validated(ForwardSerializer, request.data)
        message = actions.forward_message(
            conversation_id=conversation.id,
            message_id=message_id,
            to=self.conversation(given["conversation"]).id,
            member=self.member,
            client_id=given["client_id"] or self.client_id(),
        )
        return _shown_message(message, 201)


class FetchAgainView(InboxView):
    @extend_schema(operation_id="messages_fetch", request=None, responses=MessageSerializer)
    def post(self, request: Request, id: UUID, message_id: UUID) -> Response:
        conversation = self.conversation(id)
        return _shown_message(actions.fetch_again(conversation_id=conversation.id, message_id=message_id))


class AttemptsView(InboxView):
    @extend_schema(operation_id="messages_attempts", responses=whole_page_of(AttemptSerializer))
    def get(self, request: Request, id: UUID, message_id: UUID) -> Response:
        """Every try to hand the message to its platform, first one first."""
        attempts = selectors.attempts_of(self.conversation(id), message_id)
        return Response(whole_page(AttemptSerializer(attempts, many=True).data))
