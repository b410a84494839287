"""Visitors are slowed down per person, per address and per website."""

from uuid import uuid4

import pytest

from tenant_apps.webchat import limits
from tests.tenant_apps.webchat.conftest import Browser, Visit

pytestmark = pytest.mark.django_db


def test_a_visitor_is_slowed_down(dana: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.MESSAGE, "visitor", (0.01, 2))

    answers = [dana.post("messages/", {"client_id": str(uuid4()), "text": "x"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    refused = answers[-1].json()
    assert refused["code"] == "throttled"
    assert refused["data"]["retry_after_s"] > 0


def test_another_visitor_is_not(dana: Browser, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.MESSAGE, "visitor", (0.01, 1))
    dana.post("messages/", {"client_id": str(uuid4()), "text": "x"})

    answer = visit().post("messages/", {"client_id": str(uuid4()), "text": "x"})

    assert answer.status_code == 202


def test_an_address_with_many_visitors_is_slowed_down(dana: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.SESSION, "address", (0.01, 2))

    answers = [dana.post("visit/").status_code for _ in range(2)]

    assert answers == [200, 429]


def test_a_website_under_attack_is_slowed_down(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.MESSAGE, "website", (0.01, 2))
    browsers = [visit(), visit(), visit()]

    answers = [b.post("messages/", {"client_id": str(uuid4()), "text": "x"}).status_code for b in browsers]

    assert answers == [202, 202, 429]
