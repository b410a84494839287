from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from tenant_apps.conversations import selectors
from tenant_apps.conversations.mail.page import page, policy
from tenant_apps.conversations.mail.selectors import get_mail, pictures_of
from tenant_apps.team.api.permissions import IsMember, current_member


class MailPageView(APIView):
    """A mail as its sender laid it out, for a sandboxed frame."""

    permission_classes = (IsMember,)

    @extend_schema(
        operation_id="messages_html",
        parameters=[OpenApiParameter("images", bool, description="Load pictures from other servers too.")],
        responses={(200, "text/html"): OpenApiTypes.STR},
    )
    def get(self, request: Request, id: UUID, message_id: UUID) -> HttpResponse:
        conversation = selectors.get_conversation_for(current_member(request), id)
        message = get_mail(conversation, message_id)
        with_images = request.query_params.get("images") in ("1", "true")
        html = page(message.payload["email"]["html"], pictures_of(message), with_images=with_images)
        response = HttpResponse(html, content_type="text/html; charset=utf-8")
        response["Content-Security-Policy"] = policy(with_images=with_images)
        response["X-Frame-Options"] = "SAMEORIGIN"
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "private, no-store"
        return response
