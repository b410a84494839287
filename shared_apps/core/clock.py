"""The one clock. Pure kernels take `now` as an argument; everything else asks here."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the current time, aware, in UTC."""
    return timezone.now()
