"""Channels through the API: connect, list, and what else a connected one shows."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from shared_apps.console.models import Channel, Review
from shared_apps.core.clock import now
from shared_apps.intake.actions import accept
from shared_apps.intake.models import EventState, IntakeEvent
from tenant_apps.channels.models import AccountState, ChannelAccount
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.channels.conftest import FORM, NUMBER, WABA
from tests.tenant_apps.channels.whatsapp_account import CONNECT, LIST, announced, routes, stored

pytestmark = pytest.mark.django_db


def test_it_connects_a_number(meta: FakeGraph, ada: Person, api: Api, in_tenant: InTenant) -> None:
    answer = api(ada).post(CONNECT, FORM)

    [account] = stored(in_tenant, ada)
    assert answer.status_code == 201
    shown = answer.json()
    capabilities = shown.pop("capabilities")
    assert (capabilities["reply_window_hours"], capabilities["has_templates"]) == (24, True)
    assert shown == {
        "id": str(account.id),
        "kind": "whatsapp",
        "name": "Front desk",
        "external_id": NUMBER,
        "state": "connected",
        "last_event_at": None,
        "last_error": "",
        "last_error_code": "",
        "token_expires_at": None,
        "webhook_url": "http://parlor.test/webhook/whatsapp/",
        "address": "https://wa.me/380441112233",
        "can_sync": False,
        "hold": None,
    }
    assert account.credentials == {"access_token": "EAAinvented"}
    assert routes() == {NUMBER: ada.tenant.schema_name, f"waba:{WABA}": ada.tenant.schema_name}
    assert [(asked.method, asked.path) for asked in meta.asked] == [
        ("GET", f"/v26.0/{NUMBER}"),
        ("GET", f"/v26.0/{WABA}/phone_numbers"),
        ("POST", f"/v26.0/{WABA}/subscribed_apps"),
    ]
    assert announced("ChannelConnected") == 1


def test_it_takes_the_vendors_name_when_none_is_given(meta: FakeGraph, ada: Person, api: Api) -> None:
    answer = api(ada).post(CONNECT, {**FORM, "name": ""})

    assert answer.json()["name"] == "Lumière"


def test_it_keeps_the_token_unreadable_in_the_database(
    connected: str, ada: Person, in_tenant: InTenant
) -> None:
    with in_tenant(ada.tenant), connection.cursor() as cursor:
        cursor.execute("SELECT credentials FROM inbox_channels_channelaccount")
        [(raw,)] = cursor.fetchall()

    assert "EAAinvented" not in raw


def test_it_gives_a_connected_number_a_new_token(
    connected: str, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    answer = api(ada).post(CONNECT, {**FORM, "access_token": "EAArenewed"})

    [account] = stored(in_tenant, ada)
    assert (answer.status_code, answer.json()["id"]) == (201, connected)
    assert account.credentials == {"access_token": "EAArenewed"}


def test_it_delivers_what_came_before_the_number_was_connected(
    meta: FakeGraph, ada: Person, api: Api
) -> None:
    early = IntakeEvent.objects.create(
        id=1,
        received_at=datetime.now(UTC),
        platform="whatsapp",
        account_id=NUMBER,
        payload=b"{}",
        state=EventState.UNROUTED,
    )

    api(ada).post(CONNECT, FORM)

    row = IntakeEvent.objects.get(id=early.id)
    assert (row.state, row.schema) == (EventState.PENDING, ada.tenant.schema_name)


@pytest.mark.parametrize(
    ("path", "code", "field"),
    [
        (NUMBER, 190, "access_token"),
        (NUMBER, 100, "phone_number_id"),
        (f"{WABA}/phone_numbers", 200, "access_token"),
    ],
)
def test_it_names_the_field_that_meta_does_not_accept(
    meta: FakeGraph, ada: Person, api: Api, in_tenant: InTenant, path: str, code: int, field: str
) -> None:
    meta.refuse("GET", path, code)

    answer = api(ada).post(CONNECT, FORM)

    assert (answer.status_code, answer.json()["code"]) == (400, "connection_refused")
    assert list(answer.json()["fields"]) == [field]
    assert (stored(in_tenant, ada), routes(), announced("ChannelConnected")) == ([], {}, 0)


def test_it_refuses_a_number_of_another_business_account(
    meta: FakeGraph, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    meta.answer("GET", f"{WABA}/phone_numbers", {"data": [{"id": "999"}]})

    answer = api(ada).post(CONNECT, FORM)

    assert answer.json()["fields"] == {
        "waba_id": ["This number is not in this WhatsApp Business account. Check both ids."]
    }
    assert stored(in_tenant, ada) == []


def test_it_takes_everything_back_when_meta_refuses_the_subscription(
    meta: FakeGraph, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    meta.refuse("POST", f"{WABA}/subscribed_apps", 200, status=403)

    answer = api(ada).post(CONNECT, FORM)

    assert (answer.status_code, answer.json()["code"]) == (400, "connection_refused")
    assert (stored(in_tenant, ada), routes(), announced("ChannelConnected")) == ([], {}, 0)


def test_it_keeps_a_working_connection_when_a_second_try_fails(
    connected: str, meta: FakeGraph, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    meta.refuse("POST", f"{WABA}/subscribed_apps", 190, status=401)

    api(ada).post(CONNECT, {**FORM, "access_token": "EAAbroken"})

    [account] = stored(in_tenant, ada)
    assert (account.state, account.credentials) == (AccountState.CONNECTED, {"access_token": "EAAinvented"})
    assert set(routes()) == {NUMBER, f"waba:{WABA}"}


def test_it_says_so_when_meta_cannot_be_reached(ada: Person, api: Api, settings: Settings) -> None:
    settings.META_GRAPH_URL = "http://127.0.0.1:9"

    answer = api(ada).post(CONNECT, FORM)

    assert answer.status_code == 400
    assert answer.json()["message"] == "WhatsApp cannot be reached. Try again in a minute."


def test_it_refuses_a_number_that_a_neighbour_has(
    connected: str, mallory: Person, api: Api, in_tenant: InTenant, ada: Person
) -> None:
    answer = api(mallory).post(CONNECT, FORM)

    assert (answer.status_code, answer.json()["code"]) == (409, "account_taken")
    assert stored(in_tenant, mallory) == []
    assert routes()[NUMBER] == ada.tenant.schema_name


@pytest.mark.parametrize(
    ("field", "value"),
    [("phone_number_id", "../me"), ("waba_id", ""), ("access_token", "two words"), ("access_token", "")],
)
def test_it_refuses_a_form_that_cannot_be_right(
    graph: FakeGraph, ada: Person, api: Api, field: str, value: str
) -> None:
    answer = api(ada).post(CONNECT, {**FORM, field: value})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
    assert graph.asked == []


def test_it_lists_channels_without_their_credentials(connected: str, cleo: Person, api: Api) -> None:
    answer = api(cleo).get(LIST)

    assert answer.status_code == 200
    assert [(row["id"], row["state"]) for row in answer.json()["results"]] == [(connected, "connected")]
    assert "EAAinvented" not in answer.content.decode()


def test_it_lists_many_channels_with_the_queries_of_one(
    connected: str, cleo: Person, api: Api, in_tenant: InTenant
) -> None:
    client = api(cleo)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    with in_tenant(cleo.tenant):
        ChannelAccount.objects.bulk_create(
            ChannelAccount(kind="whatsapp", name=f"Number {n}", external_id=str(n)) for n in range(29)
        )

    with CaptureQueriesContext(connection) as thirty:
        answer = client.get(LIST)

    assert (len(answer.json()["results"]), len(thirty)) == (30, len(one))


def test_it_tells_what_a_channel_is_held_back_for(connected: str, ada: Person, api: Api) -> None:
    Channel.objects.update_or_create(
        tenant=ada.tenant,
        account_id=connected,
        defaults={
            "kind": "whatsapp",
            "name": "Front desk",
            "external_id": NUMBER,
            "state": "connected",
            "connected_at": now(),
            "review": Review.REJECTED,
            "reason": "The number belongs to another salon.",
        },
    )
    cache.clear()

    [shown] = api(ada).get(LIST).json()["results"]

    assert shown["hold"] == {"code": "rejected", "reason": "The number belongs to another salon."}


def test_it_shows_the_last_webhooks_to_admins_only(
    connected: str, ada: Person, ben: Person, mallory: Person, api: Api, in_tenant: InTenant
) -> None:
    path = f"/api/integrations/{connected}/events/"
    with in_tenant(ada.tenant):
        accept(platform="whatsapp", account_id=NUMBER, body=b'{"object": "x"}')

    [event] = api(ada).get(path).json()["results"]

    assert (event["state"], event["body"], event["size"]) == ("pending", '{"object": "x"}', 15)
    assert api(ben).get(path).status_code == 403
    assert api(mallory).get(path).status_code == 404


def test_it_draws_the_link_as_a_qr_code(connected: str, ben: Person, mallory: Person, api: Api) -> None:
    path = f"/api/integrations/{connected}/qr.svg"

    drawn = api(ben).get(path)

    assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/svg+xml")
    assert drawn.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert api(mallory).get(path).status_code == 404


def test_it_refuses_to_sync_what_hands_nothing_over(connected: str, ada: Person, api: Api) -> None:
    answer = api(ada).post(f"/api/integrations/{connected}/sync/")

    assert (answer.status_code, answer.json()["code"]) == (400, "not_supported")
