from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions.google import profile_of_ticket
from shared_apps.accounts.actions.register import register
from shared_apps.accounts.api.doors import OpenDoor, given
from shared_apps.accounts.api.serializers import (
    RegisteredSerializer,
    RegistrationSerializer,
    SlugCheckSerializer,
)
from shared_apps.accounts.api.throttles import RegisterThrottle, SlugThrottle
from shared_apps.accounts.devices import address_of, agent_of
from shared_apps.core.errors import NotFound
from tenants.hosts import url_of
from tenants.selectors import current_tenant
from tenants.slugs import judge


class RegisterView(OpenDoor):
    """A person and their business; on the public site only."""

    throttle_classes = (RegisterThrottle,)

    @extend_schema(
        operation_id="register", request=RegistrationSerializer, responses={201: RegisteredSerializer}
    )
    def post(self, request: Request) -> Response:
        if current_tenant() is not None:
            raise NotFound("Register on the public site.")
        form = given(RegistrationSerializer, request)
        ticket = form.pop("google", "")
        google = profile_of_ticket(ticket) if ticket else None
        if google is not None:
            form |= {"email": google.email, "password": ""}
        context = {
            "ref": form.pop("ref", ""),
            "device": form.pop("device", ""),
            "address": address_of(request._request),
            "agent": agent_of(request._request),
        }
        made = register(**form, google=google, context=context)
        shown = {
            "workspace": {"slug": made.tenant.slug, "url": url_of(made.tenant.slug)},
            "entry_token": made.entry_token,
            "access": made.tokens.access,
            "refresh": made.tokens.refresh,
        }
        return Response(RegisteredSerializer(shown).data, status=status.HTTP_201_CREATED)


class SlugView(OpenDoor):
    throttle_classes = (SlugThrottle,)

    @extend_schema(
        operation_id="slug_check", parameters=[OpenApiParameter("slug", str)], responses=SlugCheckSerializer
    )
    def get(self, request: Request) -> Response:
        return Response(SlugCheckSerializer(judge(request.query_params.get("slug", ""))).data)
