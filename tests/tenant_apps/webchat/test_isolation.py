"""Nobody sees another's thread: not the neighbour, not another visitor of the same site, not another page."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from shared_apps.intake.models import IntakeEvent
from tenant_apps.channels.actions import disconnect
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.webchat import tokens
from tenants.entering import entered
from tenants.models import Tenant, TenantState
from tests.cast import Client, Person
from tests.tenant_apps.webchat.conftest import Browser, Visit, proof, website_of

pytestmark = pytest.mark.django_db

SHOP = "https://shop.acme.example"


def only_from(origins: list[str], website: ChannelAccount, tenant: Tenant) -> None:
    with entered(tenant):
        website.settings = {**website.settings, "widget": {"allowed_origins": origins}}
        website.save()


def test_another_visitor_sees_nothing(dana: Browser, visit: Visit) -> None:
    dana.says("My secret")

    assert visit().texts() == []


def test_a_token_of_one_website_opens_no_other(dana: Browser, acme: Tenant) -> None:
    dana.says("My secret")
    other = website_of(acme, "Second site")

    refused = Browser(dana.client, other.external_id, acme.schema_name, token=dana.token).get("messages/")

    assert (refused.status_code, refused.json()["code"]) == (401, "visitor_expired")


def test_the_neighbours_host_does_not_know_the_website(dana: Browser, globex: Tenant) -> None:
    dana.says("My secret")
    dana.client = Client(globex)

    answers = [dana.get(path) for path in ("config/", "messages/")] + [dana.post("visit/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_token_of_the_neighbour_opens_nothing(dana: Browser, globex: Tenant) -> None:
    theirs = website_of(globex)
    stranger = Browser(Client(globex), theirs.external_id, globex.schema_name).arrive()
    dana.says("My secret")
    dana.token = stranger.token

    assert dana.get("messages/").status_code == 401


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "Visitor", "é"])
def test_a_made_up_token_opens_nothing(dana: Browser, token: str) -> None:
    dana.token = token

    refused = [dana.get("messages/"), dana.post("messages/", {"client_id": str(uuid4()), "text": "x"})]

    assert [answer.status_code for answer in refused] == [401, 401]
    assert not IntakeEvent.objects.filter(platform="webchat").exists()


def test_a_wrong_origin_is_refused_everything(visit: Visit, website: ChannelAccount, acme: Tenant) -> None:
    browser = visit()
    only_from([SHOP], website, acme)
    browser.origin = "https://evil.example"

    answers = [browser.get("config/"), browser.get("messages/"), browser.post("visit/")]

    assert [(a.status_code, a.json()["code"]) for a in answers] == [(403, "wrong_origin")] * 3
    assert not any(a.has_header("Access-Control-Allow-Origin") for a in answers)


def test_an_allowed_origin_may_call(visit: Visit, website: ChannelAccount, acme: Tenant) -> None:
    only_from([SHOP], website, acme)
    browser = visit(origin=SHOP)

    preflight = browser.client.options(browser.url("messages/"), headers={"Origin": SHOP})
    answer = browser.get("messages/")

    assert (preflight.status_code, preflight["Access-Control-Allow-Headers"]) == (
        204,
        "authorization, content-type",
    )
    assert (answer.status_code, answer["Access-Control-Allow-Origin"], answer["Vary"]) == (
        200,
        SHOP,
        "Origin",
    )
    assert not answer.has_header("Access-Control-Allow-Credentials")


def test_a_refused_message_leaves_nothing_behind(visit: Visit, website: ChannelAccount, acme: Tenant) -> None:
    browser = visit()
    only_from([SHOP], website, acme)
    browser.origin = "https://evil.example"

    browser.post("messages/", {"client_id": str(uuid4()), "text": "x"})

    assert not IntakeEvent.objects.filter(platform="webchat").exists()


def test_the_public_site_serves_a_website_by_its_key(visit: Visit) -> None:
    browser = visit(at=None)
    browser.says("Hello from the public site")

    assert browser.texts() == ["Hello from the public site"]


def test_the_public_site_knows_no_other_paths_of_a_business(
    website: ChannelAccount, anonymous: Callable[..., Client]
) -> None:
    answers = [
        anonymous(None).get(f"/api/widget/{website.external_id}/../../conversations/"),
        anonymous(None).get("/api/conversations/"),
        anonymous(None).get("/api/widget/wc_0000000000000000000000/config/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_suspended_business_answers_no_visitor(dana: Browser, acme: Tenant) -> None:
    acme.state = TenantState.SUSPENDED
    acme.save()

    assert Browser(Client(None), dana.key, dana.schema, token=dana.token).get("messages/").status_code == 403


def test_a_disconnected_website_is_gone(dana: Browser, website: ChannelAccount, acme: Tenant) -> None:
    with entered(acme):
        disconnect(account_id=website.id)

    assert dana.get("messages/").status_code == 404


def test_a_visitor_reacts_to_nothing_of_others(dana: Browser, visit: Visit, acme: Tenant) -> None:
    dana.says("My secret")
    message_id = dana.reads()[0]["id"]

    refused = visit().post(f"messages/{message_id}/reaction/", {"emoji": "👍"})

    assert refused.status_code == 404
    assert dana.reads()[0]["reactions"] == []


class TestIdentity:
    def test_it_joins_the_devices_of_a_verified_person(self, visit: Visit, secret: str) -> None:
        phone, desk = visit(), visit()
        who = {"user_id": "42", "name": "Dana", "hash": proof(secret, "42")}
        phone.token = phone.post("identify/", who).json()["token"]
        phone.says("From the phone")

        desk.token = desk.post("identify/", who).json()["token"]
        desk.says("From the desk")

        assert phone.texts() == desk.texts() == ["From the phone", "From the desk"]

    def test_it_takes_along_what_was_said_before(self, dana: Browser, secret: str) -> None:
        dana.says("Before")

        shown = dana.post("identify/", {"user_id": "42", "hash": proof(secret, "42")}).json()

        dana.token = shown["token"]
        assert (shown["is_verified"], dana.texts()) == (True, ["Before"])

    def test_it_ends_the_anonymous_token(self, dana: Browser, secret: str) -> None:
        dana.says("Before")

        dana.post("identify/", {"user_id": "42", "hash": proof(secret, "42")})

        assert dana.get("messages/").status_code == 401

    @pytest.mark.parametrize("forged", ["0" * 64, proof("another secret", "42"), proof("", "42")])
    def test_it_refuses_a_forged_hash(self, dana: Browser, secret: str, forged: str) -> None:
        refused = dana.post("identify/", {"user_id": "42", "hash": forged})

        assert (refused.status_code, refused.json()["code"]) == (403, "bad_identity")

    def test_it_refuses_everybody_while_there_is_no_secret(self, dana: Browser) -> None:
        refused = dana.post("identify/", {"user_id": "42", "hash": proof("", "42")})

        assert (refused.status_code, refused.json()["code"]) == (403, "bad_identity")

    def test_a_second_person_on_one_browser_does_not_read_the_first(self, dana: Browser, secret: str) -> None:
        dana.says("Mine")
        anonymous_token = dana.token
        dana.post("identify/", {"user_id": "42", "hash": proof(secret, "42")})
        dana.token = anonymous_token

        shown = dana.post("identify/", {"user_id": "43", "hash": proof(secret, "43")}).json()

        dana.token = shown["token"]
        dana.says("Not hers")
        assert dana.texts() == ["Not hers"]

    def test_an_email_joins_nobody(self, visit: Visit, secret: str) -> None:
        first, second = visit(), visit()
        one = {"user_id": "1", "email": "dana@example.com", "hash": proof(secret, "1")}
        two = {"user_id": "2", "email": "dana@example.com", "hash": proof(secret, "2")}
        first.token = first.post("identify/", one).json()["token"]
        first.says("Mine")

        second.token = second.post("identify/", two).json()["token"]

        assert second.texts() == []

    def test_a_new_secret_ends_what_the_old_one_proved(
        self, dana: Browser, secret: str, website: ChannelAccount, ada: Person, api: Callable[..., Client]
    ) -> None:
        who = {"user_id": "42", "hash": proof(secret, "42")}
        dana.token = dana.post("identify/", who).json()["token"]

        made = api(ada).post(f"/api/integrations/{website.id}/widget/secret/")

        assert made.status_code == 201
        assert dana.get("messages/").status_code == 401

    def test_a_verified_id_is_not_a_browser_id(self, dana: Browser, secret: str, visit: Visit) -> None:
        dana.token = dana.post("identify/", {"user_id": "42", "hash": proof(secret, "42")}).json()["token"]
        dana.says("Mine")

        forged = tokens.issue(tokens.Visitor(dana.key, "visitor", "42"), identity_secret="")

        assert Browser(dana.client, dana.key, dana.schema, token=forged).texts() == []
