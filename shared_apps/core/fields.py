"""Model fields whose contents are unreadable in the database and in a dump.

Fernet (AES-128-CBC with HMAC-SHA256) under `settings.FIELD_KEYS`: the first key encrypts, all decrypt,
so a key is rotated by putting the new one in front.
"""

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    return _cipher(tuple(settings.FIELD_KEYS))


def encrypt(text: str) -> str:
    return cipher().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return the clear text; raises ValueError when no configured key opens the token."""
    try:
        return cipher().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise ValueError("A stored secret cannot be read with the configured PARLOR_FIELD_KEYS.") from error


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # django-stubs: runtime class takes no arguments
    """Text kept encrypted; empty stays empty, so 'is it set' can be asked in SQL."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        return decrypt(value) if value else value


class EncryptedJSONField(EncryptedTextField):
    """A JSON value kept as one encrypted text."""

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(None if value is None else json.dumps(value))

    def from_db_value(self, value: str | None, *args: Any) -> Any:
        text = super().from_db_value(value, *args)
        return json.loads(text) if text else None

    def to_python(self, value: Any) -> Any:
        return value
