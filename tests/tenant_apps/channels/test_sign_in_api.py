"""Connecting by the vendor's own page: there, back over the public site, a choice."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import time_machine
from django.core.cache import cache
from pytest_django import Settings

from shared_apps.facts.models import FactRow
from tenant_apps.channels.actions import refresh_due_tokens
from tenant_apps.channels.models import ChannelAccount, ConnectGrant
from tests.cast import Person
from tests.conftest import Anonymous, Api, InTenant
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.channels.conftest import NUMBER, WABA, offer

APP = "100000000000001"
AUTHORIZE = "/api/integrations/whatsapp/authorize/"
GRANTS = "/api/integrations/whatsapp/grants/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def signup(graph: FakeGraph, settings: Settings) -> FakeGraph:
    """Meta with one number that Ada shares."""
    settings.META_APP_ID, settings.META_APP_SECRETS = APP, ["app-secret"]
    offer(graph)
    listed = {"id": NUMBER, "verified_name": "Lumière", "display_phone_number": "+380 44 111 22 33"}
    scopes = [{"scope": "whatsapp_business_management", "target_ids": [WABA]}]
    graph.answer("GET", "oauth/access_token", {"access_token": "business-token", "expires_in": 5_184_000})
    graph.answer(
        "GET",
        "debug_token",
        {"data": {"app_id": APP, "is_valid": True, "expires_at": 0, "granular_scopes": scopes}},
    )
    verified = {**listed, "code_verification_status": "VERIFIED", "platform_type": "CLOUD_API"}
    graph.answer("GET", f"{WABA}/phone_numbers", {"data": [verified]})
    graph.answer("GET", NUMBER, {**verified, "quality_rating": "GREEN", "status": "CONNECTED"})
    graph.answer("POST", f"{NUMBER}/register", {"success": True})
    return graph


def state_of(api: Api, person: Person) -> str:
    url = str(api(person).post(AUTHORIZE, {}).json()["url"])
    return parse_qs(urlsplit(url).query)["state"][0]


def test_the_whole_way_there_and_back(signup: FakeGraph, ada: Person, api: Api, in_tenant: InTenant) -> None:
    grant = api(ada).post(GRANTS, {"code": "c1", "state": state_of(api, ada)})
    shown = grant.json()
    connected = api(ada).post(f"/api/integrations/grants/{shown['id']}/connect/", {"choice": NUMBER})

    assert grant.status_code == 201
    assert [choice["external_id"] for choice in shown["choices"]] == [NUMBER]
    assert (connected.status_code, connected.json()["state"]) == (201, "connected")
    with in_tenant(ada.tenant):
        account = ChannelAccount.objects.get()
    assert account.credentials["access_token"] == "business-token"
    assert FactRow.objects.filter(schema=ada.tenant.schema_name, name="ChannelConnected").exists()


def test_the_public_site_passes_the_code_on_to_the_workspace(
    signup: FakeGraph, ada: Person, api: Api, anonymous: Anonymous
) -> None:
    state = state_of(api, ada)

    answer = anonymous(None).get("/whatsapp/callback/", {"code": "c1", "state": state})

    place = urlsplit(answer["Location"])
    assert (answer.status_code, place.netloc, place.path) == (
        302,
        "acme.parlor.test",
        "/settings/channels/return",
    )
    assert place.query == ""
    assert dict(parse_qsl(place.fragment)) == {"kind": "whatsapp", "code": "c1", "state": state}


def test_the_public_site_passes_nothing_on_without_a_state_of_ours(db: None, anonymous: Anonymous) -> None:
    answer = anonymous(None).get("/whatsapp/callback/", {"code": "c1", "state": "forged"})

    assert (answer.status_code, "Location" in answer) == (400, False)


def test_a_state_works_once(signup: FakeGraph, ada: Person, api: Api) -> None:
    given = {"code": "c1", "state": state_of(api, ada)}
    api(ada).post(GRANTS, given)

    again = api(ada).post(GRANTS, given)

    assert (again.status_code, again.json()["code"]) == (400, "connection_refused")


def test_a_state_of_the_neighbour_is_refused(
    signup: FakeGraph, ada: Person, mallory: Person, api: Api, in_tenant: InTenant
) -> None:
    answer = api(mallory).post(GRANTS, {"code": "c1", "state": state_of(api, ada)})

    assert (answer.status_code, answer.json()["code"]) == (400, "connection_refused")
    with in_tenant(mallory.tenant):
        assert not ConnectGrant.objects.exists()


def test_an_old_state_is_refused(signup: FakeGraph, ada: Person, api: Api) -> None:
    with time_machine.travel(datetime.now(tz=UTC) - timedelta(minutes=16)):
        state = state_of(api, ada)

    answer = api(ada).post(GRANTS, {"code": "c1", "state": state})

    assert (answer.status_code, answer.json()["code"]) == (400, "connection_refused")


def test_a_grant_belongs_to_whoever_signed_in(
    signup: FakeGraph, ada: Person, mallory: Person, api: Api
) -> None:
    grant = api(ada).post(GRANTS, {"code": "c1", "state": state_of(api, ada)}).json()

    answer = api(mallory).get(f"/api/integrations/grants/{grant['id']}/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_agents_do_not_connect(signup: FakeGraph, ben: Person, api: Api) -> None:
    answer = api(ben).post(AUTHORIZE, {})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert signup.asked == []


def test_a_channel_without_sign_in_says_so(ada: Person, api: Api) -> None:
    answer = api(ada).post("/api/integrations/telegram/authorize/", {})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_it_renews_a_token_before_it_runs_out(
    signup: FakeGraph, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    grant = api(ada).post(GRANTS, {"code": "c1", "state": state_of(api, ada)}).json()
    api(ada).post(f"/api/integrations/grants/{grant['id']}/connect/", {"choice": NUMBER})
    signup.answer("GET", "debug_token", {"data": {"is_valid": True, "expires_at": 1_900_000_000}})
    signup.answer("GET", "oauth/access_token", {"access_token": "fresh-token", "expires_in": 5_184_000})
    with in_tenant(ada.tenant):
        ChannelAccount.objects.update(token_expires_at=datetime.now(tz=UTC) + timedelta(days=2))

        renewed = refresh_due_tokens()

        account = ChannelAccount.objects.get()
    assert renewed == 1
    assert account.credentials["access_token"] == "fresh-token"
    assert account.token_expires_at is not None
    assert account.token_expires_at > datetime.now(tz=UTC) + timedelta(days=50)


def test_a_token_that_cannot_be_renewed_asks_its_owner(
    signup: FakeGraph, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    grant = api(ada).post(GRANTS, {"code": "c1", "state": state_of(api, ada)}).json()
    api(ada).post(f"/api/integrations/grants/{grant['id']}/connect/", {"choice": NUMBER})
    signup.refuse("GET", "debug_token", 190, status=401)
    cache.clear()
    with in_tenant(ada.tenant):
        ChannelAccount.objects.update(token_expires_at=datetime.now(tz=UTC) - timedelta(minutes=1))

        assert refresh_due_tokens() == 0

    [shown] = api(ada).get("/api/integrations/").json()["results"]
    assert shown["state"] == "error"
    assert shown["last_error"] == "The sign-in has expired. Connect this account again."
