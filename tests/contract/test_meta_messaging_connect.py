"""Signing in, choosing an account, subscribing, health and history of Messenger and Instagram."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.instagram.adapter import Instagram
from tenant_apps.channels.adapters.messenger.adapter import Messenger
from tenant_apps.channels.adapters.meta_messaging import history
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
from tenant_apps.channels.errors import OnboardingRefused, SendFailed, SendFailureCode
from tenant_apps.channels.inbound import InboundAttachment, InboundMessage
from tests.contract.fake_graph import Asked, FakeGraph
from tests.contract.meta_graph import (
    ACCOUNT,
    BEHIND_PAGE,
    BY_ITSELF,
    ON_PAGE,
    OWN_API,
    OWN_GRAPH,
    PAGE,
    error,
)

pytestmark = pytest.mark.usefixtures("meta_graph")

MESSENGER, INSTAGRAM = Messenger(), Instagram()
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
OWN_ME = {
    "id": "9001",
    "user_id": ACCOUNT,
    "username": "lumiere.ua",
    "name": "Lumière",
    "account_type": "BUSINESS",
}


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


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


@pytest.mark.parametrize(
    ("adapter", "account", "path", "field"),
    [
        (MESSENGER, ON_PAGE, f"/v26.0/{PAGE}/subscribed_apps", "message_reads"),
        (INSTAGRAM, BEHIND_PAGE, f"/v26.0/{PAGE}/subscribed_apps", "message_reads"),
        (INSTAGRAM, BY_ITSELF, f"{OWN_GRAPH}/v26.0/{ACCOUNT}/subscribed_apps", "messaging_seen"),
    ],
)
def test_it_subscribes_to_everything_it_reads_and_stops(
    graph: FakeGraph, adapter: Any, account: Any, path: str, field: str
) -> None:
    graph.answer("POST", path, {"success": True})
    graph.answer("DELETE", path, {"success": True})

    adapter.subscribe(account)
    adapter.unsubscribe(account)

    assert [asked.method for asked in graph.asked] == ["POST", "DELETE"]
    fields = query_of(f"?{graph.asked[0].query}")["subscribed_fields"].split(",")
    assert {"messages", "message_echoes", "message_reactions", "messaging_postbacks", field} <= set(fields)


def test_it_refuses_an_account_whose_core_cannot_be_had(graph: FakeGraph) -> None:
    graph.answer("POST", f"{PAGE}/subscribed_apps", error(200), status=403)

    with pytest.raises(OnboardingRefused):
        MESSENGER.subscribe(ON_PAGE)

    full, core = (query_of(f"?{asked.query}")["subscribed_fields"].split(",") for asked in graph.asked)
    assert ("leadgen" in full, "leadgen" in core, "messages" in core) == (True, False, True)


def test_it_leaves_out_only_the_fields_that_are_refused(
    graph: FakeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph.answer("POST", f"{PAGE}/subscribed_apps", {"success": True})
    meet = graph.meet

    def without_leads(asked: Asked) -> Any:
        answer = meet(asked)
        return (400, json.dumps(error(200)).encode(), 0, {}) if "leadgen" in asked.query else answer

    monkeypatch.setattr(graph, "meet", without_leads)

    MESSENGER.subscribe(ON_PAGE)

    asked = [query_of(f"?{a.query}")["subscribed_fields"].split(",") for a in graph.asked]
    *_, last = [fields for fields in asked if "leadgen" not in fields]
    assert set(asked[0]) - set(last) == {"leadgen"}


def test_it_renews_the_token_of_the_instagram_login(graph: FakeGraph) -> None:
    graph.answer("GET", f"{OWN_GRAPH}/refresh_access_token", {"access_token": "new", "expires_in": 5_184_000})

    grant = INSTAGRAM.refresh_token(BY_ITSELF)

    assert query_of(f"?{graph.asked[0].query}") == {
        "grant_type": "ig_refresh_token",
        "access_token": "token-of-the-tests",
    }
    assert dict(grant.secrets) == {"access_token": "new"}
    assert grant.expires_at is not None


def test_it_leaves_a_pages_token_alone_which_has_no_end(graph: FakeGraph) -> None:
    assert INSTAGRAM.refresh_token(BEHIND_PAGE) == Grant({"access_token": "token-of-the-tests"})
    assert graph.asked == []


def test_it_says_that_an_expired_token_cannot_be_renewed(graph: FakeGraph) -> None:
    graph.answer("GET", f"{OWN_GRAPH}/refresh_access_token", error(190, 463), status=400)

    with pytest.raises(OnboardingRefused) as refused:
        INSTAGRAM.refresh_token(BY_ITSELF)

    assert refused.value.reason_for_people == "Instagram no longer accepts the sign-in. Sign in again."


def describe(graph: FakeGraph, **details: Any) -> None:
    """Prepare Graph to be well, save for what `details` says of the token."""
    scopes = ["pages_messaging", "pages_manage_metadata", "instagram_basic", "instagram_manage_messages"]
    graph.answer("GET", PAGE, {"id": PAGE, "name": "Lumière"})
    graph.answer("GET", ACCOUNT, {"id": ACCOUNT, "username": "lumiere.ua"})
    graph.answer(
        "GET", "debug_token", {"data": {"is_valid": True, "expires_at": 0, "scopes": scopes, **details}}
    )
    fields = ["messages", "message_echoes", "message_deliveries", "message_reads", "message_reactions"]
    fields += ["messaging_postbacks", "messaging_referrals"]
    graph.answer("GET", f"{PAGE}/subscribed_apps", {"data": [{"id": "1001", "subscribed_fields": fields}]})


@pytest.mark.parametrize(("adapter", "account"), [(MESSENGER, ON_PAGE), (INSTAGRAM, BEHIND_PAGE)])
def test_it_is_well(graph: FakeGraph, adapter: ReportsHealth, account: Any) -> None:
    describe(graph)

    checks = adapter.health(account)

    assert [(check.name, check.is_ok, check.code) for check in checks] == [
        ("account", True, "account_known"),
        ("token", True, "token_endless"),
        ("permissions", True, "permissions_complete"),
        ("events", True, "events_on"),
    ]
    [asked] = [asked for asked in graph.asked if asked.path.endswith("debug_token")]
    assert asked.authorization == "Bearer 1001|meta-secret"


def test_it_is_well_by_itself(graph: FakeGraph) -> None:
    node = f"{OWN_GRAPH}/v26.0/{ACCOUNT}"
    graph.answer("GET", f"{OWN_GRAPH}/v26.0/me", OWN_ME)
    graph.answer("GET", f"{node}/subscribed_apps", {"data": [{"id": "1002"}]})

    assert [check.code for check in INSTAGRAM.health(BY_ITSELF)] == ["account_known", "events_on"]


@pytest.mark.parametrize(
    ("details", "code", "text"),
    [
        (
            {"is_valid": False},
            "token_refused",
            "Facebook no longer accepts the sign-in. Connect the account again.",
        ),
        (
            {"scopes": ["pages_messaging"]},
            "permissions_missing",
            "The sign-in lacks pages manage metadata. Connect the account again and allow everything.",
        ),
    ],
)
def test_it_says_what_is_wrong_with_the_sign_in(
    graph: FakeGraph, details: dict[str, Any], code: str, text: str
) -> None:
    describe(graph, **details)

    [trouble] = [check for check in MESSENGER.health(ON_PAGE) if not check.is_ok]

    assert (trouble.code, trouble.text, trouble.is_passing) == (code, text, False)


def test_it_says_until_when_the_sign_in_lasts(graph: FakeGraph) -> None:
    describe(graph, data_access_expires_at=1790000000)

    checks = {check.name: check for check in MESSENGER.health(ON_PAGE)}

    assert checks["token"].text == "The sign-in is valid until 21.09.2026."


@pytest.mark.parametrize(
    ("data", "code"),
    [([], "events_off"), ([{"id": "1001", "subscribed_fields": ["messages"]}], "events_incomplete")],
)
def test_it_says_that_events_do_not_come(graph: FakeGraph, data: list[Any], code: str) -> None:
    describe(graph)
    graph.answer("GET", f"{PAGE}/subscribed_apps", {"data": data})

    [trouble] = [check for check in MESSENGER.health(ON_PAGE) if not check.is_ok]

    assert trouble.code == code


def test_it_blames_no_account_while_meta_is_away(settings: Settings) -> None:
    settings.META_GRAPH_URL = "http://127.0.0.1:9"  # the discard port: nobody listens

    checks = MESSENGER.health(ON_PAGE)

    assert all(not check.is_ok and check.is_passing for check in checks)


def test_it_tells_where_customers_write() -> None:
    assert MESSENGER.address(ON_PAGE) == "https://m.me/lumiere"
    assert INSTAGRAM.address(BY_ITSELF) == "https://ig.me/m/lumiere.ua"


SINCE = datetime(2026, 9, 1, tzinfo=UTC)
THREAD = {
    "id": "t_1",
    "updated_time": "2026-09-21T14:20:00+0000",
    "participants": {
        "data": [{"id": "7300000000000001", "name": "Dana Koval"}, {"id": PAGE, "name": "Lumière"}]
    },
    "messages": {
        "data": [
            {
                "id": "m_3",
                "created_time": "2026-09-21T14:20:00+0000",
                "from": {"id": "7300000000000001"},
                "message": "",
                "attachments": {
                    "data": [
                        {"id": "1", "mime_type": "image/jpeg", "image_data": {"url": "https://cdn.example/1"}}
                    ]
                },
            },
            {
                "id": "m_2",
                "created_time": "2026-09-21T14:10:00+0000",
                "from": {"id": PAGE},
                "message": "Вітаємо!",
            },
            {
                "id": "m_1",
                "created_time": "2026-08-01T14:00:00+0000",
                "from": {"id": "7300000000000001"},
                "message": "давно",
            },
        ]
    },
}


def test_it_brings_recent_messages_of_both_sides_oldest_first(graph: FakeGraph) -> None:
    graph.answer("GET", f"{PAGE}/conversations", {"data": [THREAD]})

    reply, photo = MESSENGER.recent(ON_PAGE, since=SINCE)

    assert isinstance(reply, InboundMessage)
    assert isinstance(photo, InboundMessage)
    assert (reply.external_id, reply.direction, reply.text) == ("m_2", "out", "Вітаємо!")
    assert reply.provider_at == datetime(2026, 9, 21, 14, 10, tzinfo=UTC)
    assert (reply.sender, photo.sender.name) == (photo.sender, "Dana Koval")
    assert (photo.kind, photo.direction, photo.account_id) == ("image", "in", PAGE)
    assert photo.attachments == (
        InboundAttachment(kind="image", media_id="https://cdn.example/1#m_3/0", mime="image/jpeg"),
    )
    assert query_of(f"?{graph.asked[0].query}")["platform"] == "messenger"


def test_it_brings_no_more_than_was_asked_for(graph: FakeGraph) -> None:
    graph.answer("GET", f"{PAGE}/conversations", {"data": [THREAD]})

    [newest] = MESSENGER.recent(ON_PAGE, since=SINCE, limit=1)

    assert isinstance(newest, InboundMessage)
    assert newest.external_id == "m_3"


def test_it_stops_at_threads_that_have_rested(graph: FakeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAUSE_S", 0)
    rested = {**THREAD, "updated_time": "2026-08-01T00:00:00+0000"}
    paging = {"cursors": {"after": "x"}, "next": "https://graph.example/next"}
    graph.answer("GET", f"{OWN_GRAPH}/v26.0/{ACCOUNT}/conversations", {"data": [rested], "paging": paging})

    assert list(INSTAGRAM.recent(BY_ITSELF, since=SINCE)) == []
    assert len(graph.asked) == 1


def test_it_says_why_history_cannot_be_read(graph: FakeGraph) -> None:
    graph.answer("GET", f"{PAGE}/conversations", error(190), status=401)

    with pytest.raises(SendFailed) as failed:
        list(MESSENGER.recent(ON_PAGE, since=SINCE))

    assert (failed.value.code, failed.value.blames_account) == (SendFailureCode.SIGN_IN_EXPIRED, True)
