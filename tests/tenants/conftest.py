"""What the tests of a business's life look at."""

from typing import Any

import pytest
from django.test import Client as DjangoClient
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.core.errors import AppError
from tenants import life

Callbacks = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schemas whose waiting work was woken up."""
    woken: list[str] = []
    monkeypatch.setattr(life, "wake_up", woken.append)
    return woken


def page(host: str, path: str = "/inbox", language: str = "en") -> Any:
    return DjangoClient(HTTP_HOST=host).get(path, HTTP_ACCEPT_LANGUAGE=language)


def refusal(call: Any) -> tuple[int, str]:
    with pytest.raises(AppError) as refused:
        call()
    return refused.value.status, refused.value.code
