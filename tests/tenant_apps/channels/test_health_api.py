"""How a channel is, through the API."""

import pytest

from tenant_apps.channels.models import AccountState, ChannelAccount
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.channels.conftest import NUMBER
from tests.tenant_apps.channels.whatsapp_account import LIST, announced, stored

pytestmark = pytest.mark.django_db


def test_it_tells_how_a_channel_is(connected: str, cleo: Person, api: Api) -> None:
    answer = api(cleo).get(f"{LIST}{connected}/health/")

    assert answer.json() == {
        "ok": True,
        "state": "connected",
        "last_event_at": None,
        "last_error": "",
        "checks": [
            {
                "name": "number",
                "ok": True,
                "text": "WhatsApp knows +380 44 111 22 33. People rate the messages well.",
                "code": "quality_green",
                "values": {"phone": "+380 44 111 22 33"},
            },
            {
                "name": "events",
                "ok": True,
                "text": "WhatsApp sends customers' messages here.",
                "code": "events_on",
                "values": {},
            },
            {
                "name": "last_event",
                "ok": True,
                "text": "No message has come in yet. Write to this number to try it.",
                "code": "last_event_never",
                "values": {},
            },
        ],
    }


def test_it_only_looks_when_it_is_asked_how_a_channel_is(
    connected: str, meta: FakeGraph, cleo: Person, api: Api, in_tenant: InTenant
) -> None:
    meta.refuse("GET", NUMBER, 190, status=401)

    answer = api(cleo).get(f"{LIST}{connected}/health/")

    assert answer.json()["ok"] is False
    assert stored(in_tenant, cleo)[0].state == AccountState.CONNECTED


def test_it_marks_a_channel_whose_token_expired(
    connected: str, meta: FakeGraph, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    meta.refuse("GET", NUMBER, 190, status=401)

    answer = api(ada).post(f"{LIST}{connected}/test/")

    reason = "WhatsApp does not accept the access token. Copy a new one from Meta Business."
    assert (answer.json()["state"], answer.json()["last_error"]) == ("error", reason)
    assert stored(in_tenant, ada)[0].last_error_code == answer.json()["checks"][0]["code"] != ""
    assert announced("ChannelTroubled") == 1


def test_it_marks_a_channel_well_again(connected: str, ada: Person, api: Api, in_tenant: InTenant) -> None:
    with in_tenant(ada.tenant):
        ChannelAccount.objects.update(state=AccountState.ERROR, last_error="Something was wrong.")

    answer = api(ada).post(f"{LIST}{connected}/test/")

    assert (answer.json()["ok"], answer.json()["state"], answer.json()["last_error"]) == (
        True,
        "connected",
        "",
    )


def test_it_blames_no_channel_for_metas_outage(
    connected: str, meta: FakeGraph, ada: Person, api: Api
) -> None:
    meta.refuse("GET", NUMBER, 2, status=503)

    answer = api(ada).post(f"{LIST}{connected}/test/")

    assert (answer.json()["ok"], answer.json()["state"]) == (False, "connected")
