"""Disconnecting a channel through the API, and connecting it again."""

import pytest

from tenant_apps.channels.models import AccountState
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.channels.conftest import FORM, NUMBER, WABA, offer
from tests.tenant_apps.channels.whatsapp_account import CONNECT, LIST, announced, routes, stored

pytestmark = pytest.mark.django_db


def test_it_disconnects_and_keeps_the_history(
    connected: str, meta: FakeGraph, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    answer = api(ada).delete(f"{LIST}{connected}/")

    [account] = stored(in_tenant, ada)
    assert answer.status_code == 204
    assert (account.state, account.credentials) == (AccountState.DISCONNECTED, {})
    assert (routes(), announced("ChannelDisconnected")) == ({}, 1)
    assert [(asked.method, asked.path) for asked in meta.asked] == [
        ("DELETE", f"/v26.0/{WABA}/subscribed_apps")
    ]
    assert api(ada).get(LIST).json() == {"next": None, "previous": None, "results": []}


def test_it_disconnects_although_meta_refuses_the_token(
    connected: str, meta: FakeGraph, ada: Person, api: Api
) -> None:
    meta.refuse("DELETE", f"{WABA}/subscribed_apps", 190, status=401)

    answer = api(ada).delete(f"{LIST}{connected}/")

    assert (answer.status_code, routes()) == (204, {})


def test_it_disconnects_once(connected: str, meta: FakeGraph, ada: Person, api: Api) -> None:
    api(ada).delete(f"{LIST}{connected}/")

    answer = api(ada).delete(f"{LIST}{connected}/")

    assert (answer.status_code, announced("ChannelDisconnected"), len(meta.asked)) == (204, 1, 1)


def test_it_keeps_the_events_of_a_business_account_that_another_number_uses(
    connected: str, meta: FakeGraph, ada: Person, api: Api
) -> None:
    offer(meta, number="700100200301")
    api(ada).post(CONNECT, {**FORM, "phone_number_id": "700100200301"})
    meta.asked.clear()

    api(ada).delete(f"{LIST}{connected}/")

    assert set(routes()) == {"700100200301", f"waba:{WABA}"}
    assert meta.asked == []


def test_it_frees_the_business_account_that_a_number_left(
    connected: str, meta: FakeGraph, ada: Person, api: Api
) -> None:
    offer(meta, waba="800900100999")

    answer = api(ada).post(CONNECT, {**FORM, "waba_id": "800900100999"})

    assert (answer.json()["id"], set(routes())) == (connected, {NUMBER, "waba:800900100999"})


def test_it_connects_a_disconnected_number_again(connected: str, ada: Person, api: Api) -> None:
    api(ada).delete(f"{LIST}{connected}/")

    answer = api(ada).post(CONNECT, FORM)

    assert (answer.json()["id"], answer.json()["state"]) == (connected, "connected")
