"""`/api/onboarding/`: the state of the wizard, its five steps, and what is left to do afterwards."""

from django.core.cache import cache
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.accounts.models import User
from shared_apps.core.keys import tenant_key
from shared_apps.core.ratelimit import take
from shared_apps.core.validation import validated
from tenant_apps.onboarding import actions, selectors
from tenant_apps.onboarding.api.serializers import (
    BrandStepSerializer,
    ChannelsStepSerializer,
    ChecklistSerializer,
    ImportStepSerializer,
    OnboardingSerializer,
    PersonaRequestSerializer,
    PlanStepSerializer,
    SteppedSerializer,
    WebsiteCardSerializer,
    WebsiteToReadSerializer,
)
from tenant_apps.onboarding.models import Step
from tenant_apps.onboarding.website import look_at
from tenant_apps.team.api.permissions import IsAdmin, IsAdminOrReadOnly, current_member
from tenants.models import Tenant

# Six websites at once, then one every ten seconds: each costs somebody else's server a few pages.
LOOKS, LOOKS_PER_S = 6, 1 / 10


def stepped(go_to: str = "") -> Response:
    return Response(SteppedSerializer({**selectors.state_view(), "go_to": go_to}).data)


def tenant_in(request: Request) -> Tenant:
    tenant: Tenant = request.tenant  # type: ignore[attr-defined]  # set by the tenant middleware
    return tenant


class OnboardingView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="onboarding_state", responses=OnboardingSerializer)
    def get(self, request: Request) -> Response:
        return Response(OnboardingSerializer(selectors.state_view()).data)


class BrandView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="onboarding_brand", request=BrandStepSerializer, responses=SteppedSerializer)
    def post(self, request: Request) -> Response:
        user = request.user
        assert isinstance(user, User)
        form = validated(BrandStepSerializer, request.data)
        go_to = actions.write_brand(
            actor=current_member(request), user=user, tenant=tenant_in(request), given=form
        )
        return stepped(go_to)


class PersonaView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="onboarding_persona", request=PersonaRequestSerializer, responses=SteppedSerializer
    )
    def post(self, request: Request) -> Response:
        form, actor = validated(PersonaRequestSerializer, request.data), current_member(request)
        if form["skip"]:
            actions.skip(Step.PERSONA, actor=actor)
        else:
            actions.write_persona(actor=actor, given=form)
        return stepped()


class ChannelsView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="onboarding_channels", request=ChannelsStepSerializer, responses=SteppedSerializer
    )
    def post(self, request: Request) -> Response:
        form, actor = validated(ChannelsStepSerializer, request.data), current_member(request)
        if form["skip"]:
            actions.skip(Step.CHANNELS, actor=actor)
        else:
            actions.write_channels(actor=actor, opens_webchat=form["webchat"])
        return stepped()


class PlanView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="onboarding_plan", request=PlanStepSerializer, responses=SteppedSerializer)
    def post(self, request: Request) -> Response:
        form, actor = validated(PlanStepSerializer, request.data), current_member(request)
        if form.pop("skip"):
            actions.skip(Step.PLAN, actor=actor)
            return stepped()
        return stepped(actions.choose_plan(actor=actor, tenant=tenant_in(request), **form))


class ImportView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="onboarding_import", request=ImportStepSerializer, responses=SteppedSerializer
    )
    def post(self, request: Request) -> Response:
        form, actor = validated(ImportStepSerializer, request.data), current_member(request)
        if form["skip"]:
            actions.skip(Step.IMPORT, actor=actor)
        else:
            actions.write_import(actor=actor, services=form["services"])
        return stepped()


class FinishView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(operation_id="onboarding_finish", request=None, responses=OnboardingSerializer)
    def post(self, request: Request) -> Response:
        actions.finish(actor=current_member(request))
        return Response(OnboardingSerializer(selectors.state_view()).data)


class WebsiteView(APIView):
    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="onboarding_website", request=WebsiteToReadSerializer, responses=WebsiteCardSerializer
    )
    def post(self, request: Request) -> Response:
        """Read what the business's website says of it; nothing is kept."""
        url = validated(WebsiteToReadSerializer, request.data)["url"]
        key = cache.make_key(tenant_key("onboarding", "website"))
        if wait_s := take(key, per_second=LOOKS_PER_S, burst=LOOKS):
            raise Throttled(wait_s)
        return Response(WebsiteCardSerializer(look_at(url).view()).data)


class ChecklistView(APIView):
    permission_classes = (IsAdminOrReadOnly,)

    @extend_schema(operation_id="onboarding_checklist", responses=ChecklistSerializer)
    def get(self, request: Request) -> Response:
        user = request.user
        is_verified = not isinstance(user, User) or user.is_email_verified
        items = selectors.checklist(current_member(request), is_email_verified=is_verified)
        return Response(ChecklistSerializer({"results": items}).data)

    @extend_schema(operation_id="onboarding_checklist_dismiss", responses={204: None})
    def delete(self, request: Request) -> Response:
        actions.dismiss(actor=current_member(request))
        return Response(status=204)
