"""Messenger: comments, the page's subscriptions, profiles and what was said, limits and faults."""

import hashlib
import hmac
from unittest.mock import ANY

from tests.sandbox.running import APP_SECRET, Chat, Product, error_of


def test_it_delivers_a_comment_and_takes_one_private_reply(product: Product, page: Chat) -> None:
    said = page.say(comment="Nice!")
    change = next(p.entry for p in reversed(product.received) if p.entry.get("id") == page.account)[
        "changes"
    ][0]
    body = {
        "recipient": {"comment_id": said["id"]},
        "messaging_type": "RESPONSE",
        "message": {"text": "Thanks!"},
    }

    answers = [page.graph("POST", f"{page.account}/messages", json=body) for _ in range(2)]

    assert change["field"] == "feed"
    assert change["value"] == {
        "item": "comment",
        "verb": "add",
        "comment_id": said["id"],
        "parent_id": ANY,
        "post_id": ANY,
        "created_time": ANY,
        "from": {"id": page.dana["address"], "name": "Dana Koval"},
        "message": "Nice!",
    }
    assert answers[0].json()["recipient_id"] == page.dana["address"]
    assert error_of(answers[1]) == (10900, None)


def test_it_answers_a_comment_in_public(page: Chat) -> None:
    comment = page.say(comment="How much?")["id"]

    answer = page.graph("POST", f"{comment}/comments", json={"message": "450"})

    assert answer.status_code == 200
    assert [(item["kind"], item["text"]) for item in page.thread()] == [
        ("comment", "How much?"),
        ("comment", "450"),
    ]


def test_it_subscribes_to_the_fields_asked_for(product: Product, page: Chat) -> None:
    page.graph("POST", f"{page.account}/subscribed_apps", params={"subscribed_fields": "messages"})
    page.say(text="Hi")

    answer = page.say(referral={"ref": "promo"})

    listed = page.graph("GET", f"{page.account}/subscribed_apps").json()["data"]
    assert listed[0]["subscribed_fields"] == ["messages"]
    assert answer["note"] == "not subscribed"
    assert len(product.events(page.account)) == 1


def test_it_refuses_a_field_that_does_not_exist(page: Chat) -> None:
    answer = page.graph(
        "POST", f"{page.account}/subscribed_apps", params={"subscribed_fields": "messages,pigeons"}
    )

    assert error_of(answer) == (100, None)


def test_it_stops_when_the_app_unsubscribes(product: Product, page: Chat) -> None:
    page.graph("DELETE", f"{page.account}/subscribed_apps")

    said = page.say(text="Hi")

    assert (said["status"], said["note"]) == (None, "not subscribed")
    assert product.events(page.account) == []


def test_it_reads_a_profile(page: Chat) -> None:
    found = page.graph("GET", f"{page.dana['address']}?fields=first_name,last_name,name,profile_pic").json()

    assert found == {
        "first_name": "Dana",
        "last_name": "Koval",
        "name": "Dana Koval",
        "profile_pic": ANY,
        "id": page.dana["address"],
    }
    assert page.control.get(found["profile_pic"]).status_code == 200


def test_it_reads_no_profile_that_is_hidden(page: Chat) -> None:
    page.control.patch(f"/control/customers/{page.dana['id']}/", json={"no_profile": True})

    assert error_of(page.graph("GET", f"{page.dana['address']}?fields=name")) == (100, 2018218)


def test_it_reads_the_page(page: Chat) -> None:
    found = page.graph("GET", "me?fields=id,name,username").json()

    assert found == {"id": page.account, "name": "Acme", "username": "acme"}


def test_it_lists_what_was_said(page: Chat) -> None:
    said = page.say(text="Hi")["id"]
    sent = page.send_text("Hello")

    found = page.graph(
        "GET",
        f"{page.account}/conversations?platform=messenger"
        "&fields=participants,updated_time,messages.limit(5){id,message,from,created_time,attachments{id}}",
    ).json()["data"]

    assert [m["id"] for m in found[0]["messages"]["data"]] == [sent, said]
    assert [m["from"]["id"] for m in found[0]["messages"]["data"]] == [page.account, page.dana["address"]]
    assert found[0]["participants"]["data"][0]["name"] == "Dana Koval"


def test_it_reads_one_message(page: Chat) -> None:
    said = page.say(image=True)["id"]

    found = page.graph("GET", f"{said}?fields=attachments{{id,image_data}}").json()

    assert page.control.get(found["attachments"]["data"][0]["image_data"]["url"]).status_code == 200


def test_it_knows_whose_token_it_is(page: Chat, insta: Chat) -> None:
    strangers = page.graph("GET", f"{page.account}?fields=name", token=insta.token)
    nobodys = page.graph("GET", f"{page.account}?fields=name", token="EAAnothing")

    assert error_of(strangers) == (100, 33)
    assert error_of(nobodys) == (190, None)


def test_it_checks_the_proof_of_the_app_secret(page: Chat) -> None:
    proof = hmac.new(APP_SECRET.encode(), page.token.encode(), hashlib.sha256).hexdigest()

    right = page.graph("GET", f"{page.account}?fields=name&appsecret_proof={proof}")
    wrong = page.graph("GET", f"{page.account}?fields=name&appsecret_proof={'0' * 64}")

    assert right.status_code == 200
    assert wrong.json()["error"]["message"].endswith("Invalid appsecret_proof provided in the API argument")


def test_it_limits_the_speed_when_asked_to(own_page: Chat) -> None:
    own_page.say(text="Hi")
    own_page.control.post("/control/faults/", json={"platform": "messenger", "kind": "throughput"})

    answers = [own_page.graph("GET", f"{own_page.account}/conversations") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 400]
    assert error_of(answers[2]) == (80006, 2446079)
    assert own_page.account in answers[2].headers["x-business-use-case-usage"]


def test_it_refuses_in_its_own_words_when_a_fault_says_so(own_page: Chat) -> None:
    own_page.say(text="Hi")
    own_page.control.post("/control/faults/", json={"platform": "messenger", "kind": "http_429", "count": 1})

    answers = [own_page.send({"text": "Hello"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [429, 200]
    assert answers[0].json()["error"]["code"] == 80006
