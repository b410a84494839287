"""How many customers a business may write to first: Meta's messaging limits.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messaging-limits
"""

_TIERS = {
    "TIER_50": "50",
    "TIER_250": "250",
    "TIER_1K": "1,000",
    "TIER_2K": "2,000",
    "TIER_10K": "10,000",
    "TIER_100K": "100,000",
}


def in_words(tier: str) -> str:
    """Return the limit in plain words, empty for a tier that is not known."""
    if tier == "TIER_UNLIMITED":
        return "You may write first to any number of customers."
    count = _TIERS.get(tier)
    return f"You may write first to {count} customers in 24 hours." if count else ""
