from typing import Any

from rest_framework import serializers

from shared_apps.core.pagination import WholePageSerializer
from shared_apps.core.parsing import kept_json
from tenant_apps.conversations.api.serializers import ConversationSerializer, NamedSerializer
from tenant_apps.conversations.lists.sorts import SORTS
from tenant_apps.conversations.lists.trees import EVERYTHING

TABS = ["all", "mine", "unassigned", "ai", "mentions", "unattended"]
MAX_FILTER = 20_000


class TreeField(serializers.JSONField):
    """A filter tree, as an object or as the JSON text that an address carries; `trees.condition` checks it."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str):
            if len(data) > MAX_FILTER:
                raise serializers.ValidationError("This filter is too long.")
            try:
                return kept_json(data)
            except ValueError as error:
                raise serializers.ValidationError("This is not JSON.") from error
        return data


class ListWordsSerializer(serializers.Serializer[object]):
    status = serializers.CharField(
        default="active", help_text="active, all, open, pending, snoozed or resolved."
    )
    tab = serializers.ChoiceField(TABS, default="all")
    assignee = serializers.CharField(default="all", help_text='"all", "me", "none" or a member\'s id.')
    team = serializers.CharField(default="", allow_blank=True, help_text='A team\'s id or "none".')
    label = serializers.CharField(  # type: ignore[assignment]  # DRF takes declared fields off the class
        default="", allow_blank=True, help_text='A label\'s id or "none".'
    )
    priority = serializers.CharField(default="", allow_blank=True, help_text="low … urgent, or none.")
    agent = serializers.ChoiceField(["all", "on", "off"], default="all")
    channel = serializers.CharField(
        default="", allow_blank=True, help_text="A channel account's id, or a kind."
    )
    contact = serializers.CharField(default="", allow_blank=True, help_text="A contact's id.")
    unattended = serializers.BooleanField(default=False)
    q = serializers.CharField(default="", allow_blank=True, max_length=200)


class ListQuerySerializer(ListWordsSerializer):
    filter = TreeField(
        required=False,
        help_text='A tree: {"all": […]}, {"any": […]} or {"field", "op", "value"}; the fields are at '
        "/api/conversations/filters/.",
    )

    def to_internal_value(self, data: Any) -> Any:
        given = super().to_internal_value(data)
        given["tree"] = given.pop("filter", EVERYTHING)
        return given


class PageQuerySerializer(serializers.Serializer[object]):
    view = serializers.UUIDField(required=False, help_text="A saved view: its filter and its sort.")
    sort = serializers.ChoiceField([*SORTS], required=False, help_text="Default: the view's, or latest.")
    limit = serializers.IntegerField(default=50, min_value=1)
    cursor = serializers.CharField(default="", allow_blank=True, max_length=500)


class ConversationPageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(
        allow_null=True,
        help_text="Always null: a list is read from its top, and what is new comes as frames.",
    )
    results = ConversationSerializer(many=True)


class CountsSerializer(serializers.Serializer[object]):
    all = serializers.IntegerField()
    mine = serializers.IntegerField()
    unassigned = serializers.IntegerField()
    ai = serializers.IntegerField()
    mentions = serializers.IntegerField()
    unattended = serializers.IntegerField()
    unread = serializers.IntegerField()


class FilterFieldSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    type = serializers.CharField(
        help_text="choice, text, member(s), team, label(s), channel(s), contact, flag or moment."
    )
    operators = serializers.ListField(child=serializers.CharField())
    choices = serializers.ListField(child=serializers.CharField())


class FilterFieldsSerializer(serializers.Serializer[object]):
    results = FilterFieldSerializer(many=True)
    sorts = serializers.ListField(child=serializers.CharField())
    tabs = serializers.ListField(child=serializers.CharField())


class GoneSerializer(serializers.Serializer[object]):
    field = serializers.CharField()
    id = serializers.CharField()


class ViewSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    icon = serializers.CharField()
    owner = NamedSerializer()
    is_shared = serializers.BooleanField()
    is_mine = serializers.BooleanField()
    filter = serializers.JSONField()
    sort = serializers.CharField()
    position = serializers.IntegerField()
    count = serializers.IntegerField(allow_null=True, help_text="Up to 1000; null when it cannot be read.")
    gone = GoneSerializer(many=True, help_text="What the filter names that was deleted since.")


class ViewListSerializer(WholePageSerializer):
    results = ViewSerializer(many=True)


class ViewChangeSerializer(serializers.Serializer[object]):
    name = serializers.CharField(max_length=80)
    icon = serializers.CharField(max_length=40, required=False, allow_blank=True)
    is_shared = serializers.BooleanField(required=False)
    filter = TreeField()
    sort = serializers.ChoiceField([*SORTS], required=False)


class ViewOrderSerializer(serializers.Serializer[object]):
    ids = serializers.ListField(child=serializers.UUIDField(), max_length=1000)
