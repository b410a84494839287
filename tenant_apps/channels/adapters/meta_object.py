"""Meta sends several products to one address: which channel is an envelope for?"""

_PLATFORMS = {
    "whatsapp_business_account": "whatsapp",
    "page": "messenger",
    "instagram": "instagram",
}


def platform_of(object_: str) -> str | None:
    """Return the channel's kind for an envelope's `object`; None for a product that is no channel."""
    return _PLATFORMS.get(object_)
