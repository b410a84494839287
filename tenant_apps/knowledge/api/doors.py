"""The size of an upload is judged by what it announces, before a byte of it is taken."""

from typing import Any

from django.conf import settings
from rest_framework.request import Request

from tenant_apps.knowledge.errors import UploadTooLarge


class FilesAreBounded:
    """Refuses a body above `settings.UPLOAD_MAX_BODY_BYTES`, or one of unknown length, without parsing it.

    The server keeps larger bodies out before they are spooled (config/uploads.py); this one stands behind any server.
    """

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]  # a mixin of APIView
        length = request.META.get("CONTENT_LENGTH") or "0"
        if (
            request.method == "POST"
            and int(length if length.isdigit() else 0) > settings.UPLOAD_MAX_BODY_BYTES
        ):
            raise UploadTooLarge(settings.UPLOAD_MAX_BODY_BYTES)
