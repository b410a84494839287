"""Channels through the API: connect, list, look after, disconnect."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from unittest.mock import ANY

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from shared_apps.console.models import Channel, Review
from shared_apps.core.clock import now
from shared_apps.facts.models import FactRow
from shared_apps.intake.actions import accept
from shared_apps.intake.models import EventState, IntakeEvent, Route
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.channels.conftest import FORM, NUMBER, WABA, offer

Api = Callable[..., Client]
InTenant = Callable[[Tenant | None], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
CONNECT = "/api/integrations/whatsapp/connect/"
LIST = "/api/integrations/"


def stored(in_tenant: InTenant, person: Person) -> list[ChannelAccount]:
    with in_tenant(person.tenant):
        return list(ChannelAccount.objects.order_by("id"))


def routes() -> dict[str, str]:
    return dict(Route.objects.filter(platform="whatsapp").values_list("account_id", "schema_name"))


def announced(name: str) -> int:
    return FactRow.objects.filter(name=name).count()


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


TEMPLATES = [
    {
        "name": "hello",
        "language": "en",
        "status": "APPROVED",
        "components": [{"type": "BODY", "text": "Hello!"}],
    },
    {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "status": "APPROVED",
        "components": [
            {"type": "HEADER", "format": "TEXT", "text": "Order {{order}}"},
            {"type": "BODY", "text": "{{first_name}}, it is ready. {{first_name}}!"},
            {"type": "FOOTER", "text": "Acme"},
            {
                "type": "BUTTONS",
                "buttons": [
                    {"type": "QUICK_REPLY", "text": "Thanks"},
                    {"type": "URL", "text": "Follow", "url": "https://acme.test/{{1}}"},
                ],
            },
        ],
    },
    {
        "name": "new_look",
        "language": "uk",
        "status": "APPROVED",
        "components": [
            {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["https://cdn.test/a.png"]}},
            {"type": "BODY", "text": "Нове!"},
        ],
    },
    # A place, a paused one, and what is no template at all: nothing that a person could fill in by typing.
    {"name": "where", "status": "APPROVED", "components": [{"type": "HEADER", "format": "LOCATION"}]},
    {"name": "tired", "status": "PAUSED", "components": [{"type": "BODY", "text": "Hi"}]},
    {"name": "odd", "components": "none"},
    "nonsense",
]


def test_it_lists_the_approved_templates_with_their_gaps(
    connected: str, meta: FakeGraph, cleo: Person, mallory: Person, api: Api
) -> None:
    meta.answer("GET", f"{WABA}/message_templates", {"data": TEMPLATES})
    path = f"{LIST}{connected}/templates/"

    found = {row["name"]: row for row in api(cleo).get(path).json()["results"]}
    again = api(cleo).get(path)

    assert list(found) == ["hello", "new_look", "order_update"]
    assert (found["hello"]["body"], found["hello"]["slots"]) == ("Hello!", [])
    assert [(s["part"], s["name"], s["index"], s["example"]) for s in found["order_update"]["slots"]] == [
        ("header", "order", 0, ""),
        ("body", "first_name", 0, ""),
        ("button", "Follow", 1, "https://acme.test/{{1}}"),
    ]
    assert [(s["part"], s["name"], s["example"]) for s in found["new_look"]["slots"]] == [
        ("file", "image", "https://cdn.test/a.png")
    ]
    assert (again.status_code, len(meta.asked)) == (200, 1)
    assert api(mallory).get(path).status_code == 404


def test_it_says_why_templates_cannot_be_listed(
    connected: str, meta: FakeGraph, ben: Person, api: Api
) -> None:
    meta.refuse("GET", f"{WABA}/message_templates", 190, status=401)

    answer = api(ben).get(f"{LIST}{connected}/templates/")

    assert (answer.status_code, answer.json()["code"]) == (409, "sign_in_expired")


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


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", LIST + "{id}/health/"), ("post", LIST + "{id}/test/"), ("delete", LIST + "{id}/")],
)
def test_it_hides_a_channel_from_the_neighbour(
    connected: str, meta: FakeGraph, mallory: Person, api: Api, method: str, path: str
) -> None:
    answer = getattr(api(mallory), method)(path.format(id=connected))

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert meta.asked == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", LIST),
        ("post", CONNECT),
        ("get", LIST + "{id}/health/"),
        ("post", LIST + "{id}/test/"),
        ("delete", LIST + "{id}/"),
    ],
)
def test_it_lets_no_stranger_into_the_house(
    connected: str, meta: FakeGraph, mallory: Person, ada: Person, api: Api, method: str, path: str
) -> None:
    answer = getattr(api(mallory, at=ada.tenant), method)(path.format(id=connected), FORM)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert meta.asked == []


@pytest.mark.parametrize("role", ["ben", "cleo"])
@pytest.mark.parametrize(
    ("method", "path"), [("post", CONNECT), ("post", LIST + "{id}/test/"), ("delete", LIST + "{id}/")]
)
def test_it_lets_only_owners_and_admins_change_channels(
    connected: str,
    meta: FakeGraph,
    request: pytest.FixtureRequest,
    api: Api,
    role: str,
    method: str,
    path: str,
) -> None:
    person = request.getfixturevalue(role)

    answer = getattr(api(person), method)(path.format(id=connected), FORM)

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert meta.asked == []
    assert set(routes()) == {NUMBER, f"waba:{WABA}"}


def test_it_asks_for_a_sign_in(anonymous: Callable[[Tenant | None], Client], ada: Person) -> None:
    answer = anonymous(ada.tenant).get(LIST)

    assert answer.status_code == 401
    assert answer.json() == {"code": "not_authenticated", "message": ANY, "fields": {}, "data": {}}


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
