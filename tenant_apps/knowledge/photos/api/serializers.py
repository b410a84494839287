from rest_framework import serializers

from tenant_apps.knowledge.models import DocumentStatus


class PhotoLabelSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    score = serializers.FloatField(min_value=0, max_value=1)


class PhotoColourSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    ukrainian = serializers.CharField()
    hex = serializers.CharField()
    share = serializers.FloatField(min_value=0, max_value=1)


class PhotoSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    url = serializers.CharField(allow_null=True)
    status = serializers.ChoiceField(DocumentStatus.choices)
    reason = serializers.CharField(allow_blank=True)
    reason_code = serializers.CharField(allow_blank=True)
    reason_data = serializers.DictField(child=serializers.IntegerField())
    size = serializers.IntegerField()
    content_type = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    caption = serializers.CharField(allow_blank=True)
    description = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    labels = PhotoLabelSerializer(many=True)
    colours = PhotoColourSerializer(many=True)
    reader = serializers.ChoiceField(["", "google_vision", "model", "local"])
    is_sendable = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    rev = serializers.IntegerField()


class PhotoPageSerializer(serializers.Serializer[object]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = PhotoSerializer(many=True)


class PhotosUploadedSerializer(serializers.Serializer[object]):
    results = PhotoSerializer(many=True)


class PhotoChangeSerializer(serializers.Serializer[object]):
    caption = serializers.CharField(max_length=300, allow_blank=True, required=False)
    is_sendable = serializers.BooleanField(required=False)
