from typing import Any

from rest_framework import serializers

from tenant_apps.knowledge.sources.actions.add import (
    DAY_HOURS,
    MAX_DEPTH,
    MAX_PAGES,
    USUAL_DEPTH,
    USUAL_PAGES,
)
from tenant_apps.knowledge.sources.models import PageState, SourceKind, SourceStatus
from tenant_apps.knowledge.sources.web.addresses import MAX_URL_CHARS

MAX_REFRESH_HOURS = 24 * 30


class PageCountsSerializer(serializers.Serializer[object]):
    queued = serializers.IntegerField()
    read = serializers.IntegerField()
    skipped = serializers.IntegerField()
    failed = serializers.IntegerField()
    gone = serializers.IntegerField()


class SourceSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(SourceKind.choices)
    url = serializers.CharField()
    account = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()
    status = serializers.ChoiceField(SourceStatus.choices)
    reason = serializers.CharField()
    reason_code = serializers.CharField()
    is_paused = serializers.BooleanField()
    progress = serializers.IntegerField(min_value=0, max_value=100)
    pages = PageCountsSerializer()
    max_pages = serializers.IntegerField()
    max_depth = serializers.IntegerField()
    refresh_hours = serializers.IntegerField(help_text="0 means: only when somebody asks for it.")
    checked_at = serializers.DateTimeField(allow_null=True)
    next_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    rev = serializers.IntegerField()


class SourceListSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = SourceSerializer(many=True)


class SourceSettingsSerializer(serializers.Serializer[object]):
    max_pages = serializers.IntegerField(min_value=1, max_value=MAX_PAGES, default=USUAL_PAGES)
    max_depth = serializers.IntegerField(min_value=0, max_value=MAX_DEPTH, default=USUAL_DEPTH)
    refresh_hours = serializers.IntegerField(min_value=0, max_value=MAX_REFRESH_HOURS, default=DAY_HOURS)


class SourceChangeSerializer(serializers.Serializer[object]):
    max_pages = serializers.IntegerField(min_value=1, max_value=MAX_PAGES, required=False)
    max_depth = serializers.IntegerField(min_value=0, max_value=MAX_DEPTH, required=False)
    refresh_hours = serializers.IntegerField(min_value=0, max_value=MAX_REFRESH_HOURS, required=False)
    is_paused = serializers.BooleanField(required=False)


class NewSourceSerializer(SourceSettingsSerializer):
    kind = serializers.ChoiceField(SourceKind.choices)
    url = serializers.CharField(max_length=MAX_URL_CHARS, required=False, allow_blank=True, default="")
    account = serializers.UUIDField(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs["account_id"] = attrs.pop("account")
        return attrs


class SourcePageSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    url = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(PageState.choices)
    reason = serializers.CharField()
    reason_code = serializers.CharField()
    http_status = serializers.IntegerField(allow_null=True)
    document = serializers.UUIDField(allow_null=True, help_text="Whose passages show what was read.")
    passages = serializers.IntegerField()
    depth = serializers.IntegerField()
    checked_at = serializers.DateTimeField(allow_null=True)
    changed_at = serializers.DateTimeField(allow_null=True)
    gone_since = serializers.DateTimeField(allow_null=True)


class SourcePageListSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = SourcePageSerializer(many=True)


class PagesQuerySerializer(serializers.Serializer[object]):
    state = serializers.ChoiceField(PageState.choices, required=False)


class SyncedSerializer(serializers.Serializer[object]):
    sources = serializers.IntegerField(help_text="Sources that are read again now.")
    entries = serializers.IntegerField(help_text="Answers that are read again now.")
