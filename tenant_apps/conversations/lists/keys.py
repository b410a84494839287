"""What the list is sorted by, as expressions; the indexes of conversations are made of the same."""

from datetime import UTC, datetime

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Coalesce

FAR = datetime(9999, 12, 31, tzinfo=UTC)
RANKS = {"urgent": 4, "high": 3, "medium": 2, "low": 1}


def priority_rank() -> Case:
    whens = [When(priority=word, then=Value(rank)) for word, rank in RANKS.items()]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def has_unread() -> Case:
    return Case(When(unread__gt=0, then=Value(1)), default=Value(0), output_field=IntegerField())


def waits_since() -> Coalesce:
    """Those who wait for nothing come last."""
    return Coalesce(F("waiting_since"), Value(FAR))
