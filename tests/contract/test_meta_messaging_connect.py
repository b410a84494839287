"""Signing in to Messenger and Instagram, and choosing an account."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import (
    Backfills,
    Choice,
    Grant,
    HasAddress,
    KnowsPeople,
    Onboarded,
    Onboards,
    RefreshesToken,
    ReportsHealth,
    SignsIn,
)
from tenant_apps.channels.errors import OnboardingRefused
from tests.contract.fake_graph import FakeGraph
from tests.contract.meta_accounts import INSTAGRAM, MESSENGER, OWN_ME, query_of
from tests.contract.meta_graph import ACCOUNT, OWN_API, OWN_GRAPH, PAGE, error

pytestmark = pytest.mark.usefixtures("meta_graph")
FACEBOOK_RETURN = "https://parlor.test/facebook/callback/"
INSTAGRAM_RETURN = "https://parlor.test/instagram/callback/"
PERSON = Grant({"access_token": "person-token"})
LINKED = {
    "id": ACCOUNT,
    "username": "lumiere.ua",
    "name": "Lumière",
    "profile_picture_url": "https://p.example/i",
}
LUMIERE = {
    "id": PAGE,
    "name": "Lumière",
    "username": "lumiere",
    "category": "Beauty Salon",
    "tasks": ["MODERATE", "MESSAGING"],
    "access_token": "page-token",
    "picture": {"data": {"url": "https://p.example/p"}},
    "instagram_business_account": LINKED,
}
CAFE = {"id": "100200300400501", "name": "Café", "tasks": ["ANALYZE"], "access_token": "cafe-token"}


def test_it_has_every_ability_that_a_social_channel_needs() -> None:
    abilities = (SignsIn, Onboards, ReportsHealth, Backfills, KnowsPeople, HasAddress)

    assert all(isinstance(registry.get(k), a) for k in ("messenger", "instagram") for a in abilities)
    assert isinstance(registry.get("instagram"), RefreshesToken)


def test_it_sends_the_person_to_facebook(settings: Settings) -> None:
    settings.META_DIALOG_URL = "https://www.facebook.example"

    address = MESSENGER.sign_in_url(state="s1", redirect_uri=FACEBOOK_RETURN)

    assert address.startswith("https://www.facebook.example/v26.0/dialog/oauth?")
    query = query_of(address)
    assert (query["client_id"], query["state"], query["response_type"]) == ("1001", "s1", "code")
    assert query["redirect_uri"] == FACEBOOK_RETURN
    assert {"pages_messaging", "pages_manage_metadata", "pages_show_list"} <= set(query["scope"].split(","))


def test_it_sends_the_person_to_instagram(settings: Settings) -> None:
    settings.INSTAGRAM_DIALOG_URL = "https://www.instagram.example"

    address = INSTAGRAM.sign_in_url(state="s1", redirect_uri=INSTAGRAM_RETURN)

    assert address.startswith("https://www.instagram.example/oauth/authorize?")
    query = query_of(address)
    assert (query["client_id"], query["state"]) == ("1002", "s1")
    assert "instagram_business_manage_messages" in query["scope"].split(",")


def test_it_sends_the_person_to_facebook_for_an_account_behind_a_page(settings: Settings) -> None:
    settings.META_DIALOG_URL = "https://www.facebook.example"

    address = INSTAGRAM.sign_in_url(state="s1", redirect_uri=FACEBOOK_RETURN)

    assert address.startswith("https://www.facebook.example/v26.0/dialog/oauth?")
    assert "instagram_manage_messages" in query_of(address)["scope"].split(",")


@pytest.mark.parametrize("adapter", [MESSENGER, INSTAGRAM])
def test_it_swaps_the_code_for_a_long_lived_grant(graph: FakeGraph, adapter: SignsIn) -> None:
    graph.answer("GET", "oauth/access_token", {"access_token": "long-token", "expires_in": 5_183_944})

    grant = adapter.exchange(code="c1", redirect_uri=FACEBOOK_RETURN)

    by_code, by_token = (query_of(f"?{asked.query}") for asked in graph.asked)
    assert (by_code["code"], by_code["redirect_uri"]) == ("c1", FACEBOOK_RETURN)
    assert (by_code["client_id"], by_code["client_secret"]) == ("1001", "meta-secret")
    assert (by_token["grant_type"], by_token["fb_exchange_token"]) == ("fb_exchange_token", "long-token")
    assert dict(grant.secrets) == {"access_token": "long-token"}
    assert grant.expires_at is not None
    assert timedelta(days=59) < grant.expires_at - datetime.now(UTC) < timedelta(days=61)


@pytest.mark.parametrize(
    "short",
    [
        {"access_token": "short", "user_id": 1, "permissions": "x"},
        {"data": [{"access_token": "short", "user_id": "1", "permissions": "x"}]},
    ],
)
def test_it_swaps_instagrams_code_for_a_grant_of_sixty_days(graph: FakeGraph, short: dict[str, Any]) -> None:
    graph.answer("POST", f"{OWN_API}/oauth/access_token", short)
    graph.answer("GET", f"{OWN_GRAPH}/access_token", {"access_token": "long", "expires_in": 5_184_000})

    grant = INSTAGRAM.exchange(code="c1#_", redirect_uri=INSTAGRAM_RETURN)

    by_code, by_token = graph.asked
    assert query_of(f"?{by_code.body.decode()}") == {
        "client_id": "1002",
        "client_secret": "instagram-secret",
        "grant_type": "authorization_code",
        "redirect_uri": INSTAGRAM_RETURN,
        "code": "c1",
    }
    assert query_of(f"?{by_token.query}")["access_token"] == "short"
    assert dict(grant.secrets) == {"access_token": "long", "login": "instagram"}
    assert grant.expires_at is not None


def test_it_says_that_a_code_was_used_before(graph: FakeGraph) -> None:
    refusal = {
        "error_type": "OAuthException",
        "code": 400,
        "error_message": "Matching code was not found or was already used",
    }
    graph.answer("POST", f"{OWN_API}/oauth/access_token", refusal, status=400)

    with pytest.raises(OnboardingRefused) as refused:
        INSTAGRAM.exchange(code="c1", redirect_uri=INSTAGRAM_RETURN)

    assert refused.value.reason_for_people == (
        "Instagram says: Matching code was not found or was already used."
    )


def test_it_lists_the_pages_and_why_one_cannot_be_chosen(graph: FakeGraph) -> None:
    graph.answer("GET", "me/accounts", {"data": [LUMIERE, CAFE]})

    assert MESSENGER.choices(PERSON) == [
        Choice(PAGE, "Lumière", detail="Beauty Salon", picture="https://p.example/p"),
        Choice(
            "100200300400501",
            "Café",
            note="You may not answer messages of this page. Ask its owner for access to messages.",
            note_code="may_not_answer",
        ),
    ]


def test_it_lists_the_instagram_accounts_behind_pages(graph: FakeGraph) -> None:
    graph.answer("GET", "me/accounts", {"data": [LUMIERE, CAFE]})

    lumiere, cafe = INSTAGRAM.choices(PERSON)

    assert lumiere == Choice(
        ACCOUNT, "Lumière", detail="@lumiere.ua · Lumière", picture="https://p.example/i"
    )
    assert cafe.note.startswith("No professional Instagram account is linked with this page.")


def test_it_reads_all_answers_of_a_long_list(graph: FakeGraph) -> None:
    paging = {"cursors": {"after": "next"}, "next": "https://graph.example/next"}
    graph.answer("GET", "me/accounts", {"data": [LUMIERE], "paging": paging})

    choices = MESSENGER.choices(PERSON)

    # The fake goes on for ever; a faulty cursor must not.
    assert len(choices) == len(graph.asked) == 50
    assert query_of(f"?{graph.asked[1].query}")["after"] == "next"


def test_it_onboards_the_chosen_page_with_its_own_token(graph: FakeGraph) -> None:
    graph.answer("GET", "me/accounts", {"data": [CAFE, LUMIERE]})

    assert MESSENGER.onboard_choice(PERSON, PAGE) == Onboarded(
        external_id=PAGE,
        name="Lumière",
        secrets={"access_token": "page-token"},
        settings={"page_id": PAGE, "page_name": "Lumière", "username": "lumiere", "login": "facebook"},
    )


def test_it_onboards_the_chosen_account_with_the_token_of_its_page(graph: FakeGraph) -> None:
    graph.answer("GET", "me/accounts", {"data": [CAFE, LUMIERE]})

    assert INSTAGRAM.onboard_choice(PERSON, ACCOUNT) == Onboarded(
        external_id=ACCOUNT,
        name="Lumière",
        secrets={"access_token": "page-token"},
        settings={"username": "lumiere.ua", "page_id": PAGE, "login": "facebook"},
    )


def test_it_onboards_the_account_that_signed_in_to_instagram(graph: FakeGraph) -> None:
    graph.answer("GET", f"{OWN_GRAPH}/v26.0/me", OWN_ME)
    expires_at = datetime(2026, 12, 1, tzinfo=UTC)
    grant = Grant({"access_token": "own-token", "login": "instagram"}, expires_at)

    [choice] = INSTAGRAM.choices(grant)
    onboarded = INSTAGRAM.onboard_choice(grant, choice.external_id)

    assert choice == Choice(ACCOUNT, "Lumière", detail="@lumiere.ua")
    assert onboarded == Onboarded(
        external_id=ACCOUNT,
        name="Lumière",
        secrets={"access_token": "own-token"},
        settings={"username": "lumiere.ua", "login": "instagram", "app_scoped_id": "9001"},
        token_expires_at=expires_at,
    )


@pytest.mark.parametrize(
    ("adapter", "choice"),
    [(MESSENGER, "1"), (MESSENGER, "100200300400501"), (INSTAGRAM, "1"), (INSTAGRAM, "100200300400501")],
)
def test_it_refuses_a_choice_that_cannot_be_made(graph: FakeGraph, adapter: SignsIn, choice: str) -> None:
    graph.answer("GET", "me/accounts", {"data": [LUMIERE, CAFE]})

    with pytest.raises(OnboardingRefused):
        adapter.onboard_choice(PERSON, choice)


def test_it_refuses_a_personal_account(graph: FakeGraph) -> None:
    graph.answer("GET", f"{OWN_GRAPH}/v26.0/me", {**OWN_ME, "account_type": "PERSONAL"})

    with pytest.raises(OnboardingRefused) as refused:
        INSTAGRAM.onboard_choice(Grant({"access_token": "t", "login": "instagram"}), ACCOUNT)

    assert refused.value.reason_for_people.startswith("This is a personal account.")


def test_it_onboards_a_page_by_its_typed_token(graph: FakeGraph) -> None:
    graph.answer("GET", PAGE, {"id": PAGE, "name": "Lumière", "username": "lumiere"})
    graph.answer("GET", "me", {"id": PAGE})

    onboarded = MESSENGER.onboard({"page_id": PAGE, "access_token": "typed", "name": "Front desk"})

    assert (onboarded.external_id, onboarded.name) == (PAGE, "Front desk")
    assert onboarded.settings["login"] == "token"


def test_it_refuses_a_persons_token_for_a_page(graph: FakeGraph) -> None:
    graph.answer("GET", PAGE, {"id": PAGE, "name": "Lumière"})
    graph.answer("GET", "me", {"id": "5"})

    with pytest.raises(OnboardingRefused) as refused:
        MESSENGER.onboard({"page_id": PAGE, "access_token": "typed"})

    assert refused.value.field == "access_token"


def test_it_onboards_an_account_by_a_typed_token_of_either_login(graph: FakeGraph) -> None:
    graph.answer("GET", f"{OWN_GRAPH}/v26.0/me", OWN_ME)
    graph.answer("GET", PAGE, {"id": PAGE, "name": "Lumière", "instagram_business_account": LINKED})

    by_itself = INSTAGRAM.onboard({"access_token": "typed"})
    behind = INSTAGRAM.onboard({"access_token": "typed", "page_id": PAGE, "name": "Insta"})

    assert (by_itself.external_id, by_itself.name, "page_id" in by_itself.settings) == (
        ACCOUNT,
        "Lumière",
        False,
    )
    assert (behind.external_id, behind.name, behind.settings["page_id"]) == (ACCOUNT, "Insta", PAGE)


def test_it_says_which_field_is_wrong(graph: FakeGraph) -> None:
    graph.answer("GET", PAGE, error(190), status=401)

    with pytest.raises(OnboardingRefused) as refused:
        MESSENGER.onboard({"page_id": PAGE, "access_token": "typed"})

    assert refused.value.field == "access_token"
    assert refused.value.reason_for_people == "Messenger no longer accepts the sign-in. Sign in again."
