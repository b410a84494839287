"""What is on a picture, told by somebody else's eyes: Google's Cloud Vision or a chat model that sees.

No tables, no tenants. `eyes()` returns the reader that the settings name, None when none is; both raise VisionFailed.
"""

from django.conf import settings

from shared_apps.vendors.vision.seen import Eyes, Label, Seen, VisionFailed

__all__ = ["Eyes", "Label", "Seen", "VisionFailed", "eyes"]


def eyes() -> Eyes | None:
    """Return Google's reader when it has a key, else the model that is named for pictures, else None."""
    if settings.GOOGLE_VISION_API_KEY:
        from shared_apps.vendors.vision.google import GoogleEyes

        return GoogleEyes(settings.GOOGLE_VISION_URL, settings.GOOGLE_VISION_API_KEY)
    if settings.VISION_BASE_URL and settings.VISION_MODEL:
        from shared_apps.vendors.vision.model import ModelEyes

        return ModelEyes(settings.VISION_BASE_URL, settings.VISION_MODEL, settings.VISION_API_KEY)
    return None
