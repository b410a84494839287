"""Shapes of the agent's API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shared_apps.core.masking import masked
from shared_apps.plans import entitlements
from shared_apps.plans.selectors import first_plan_with
from tenant_apps.agent import tools
from tenant_apps.agent.answering.remarks import code_of
from tenant_apps.agent.models import (
    SPOKEN_ANSWERS,
    AccountOverride,
    AgentSettings,
    Mode,
    ModelApi,
    Outcome,
    PersonaLanguage,
    PromptVersion,
    Turn,
)

MAX_PROMPT = 20_000
MAX_TEXT = 2_000
MOST_RULES = 30


def _texts(help_text: str) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(max_length=300),
        max_length=MOST_RULES,
        required=False,
        help_text=help_text,
    )


class PromptSerializer(serializers.Serializer[PromptVersion]):
    version = serializers.IntegerField(source="number", read_only=True)
    text = serializers.CharField(max_length=MAX_PROMPT, allow_blank=True)
    updated_at = serializers.DateTimeField(source="created_at", read_only=True, allow_null=True)
    updated_by = serializers.CharField(source="created_by_name", read_only=True, allow_null=True)


class PersonaSerializer(serializers.Serializer[AgentSettings]):
    name = serializers.CharField(source="persona_name", max_length=80, allow_blank=True)
    tone = serializers.CharField(source="persona_tone", max_length=200, allow_blank=True)
    language = serializers.ChoiceField(source="persona_language", choices=PersonaLanguage.choices)


def _dollars(source: str | None, help_text: str) -> serializers.DecimalField:
    return serializers.DecimalField(
        source=source,
        max_digits=12,
        decimal_places=4,
        min_value=0,
        allow_null=True,
        required=False,
        coerce_to_string=False,
        help_text=help_text,
    )


class ModelSerializer(serializers.Serializer[AgentSettings]):
    base_url = serializers.URLField(source="model_base_url", max_length=500, allow_blank=True)
    name = serializers.CharField(source="model_name", max_length=200, allow_blank=True)
    api = serializers.ChoiceField(source="model_api", choices=ModelApi.choices, required=False)
    prompt_price = _dollars("model_prompt_price", "US dollars per million tokens.")
    completion_price = _dollars("model_completion_price", "US dollars per million tokens.")
    has_key = serializers.SerializerMethodField()
    key_hint = serializers.SerializerMethodField(help_text="The stored key, all but its end hidden.")

    def get_has_key(self, settings: AgentSettings) -> bool:
        return bool(settings.model_key)

    def get_key_hint(self, settings: AgentSettings) -> str:
        return masked(settings.model_key)


class FallbackSerializer(serializers.Serializer[AgentSettings]):
    """The second model, asked when the first one fails."""

    base_url = serializers.URLField(source="fallback_base_url", max_length=500, allow_blank=True)
    name = serializers.CharField(source="fallback_name", max_length=200, allow_blank=True)
    api = serializers.ChoiceField(source="fallback_api", choices=ModelApi.choices, required=False)
    prompt_price = _dollars("fallback_prompt_price", "US dollars per million tokens.")
    completion_price = _dollars("fallback_completion_price", "US dollars per million tokens.")
    has_key = serializers.SerializerMethodField()
    key_hint = serializers.SerializerMethodField(help_text="The stored key, all but its end hidden.")

    def get_has_key(self, settings: AgentSettings) -> bool:
        return bool(settings.fallback_key)

    def get_key_hint(self, settings: AgentSettings) -> str:
        return masked(settings.fallback_key)


class ToolSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    description = serializers.CharField()
    is_on = serializers.BooleanField()


class SettingsSerializer(serializers.Serializer[AgentSettings]):
    mode = serializers.ChoiceField(choices=Mode.choices)
    mode_when_closed = serializers.ChoiceField(
        choices=Mode.choices,
        allow_blank=True,
        required=False,
        help_text="Outside opening hours; empty: the same.",
    )
    persona = PersonaSerializer(source="*")
    greeting = serializers.CharField(max_length=MAX_TEXT, allow_blank=True)
    fallback = serializers.CharField(max_length=MAX_TEXT, allow_blank=True)
    handoff_message = serializers.CharField(max_length=MAX_TEXT, allow_blank=True)
    guidelines = _texts("Rules in the owner's words.")
    blocked_topics = _texts("What is left to people.")
    never_say = _texts("Words that an answer never holds.")
    tools_off = _texts("Names of tools that are not offered.")
    threshold = serializers.FloatField(min_value=0, max_value=1, allow_null=True, required=False)
    model = ModelSerializer(source="*", required=False)
    fallback_model = FallbackSerializer(source="*", required=False)
    fallback_key = serializers.CharField(write_only=True, required=False, max_length=500, allow_blank=True)
    budget_soft = _dollars(None, "US dollars a month; owners are warned there.")
    budget_hard = _dollars(None, "US dollars a month; no model is asked beyond.")
    speaks = serializers.BooleanField(required=False, help_text="Answer a voice message by voice.")
    speaks_from = serializers.SerializerMethodField(
        help_text="The plan that answering by voice comes with; null: this one has it, empty: none that is sold."
    )
    voice = serializers.CharField(max_length=100, allow_blank=True, required=False)
    tools = serializers.SerializerMethodField()
    model_key = serializers.CharField(write_only=True, required=False, max_length=500, allow_blank=True)
    is_model_configured = serializers.SerializerMethodField()

    @extend_schema_field(ToolSerializer(many=True))
    def get_tools(self, settings: AgentSettings) -> list[dict[str, Any]]:
        optional = [tool for tool in tools.TOOLS if not tool.is_always_on]
        return [
            {"name": tool.name, "description": tool.description, "is_on": tool.name not in settings.tools_off}
            for tool in optional
        ]

    def get_speaks_from(self, _: AgentSettings) -> str | None:
        if entitlements.has_feature(SPOKEN_ANSWERS):
            return None
        return first_plan_with(feature=SPOKEN_ANSWERS) or ""

    def get_is_model_configured(self, _: AgentSettings) -> bool:
        from tenant_apps.agent.connection import configured

        return configured() is not None


class OverriddenPersonaSerializer(serializers.Serializer[AccountOverride]):
    name = serializers.CharField(source="persona_name", max_length=80, allow_blank=True)
    tone = serializers.CharField(source="persona_tone", max_length=200, allow_blank=True)
    language = serializers.ChoiceField(
        source="persona_language", choices=PersonaLanguage.choices, allow_blank=True
    )


class OverrideSerializer(serializers.Serializer[AccountOverride]):
    """What is different on one channel account; empty means as everywhere."""

    id = serializers.UUIDField(source="channel_account_id", read_only=True)
    kind = serializers.CharField(source="channel_account.kind", read_only=True)
    name = serializers.CharField(source="channel_account.name", read_only=True)
    mode = serializers.ChoiceField(choices=Mode.choices, allow_blank=True)
    mode_when_closed = serializers.ChoiceField(choices=Mode.choices, allow_blank=True)
    persona = OverriddenPersonaSerializer(source="*")
    greeting = serializers.CharField(max_length=MAX_TEXT, allow_blank=True)
    fallback = serializers.CharField(max_length=MAX_TEXT, allow_blank=True)
    guidelines = _texts("Rules that hold here beside the general ones.")


class CitationSerializer(serializers.Serializer[Any]):
    document = serializers.UUIDField()
    name = serializers.CharField()
    page = serializers.IntegerField(allow_null=True)
    row = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    url = serializers.CharField(
        default="", help_text="Where people read a page or a post themselves; empty for files."
    )


class ReadPassageSerializer(CitationSerializer):
    score = serializers.FloatField()
    used = serializers.BooleanField()


class ToolUseSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    arguments = serializers.DictField()
    result = serializers.JSONField()
    ms = serializers.FloatField()


class TokensSerializer(serializers.Serializer[Any]):
    prompt = serializers.IntegerField()
    completion = serializers.IntegerField()


class StepSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    ms = serializers.FloatField()
    detail = serializers.CharField(allow_blank=True)
    blocked = serializers.CharField(required=False, help_text="What the guard rails kept from the customer.")


class TraceSerializer(serializers.Serializer[Any]):
    planner = serializers.CharField(help_text='"model-free", or the name of the model.')
    passages = ReadPassageSerializer(many=True)
    tools = ToolUseSerializer(many=True)
    tokens = TokensSerializer()
    cost = serializers.FloatField(allow_null=True, help_text="US dollars, null when the price is not known.")
    ms = serializers.FloatField()
    steps = StepSerializer(many=True)


class TurnSerializer(serializers.ModelSerializer[Turn]):
    conversation = serializers.UUIDField(source="conversation_id", read_only=True, allow_null=True)
    contact = serializers.SerializerMethodField()
    handed_off = serializers.SerializerMethodField()
    reason_code = serializers.SerializerMethodField(help_text="For its translation; empty for free words.")
    citations = CitationSerializer(many=True)
    trace = TraceSerializer()

    class Meta:
        model = Turn
        fields = (
            "id", "conversation", "contact", "question", "answer", "handed_off", "intent", "mood", "language",
            "outcome", "reason", "reason_code", "citations", "trace", "created_at",
        )  # fmt: skip

    def get_contact(self, turn: Turn) -> str:
        return turn.conversation.contact.name if turn.conversation else ""

    def get_handed_off(self, turn: Turn) -> bool:
        return turn.outcome == Outcome.HANDED_OFF

    def get_reason_code(self, turn: Turn) -> str:
        return code_of(turn.reason)


class PlayedTurnSerializer(TurnSerializer):
    session = serializers.UUIDField(source="session_id", read_only=True, allow_null=True)

    class Meta(TurnSerializer.Meta):
        fields = (*TurnSerializer.Meta.fields, "session")  # type: ignore[assignment]  # one more


class ChatSerializer(serializers.Serializer[Any]):
    message = serializers.CharField(max_length=4_000)
    session = serializers.UUIDField(
        required=False, allow_null=True, help_text="Go on with this conversation."
    )


class ChatAnswerSerializer(serializers.Serializer[Turn]):
    session = serializers.UUIDField(source="session_id")
    answer = serializers.CharField()
    handed_off = serializers.SerializerMethodField()
    intent = serializers.CharField()
    citations = CitationSerializer(many=True)

    def get_handed_off(self, turn: Turn) -> bool:
        return turn.outcome == Outcome.HANDED_OFF


class TestQuestionSerializer(ChatSerializer):
    conversation = serializers.UUIDField(
        required=False, allow_null=True, help_text="Answer as if said there."
    )


class HistoryQuerySerializer(serializers.Serializer[Any]):
    conversation = serializers.UUIDField(source="conversation_id", required=False)
    outcome = serializers.ChoiceField(choices=Outcome.choices, required=False)
    intent = serializers.CharField(max_length=20, required=False)
    q = serializers.CharField(max_length=200, required=False)
    start = serializers.DateTimeField(required=False)
    end = serializers.DateTimeField(required=False)
