"""The place in a page of hits as a short text for addresses."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from shared_apps.core.errors import Invalid
from tenant_apps.conversations.search.selectors import Place


def written(place: Place) -> str:
    plain = f"{int(place.is_corrected)}|{place.at.isoformat()}|{place.id}"
    return base64.urlsafe_b64encode(plain.encode()).decode()


def read(text: str) -> Place:
    """Return the place; raises Invalid."""
    try:
        corrected, at, id = base64.urlsafe_b64decode(text.encode()).decode().split("|")
        place = Place(datetime.fromisoformat(at), UUID(id), corrected == "1")
    except (ValueError, binascii.Error) as error:
        raise Invalid("This cursor is not one of ours.", fields={"cursor": ["Begin anew."]}) from error
    if place.at.tzinfo is None:
        raise Invalid("This cursor is not one of ours.", fields={"cursor": ["Begin anew."]})
    return place
