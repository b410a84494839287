"""How a member likes to write goes with them from device to device, and is nobody else's."""

import pytest

from tenant_apps.conversations.habits.models import WritingHabits
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api

PATH = "/api/writing-habits/"


def test_a_member_chooses_how_long_a_reply_waits(inside: Tenant, ada: Person, ben: Person, api: Api) -> None:
    assert api(ben).get(PATH).json() == {"undo_s": 5, "send_key": "enter"}

    assert api(ben).put(PATH, {"undo_s": 20}).json() == {"undo_s": 20, "send_key": "enter"}

    assert api(ben).get(PATH).json() == {"undo_s": 20, "send_key": "enter"}
    assert api(ada).get(PATH).json() == {"undo_s": 5, "send_key": "enter"}


def test_a_member_chooses_the_key_that_sends(inside: Tenant, ben: Person, api: Api) -> None:
    chosen = {"undo_s": 10, "send_key": "mod_enter"}

    assert api(ben).put(PATH, chosen).json() == chosen

    # A browser that does not know of keys yet leaves them alone.
    assert api(ben).put(PATH, {"undo_s": 0}).json() == {"undo_s": 0, "send_key": "mod_enter"}


@pytest.mark.parametrize("undo_s", [-1, 31, "long", None])
def test_it_refuses_what_no_reply_can_wait(undo_s: object, inside: Tenant, ben: Person, api: Api) -> None:
    assert api(ben).put(PATH, {"undo_s": undo_s}).status_code == 400
    assert not WritingHabits.objects.exists()


def test_it_refuses_a_key_that_sends_nothing(inside: Tenant, ben: Person, api: Api) -> None:
    refused = api(ben).put(PATH, {"undo_s": 5, "send_key": "space"})

    assert refused.status_code == 400
    assert not WritingHabits.objects.exists()


def test_neither_viewers_nor_neighbours_come_in(
    inside: Tenant, cleo: Person, mallory: Person, acme: Tenant, api: Api
) -> None:
    assert api(cleo).put(PATH, {"undo_s": 5}).status_code == 403
    assert api(mallory, at=acme).put(PATH, {"undo_s": 5}).status_code == 404
    assert not WritingHabits.objects.exists()
