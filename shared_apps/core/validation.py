"""What a caller sends, checked by a serializer."""

from typing import Any

from rest_framework.serializers import Serializer


def validated(form: type[Serializer[Any]], data: Any, *, partial: bool = False) -> dict[str, Any]:
    """Return what `form` makes of `data`, of the given fields only when `partial`.

    Raises DRF's ValidationError, which is answered 400 with the fields that need another look.
    """
    checked = form(data=data, partial=partial)
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)
