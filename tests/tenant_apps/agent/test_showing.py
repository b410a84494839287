"""The customer sees that the agent has read and writes, as soon as it begins."""

from uuid import UUID

import pytest

from tenant_apps.agent import running
from tests.tenant_apps.agent.conftest import Customer


@pytest.mark.usefixtures("price_list")
def test_it_shows_that_it_has_read_when_it_begins(dana: Customer, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[UUID] = []
    monkeypatch.setattr(running, "have_agent_seen", seen.append)

    thread = dana.asks("Скільки коштує жіноча стрижка?")

    assert seen == [thread]


def test_it_shows_nothing_when_there_is_nothing_to_answer(
    dana: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[UUID] = []
    monkeypatch.setattr(running, "have_agent_seen", seen.append)
    thread = dana.writes("Привіт")

    running.run(thread, version=99)

    assert seen == []
