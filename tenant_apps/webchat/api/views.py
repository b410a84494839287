"""The visitor API, `/api/widget/<key>/…`: on the business's host and on the public site."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.core.errors import NotFound
from shared_apps.core.validation import validated
from shared_apps.plans import entitlements
from tenant_apps.channels.adapters.webchat.render import MAX_FILE_BYTES
from tenant_apps.files.actions import store
from tenant_apps.files.api.views import AttachmentView
from tenant_apps.files.errors import FileTooLarge
from tenant_apps.webchat import actions, limits, selectors, tokens, widget
from tenant_apps.webchat.actions import Said
from tenant_apps.webchat.api.doors import VisitorView, WebsiteView
from tenant_apps.webchat.api.serializers import (
    AcceptedSerializer,
    IdentifySerializer,
    ReactionSerializer,
    SayingSerializer,
    ThreadQuerySerializer,
    VisitorThreadSerializer,
    VisitorUploadedSerializer,
    VisitorUploadSerializer,
    VisitSerializer,
    WebsiteSerializer,
)
from tenant_apps.webchat.presentation import thread_views
from tenant_apps.webchat.tokens import Visitor
from tenant_apps.workspace.selectors import current_workspace


class WebsiteConfigView(WebsiteView):
    @extend_schema(operation_id="widget_config", responses=WebsiteSerializer, auth=[])
    def get(self, request: Request, key: str) -> Response:
        workspace = current_workspace()
        shown = {
            **widget.shown_to_visitors(
                self.account.settings,
                brand=workspace.brand_colour,
                has_mark=entitlements.has_watermark(),
            ),
            "key": key,
            "name": workspace.name,
            "language": workspace.language,
            "is_online": selectors.is_online(self.account),
            "max_file_bytes": MAX_FILE_BYTES,
        }
        return Response(shown)


class VisitView(WebsiteView):
    @extend_schema(operation_id="widget_visit", request=None, responses=VisitSerializer, auth=[])
    def post(self, request: Request, key: str) -> Response:
        """Begin a visit, or go on with the one whose token is sent."""
        self.limit("visit", limits.SESSION)
        return self.shown(self.known_visitor() or tokens.stranger(key))

    def shown(self, visitor: Visitor) -> Response:
        secret = selectors.identity_secret(self.account)
        return Response(
            {
                "token": tokens.issue(visitor, identity_secret=secret),
                "name": visitor.name,
                "is_verified": visitor.is_verified,
                "is_known": visitor.is_verified or selectors.contact_of(self.account, visitor) is not None,
                "is_online": selectors.is_online(self.account),
            }
        )


class IdentifyView(VisitView):
    @extend_schema(
        operation_id="widget_identify", request=IdentifySerializer, responses=VisitSerializer, auth=[]
    )
    def post(self, request: Request, key: str) -> Response:
        self.limit("identify", limits.SESSION)
        who = validated(IdentifySerializer, request.data)
        visitor = actions.identify(
            account=self.account,
            visitor=self.known_visitor(),
            user_id=who["user_id"],
            proof=who["hash"],
            name=who["name"],
            email=who["email"],
        )
        return self.shown(visitor)


class MessagesView(VisitorView):
    @extend_schema(
        operation_id="widget_thread",
        parameters=[ThreadQuerySerializer],
        responses=VisitorThreadSerializer,
        auth=[],
    )
    def get(self, request: Request, key: str) -> Response:
        self.limit("thread", limits.READ, self.visitor)
        wanted = validated(ThreadQuerySerializer, request.query_params.dict())
        page = selectors.thread(self.account, self.visitor, **wanted)
        results = thread_views(page.messages, key=key, is_seen=page.is_seen)
        return Response({"results": results, "has_older": page.has_older})

    @extend_schema(
        operation_id="widget_say", request=SayingSerializer, responses={202: AcceptedSerializer}, auth=[]
    )
    def post(self, request: Request, key: str) -> Response:
        self.limit("say", limits.MESSAGE, self.visitor)
        words = validated(SayingSerializer, request.data)
        choice = words["choice"]
        said = Said(
            client_id=words["client_id"],
            text=words["text"],
            files=words["attachments"],
            reply=(choice["id"], choice["title"]) if choice else None,
            reply_to=words["reply_to"],
            details=words["details"],
            page=words["page"],
            language=words["language"],
        )
        actions.say(account=self.account, visitor=self.visitor, said=said)
        return Response({"client_id": str(said.client_id)}, status=202)


class ReadView(VisitorView):
    @extend_schema(operation_id="widget_read", request=None, responses={202: None}, auth=[])
    def post(self, request: Request, key: str) -> Response:
        self.limit("read", limits.READ, self.visitor)
        actions.mark_read(account=self.account, visitor=self.visitor)
        return Response(status=202)


class ReactionView(VisitorView):
    @extend_schema(operation_id="widget_react", request=ReactionSerializer, responses={202: None}, auth=[])
    def post(self, request: Request, key: str, message_id: UUID) -> Response:
        self.limit("say", limits.MESSAGE, self.visitor)
        emoji = validated(ReactionSerializer, request.data)["emoji"]
        actions.react(account=self.account, visitor=self.visitor, message_id=message_id, emoji=emoji)
        return Response(status=202)


class UploadView(VisitorView):
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="widget_upload",
        request={"multipart/form-data": VisitorUploadSerializer},
        responses={201: VisitorUploadedSerializer},
        auth=[],
    )
    def post(self, request: Request, key: str) -> Response:
        self.limit("upload", limits.UPLOAD, self.visitor)
        file = validated(VisitorUploadSerializer, request.data)["file"]
        if file.size > MAX_FILE_BYTES:
            raise FileTooLarge(MAX_FILE_BYTES)
        stored = store(name=file.name, content_type=file.content_type or "", content=file)
        shown = {"name": stored.name, "content_type": stored.content_type, "size": stored.size}
        return Response({"id": tokens.sign_file(str(stored.id), self.visitor), **shown}, status=201)


class FileView(AttachmentView):
    """A file of a thread, by the proof in its address, which the thread's own visitor was given."""

    authentication_classes = ()
    permission_classes = ()

    @extend_schema(
        operation_id="widget_file",
        parameters=[OpenApiParameter("s", str, required=True)],
        responses={(200, "*/*"): OpenApiTypes.BINARY},
        auth=[],
    )
    def get(self, request: Request, file_id: UUID, key: str = "") -> Any:
        if not tokens.opens_link(request.query_params.get("s", ""), str(file_id), key):
            raise NotFound
        selectors.website(key)
        return self.answer(request, file_id)
