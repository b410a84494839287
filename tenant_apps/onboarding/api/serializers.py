from decimal import Decimal
from typing import Any

from rest_framework import serializers

from shared_apps.billing.api.serializers import PERIODS
from tenant_apps.agent.models import PersonaLanguage
from tenant_apps.onboarding.models import Step
from tenant_apps.workspace.api.serializers import ColourField, LogoSerializer
from tenants.slugs import MAX_LENGTH

Plain = serializers.Serializer[Any]
MOST_SERVICES = 50


class WizardStepSerializer(Plain):
    number = serializers.IntegerField()
    name = serializers.ChoiceField(Step.choices)
    state = serializers.ChoiceField(["open", "done", "skipped"])


class BrandStateSerializer(Plain):
    name = serializers.CharField()
    slug = serializers.CharField()
    url = serializers.CharField(help_text="Where the workspace lives.")
    about = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    address = serializers.CharField()
    website = serializers.CharField()
    brand_colour = serializers.CharField()
    logo = LogoSerializer(allow_null=True)


class PersonaStepSerializer(Plain):
    name = serializers.CharField(max_length=80, allow_blank=True, default="")
    tone = serializers.CharField(max_length=200, allow_blank=True, default="friendly")
    language = serializers.ChoiceField(PersonaLanguage.choices, default=PersonaLanguage.CUSTOMER)
    greeting = serializers.CharField(max_length=2_000, allow_blank=True, default="")


class ConnectedSerializer(Plain):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()


class ChosenPlanSerializer(Plain):
    code = serializers.CharField()
    name = serializers.CharField()
    period = serializers.CharField(allow_blank=True)


class KnowledgeStateSerializer(Plain):
    documents = serializers.IntegerField()
    websites = serializers.IntegerField()
    services = serializers.IntegerField()
    contacts = serializers.IntegerField()


class OnboardingSerializer(Plain):
    """Where the wizard goes on, whichever device it is on, and what it shows there."""

    step = serializers.ChoiceField([*map(str, Step), "test", "done"])
    steps = WizardStepSerializer(many=True)
    is_finished = serializers.BooleanField()
    brand = BrandStateSerializer()
    persona = PersonaStepSerializer()
    channels = ConnectedSerializer(many=True)
    plan = ChosenPlanSerializer()
    knowledge = KnowledgeStateSerializer()
    asked_about = serializers.ListField(
        child=serializers.CharField(), help_text="Services to try it out with."
    )


class SteppedSerializer(OnboardingSerializer):
    go_to = serializers.CharField(
        allow_blank=True,
        help_text="Where the browser has to go: a page to pay on, or the workspace's new address.",
    )


class SkippableSerializer(Plain):
    skip = serializers.BooleanField(
        default=False, help_text="Leave the step as it is; nothing else is looked at."
    )


class BrandStepSerializer(Plain):
    name = serializers.CharField(max_length=120)
    slug = serializers.CharField(max_length=MAX_LENGTH, required=False, allow_blank=True)
    about = serializers.CharField(max_length=4_000, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    address = serializers.CharField(max_length=300, required=False, allow_blank=True)
    website = serializers.URLField(max_length=300, required=False, allow_blank=True)
    brand_colour = ColourField(required=False, allow_blank=True)
    logo_url = serializers.URLField(
        max_length=2_000,
        required=False,
        allow_blank=True,
        help_text="A picture of the website, kept as the logo.",
    )
    reads_website = serializers.BooleanField(default=False, help_text="Let the assistant learn the website.")


class PersonaRequestSerializer(PersonaStepSerializer, SkippableSerializer):
    pass


class ChannelsStepSerializer(SkippableSerializer):
    webchat = serializers.BooleanField(
        default=False, help_text="Open the chat for the business's own website."
    )


class PlanStepSerializer(SkippableSerializer):
    plan = serializers.SlugField(max_length=60, required=False)
    period = serializers.ChoiceField(PERIODS, default=PERIODS[0])
    is_trial = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["skip"] and "plan" not in attrs:
            raise serializers.ValidationError({"plan": ["Choose a plan."]})
        return attrs


class TypedServiceSerializer(Plain):
    name = serializers.CharField(max_length=200)
    price = serializers.DecimalField(12, 2, min_value=Decimal(0), required=False, allow_null=True)
    duration_min = serializers.IntegerField(min_value=1, max_value=24 * 60, required=False, allow_null=True)


class ImportStepSerializer(SkippableSerializer):
    services = TypedServiceSerializer(many=True, default=list)

    def validate_services(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len(value) > MOST_SERVICES:
            raise serializers.ValidationError(
                f"Type at most {MOST_SERVICES}; a longer list comes as a table."
            )
        return value


class WebsiteToReadSerializer(Plain):
    url = serializers.CharField(max_length=2_000)


class FoundLogoSerializer(Plain):
    url = serializers.CharField()
    preview = serializers.CharField(help_text="A small PNG as a data address.")


class WebsiteCardSerializer(Plain):
    website = serializers.CharField()
    name = serializers.CharField()
    about = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    address = serializers.CharField()
    colours = serializers.ListField(child=serializers.CharField())
    logos = FoundLogoSerializer(many=True)


class ChecklistItemSerializer(Plain):
    name = serializers.ChoiceField(
        ["wizard", "knowledge", "test", "channel", "hours", "company", "team", "email", "message"]
    )
    is_done = serializers.BooleanField()


class ChecklistSerializer(Plain):
    results = ChecklistItemSerializer(many=True, help_text="Empty: there is nothing to show.")
