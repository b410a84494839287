"""What contacts are found by, as expressions; their indexes are made of the same."""

from django.db.models import Func, Value


def phone_digits(path: str) -> Func:
    """Return the digits alone of the number at `path`."""
    return Func(path, Value(r"\D"), Value(""), Value("g"), function="regexp_replace")
