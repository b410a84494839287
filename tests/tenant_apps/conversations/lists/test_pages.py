"""Pages of the list: whole and in order, whichever way their rows are found."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from shared_apps.core.clock import now
from tenant_apps.conversations.lists.sorts import SORTS
from tenant_apps.conversations.organising.models import Participant
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.conversations.rooms import names, opened, restricted, team_of

LIST = "/api/conversations/"


@pytest.mark.parametrize("q", ["!!!", "…", "😀", "'"])
def test_words_without_a_letter_find_nothing(inside: Tenant, ben: Person, api: Api, q: str) -> None:
    opened("Anna")

    assert names(api(ben).get(f"{LIST}?{urlencode({'status': 'all', 'q': q})}")) == []


@pytest.mark.parametrize("walked", [1, 4, 3_000])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_have_everything_once_however_their_rows_are_found(
    inside: Tenant,
    ben: Person,
    ada: Person,
    api: Api,
    monkeypatch: pytest.MonkeyPatch,
    sort: str,
    walked: int,
) -> None:
    monkeypatch.setattr("tenant_apps.conversations.lists.finding.WALKED", walked)
    restricted(ben.member)
    hair, nails = team_of("Hair", ben.member), team_of("Nails", ada.member)
    seen: list[dict[str, Any]] = [{"team": hair}, {"team": nails, "assignee": ben.member}, {}]
    for number, place in enumerate([*seen, {"team": nails}, {"assignee": ada.member}] * 4):
        thread = opened(
            f"{number}",
            minutes_ago=number % 7,
            priority=["", "low", "urgent"][number % 3],
            unread=number % 2,
            waiting_since=now() - timedelta(minutes=number % 4) if number % 3 else None,
            **place,
        )
        # What is theirs and watched as well belongs to both ways of seeing it.
        if number % 5 in (0, 3):
            Participant.objects.create(conversation=thread, member=ben.member)
    client, address = api(ben), f"{LIST}?status=all&sort={sort}"

    found: list[str] = []
    url = f"{address}&limit=3"
    while url:
        page = client.get(url)
        found += names(page)
        url = page.json()["next"]

    assert found == names(client.get(f"{address}&limit=100"))
    assert sorted(map(int, found)) == [number for number in range(20) if number % 5 != 4]
