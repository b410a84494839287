"""A person lets the product in: the vendors' pages, codes, tokens, and how tokens end."""

import random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.sandbox.running import APP_SECRET, Chat, Salon

APP_ID, INSTAGRAM_APP_ID = "100000000000001", "100000000000002"
BACK = "http://parlor.localhost:8000"
PAGES = {
    "client_id": APP_ID,
    "redirect_uri": f"{BACK}/facebook/callback/",
    "state": "s1",
    "response_type": "code",
    "scope": "pages_messaging,pages_manage_metadata",
}
NUMBERS = {**PAGES, "redirect_uri": f"{BACK}/whatsapp/callback/", "scope": "whatsapp_business_management"}
INSTAGRAM = {**PAGES, "client_id": INSTAGRAM_APP_ID, "redirect_uri": f"{BACK}/instagram/callback/"}
INSTAGRAM["scope"] = "instagram_business_basic"
DIALOG, INSTAGRAM_DIALOG = "/dialog/v26.0/dialog/oauth", "/instagram-dialog/oauth/authorize"


def approve(control: httpx.Client, dialog: str, query: dict[str, str], *accounts: str) -> dict[str, str]:
    """Approve on the vendor's page and return what the browser brings back."""
    form: dict[str, Any] = {"decision": "approve", "accounts": list(accounts)}
    answer = control.post(dialog, params=query, data=form)
    assert answer.status_code == 302, answer.text
    return {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def exchange(control: httpx.Client, code: str, **changes: str) -> httpx.Response:
    ours = {
        "client_id": APP_ID,
        "client_secret": APP_SECRET,
        "redirect_uri": PAGES["redirect_uri"],
        "code": code,
    }
    return control.get("/graph/v26.0/oauth/access_token", params={**ours, **changes})


def test_it_asks_the_person_in_their_language(control: httpx.Client, page: Chat) -> None:
    english = control.get(DIALOG, params=PAGES)
    ukrainian = control.get(DIALOG, params=PAGES, headers={"accept-language": "uk-UA,uk"})

    assert "Let Parlor use Facebook?" in english.text
    assert "Дозволити Parlor користуватися Facebook?" in ukrainian.text
    assert page.account in english.text


def test_it_grants_the_pages_that_were_chosen(control: httpx.Client, page: Chat, linked: Chat) -> None:
    back = approve(control, DIALOG, PAGES, page.account, linked.node)
    short = exchange(control, back["code"]).json()
    again = {"grant_type": "fb_exchange_token", "fb_exchange_token": short["access_token"]}
    long = exchange(control, "", **again).json()

    found = control.get(
        "/graph/v26.0/me/accounts",
        params={"fields": "id,name,access_token,tasks,instagram_business_account{id,username}"},
        headers={"authorization": f"Bearer {long['access_token']}"},
    ).json()["data"]

    assert back["state"] == "s1"
    assert (short["token_type"], short["expires_in"], long["expires_in"]) == ("bearer", 7200, 5_183_944)
    assert {entry["id"]: entry["access_token"] for entry in found} == {
        page.account: page.token,
        linked.node: linked.token,
    }
    assert [e["instagram_business_account"] for e in found if e["id"] == linked.node] == [
        {"id": linked.account, "username": "acme"}
    ]


def test_it_lets_the_person_make_a_page(control: httpx.Client) -> None:
    form = {"decision": "approve", "new_name": "Nova"}

    answer = control.post(DIALOG, params=PAGES, data=form)

    assert answer.status_code == 302
    assert "Nova" in [account["name"] for account in control.get("/control/accounts/").json()]


def test_it_makes_an_instagram_account_behind_a_page_when_asked_for(control: httpx.Client) -> None:
    form = {"decision": "approve", "new_name": "Nova Linked"}

    control.post(DIALOG, params={**PAGES, "scope": "instagram_basic"}, data=form)

    made = [a for a in control.get("/control/accounts/").json() if a["name"] == "Nova Linked"]
    page, linked = sorted(made, key=lambda account: account["platform"], reverse=True)
    assert (page["platform"], linked["platform"]) == ("messenger", "instagram")
    assert (linked["page"], linked["token"]) == (page["account"], page["token"])


def test_it_brings_back_a_refusal(control: httpx.Client, page: Chat) -> None:
    answer = control.post(DIALOG, params=PAGES, data={"decision": "cancel", "accounts": page.account})

    found = {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["location"]).query).items()}
    assert (found["error"], found["error_reason"], found["state"]) == ("access_denied", "user_denied", "s1")


@pytest.mark.parametrize(
    "change",
    [{"client_id": "1"}, {"redirect_uri": "javascript:alert(1)"}, {"response_type": "token"}, {"scope": ""}],
)
def test_it_shows_what_is_wrong_with_the_request(control: httpx.Client, change: dict[str, str]) -> None:
    answer = control.get(DIALOG, params={**PAGES, **change})

    assert answer.status_code == 400
    assert "role='alert'" in answer.text


@pytest.mark.parametrize(
    ("change", "code", "subcode"),
    [
        ({"client_secret": "wrong"}, 1, None),
        ({"client_id": "1"}, 101, None),
        ({"redirect_uri": f"{BACK}/elsewhere/"}, 100, 36008),
        ({"code": "AQnothing"}, 100, 36009),
        ({"grant_type": "pigeon"}, 100, None),
    ],
)
def test_it_refuses_a_bad_exchange(
    control: httpx.Client, page: Chat, change: dict[str, str], code: int, subcode: int | None
) -> None:
    back = approve(control, DIALOG, PAGES, page.account)

    error = exchange(control, **{"code": back["code"], **change}).json()["error"]

    assert (error["code"], error.get("error_subcode")) == (code, subcode)


def test_it_takes_a_code_once(control: httpx.Client, page: Chat) -> None:
    code = approve(control, DIALOG, PAGES, page.account)["code"]

    answers = [exchange(control, code) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 400]


def test_it_lets_nobody_write_with_a_persons_token(control: httpx.Client, page: Chat) -> None:
    token = exchange(control, approve(control, DIALOG, PAGES, page.account)["code"]).json()["access_token"]
    page.say(text="Hi")

    answer = page.graph("POST", f"{page.account}/messages", token=token, json={})

    assert answer.json()["error"]["error_subcode"] == 33


def test_it_tells_what_a_token_may_do(control: httpx.Client, page: Chat) -> None:
    data = control.get(
        "/graph/v26.0/debug_token",
        params={"input_token": page.token, "access_token": f"{APP_ID}|{APP_SECRET}"},
    ).json()["data"]

    assert (data["is_valid"], data["type"], data["expires_at"], data["app_id"]) == (True, "PAGE", 0, APP_ID)
    assert {"scope": "pages_messaging", "target_ids": [page.account]} in data["granular_scopes"]


def test_it_ends_a_token_and_mends_it_by_signing_in_again(control: httpx.Client, page: Chat) -> None:
    page.say(text="Hi")
    control.post("/control/tokens/", json={"account": page.account, "revoked": "password"})
    refused = page.send({"text": "Hello"}).json()["error"]

    person = exchange(control, approve(control, DIALOG, PAGES, page.account)["code"]).json()["access_token"]
    fresh = control.get("/graph/v26.0/me/accounts", params={"access_token": person}).json()["data"]

    token = fresh[0]["access_token"]
    answer = page.graph(
        "POST",
        f"{page.account}/messages",
        token=token,
        json={
            "recipient": {"id": page.dana["address"]},
            "messaging_type": "RESPONSE",
            "message": {"text": "Hello"},
        },
    )
    assert (refused["code"], refused["error_subcode"]) == (190, 460)
    assert token != page.token
    assert answer.status_code == 200


def test_it_takes_everything_back(control: httpx.Client, page: Chat) -> None:
    token = exchange(control, approve(control, DIALOG, PAGES, page.account)["code"]).json()["access_token"]

    control.delete("/graph/v26.0/me/permissions", params={"access_token": token})

    error = page.graph("GET", f"{page.account}?fields=name").json()["error"]
    assert (error["code"], error["error_subcode"]) == (190, 458)


def test_it_signs_an_instagram_account_in(control: httpx.Client, insta: Chat) -> None:
    back = approve(control, INSTAGRAM_DIALOG, INSTAGRAM, insta.account)
    form = {
        "client_id": INSTAGRAM_APP_ID,
        "client_secret": APP_SECRET,
        "grant_type": "authorization_code",
        "redirect_uri": INSTAGRAM["redirect_uri"],
        "code": back["code"],
    }
    answers = [control.post("/instagram-api/oauth/access_token", data=form) for _ in range(2)]
    short = answers[0].json()["data"][0]
    query = {
        "grant_type": "ig_exchange_token",
        "client_secret": APP_SECRET,
        "access_token": short["access_token"],
    }

    long = control.get("/instagram-graph/access_token", params=query).json()

    me = insta.graph("GET", "me?fields=user_id", token=long["access_token"]).json()
    assert me["user_id"] == insta.account
    assert short["user_id"] == me["id"]
    assert answers[1].json() == {
        "error_type": "OAuthException",
        "code": 400,
        "error_message": "Matching code was not found or was already used",
    }


def test_it_signs_a_whatsapp_number_up(control: httpx.Client, salon: Salon) -> None:
    second = str(random.randrange(10**14, 10**15))
    control.post("/control/accounts/", json={"account": second, "waba": salon.waba, "name": "Second"})
    back = approve(control, DIALOG, NUMBERS, salon.account)

    answer = exchange(control, back["code"], redirect_uri=NUMBERS["redirect_uri"]).json()

    listed = salon.graph("GET", f"{salon.waba}/phone_numbers?fields=id", token=answer["access_token"]).json()
    assert set(answer) == {"access_token", "token_type"}
    assert {entry["id"] for entry in listed["data"]} == {salon.account, second}


def test_it_ends_a_whatsapp_token(control: httpx.Client, salon: Salon) -> None:
    salon.say(text="Hi")
    control.post("/control/tokens/", json={"account": salon.account, "expires_in_s": -1})

    error = salon.send(type="text", text={"body": "Hello"}).json()["error"]

    assert (error["code"], error["error_subcode"]) == (190, 463)
    assert "Session has expired" in error["message"]
