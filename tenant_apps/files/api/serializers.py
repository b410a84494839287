from uuid import UUID

from rest_framework import serializers

from tenant_apps.files.models import StoredFile
from tenant_apps.files.selectors import file_url


class StoredFileSerializer(serializers.ModelSerializer[StoredFile]):
    url = serializers.SerializerMethodField()

    class Meta:
        model = StoredFile
        fields = ("id", "name", "content_type", "size", "url")

    def get_url(self, stored: StoredFile) -> str:
        file_id: UUID = stored.id
        return file_url(file_id)


class UploadSerializer(serializers.Serializer[dict[str, object]]):
    file = serializers.FileField(allow_empty_file=True)
