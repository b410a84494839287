"""Instagram, by either way of signing in: events, echoes, reads, strict sending, tokens."""

import time
from typing import Any
from unittest.mock import ANY

import pytest

from tests.sandbox.running import Chat, Product, error_of, eventually, last


def change_of(product: Product, chat: Chat) -> dict[str, Any]:
    return next(p.entry for p in reversed(product.received) if p.entry.get("id") == chat.account)


def test_it_delivers_a_text(product: Product, insta: Chat) -> None:
    said = insta.say(text="hi")

    assert product.received[-1].path == "/webhook/instagram/"
    assert b'"object":"instagram"' in product.received[-1].raw
    assert product.events(insta.account) == [
        {
            "sender": {"id": insta.dana["address"]},
            "recipient": {"id": insta.account},
            "timestamp": ANY,
            "message": {"mid": said["id"], "text": "hi"},
        }
    ]


def test_it_delivers_an_answer_to_a_story(product: Product, insta: Chat) -> None:
    insta.say(story_reply="How much is this?")

    message = last(product, insta)["message"]
    assert message["text"] == "How much is this?"
    assert insta.control.get(message["reply_to"]["story"]["url"]).headers["content-type"] == "image/jpeg"
    assert insta.thread()[-1]["story"]["kind"] == "reply"


def test_it_lets_a_story_expire(product: Product, insta: Chat) -> None:
    insta.say(story_mention={"expires_in_s": 0.05})
    attachment = last(product, insta)["message"]["attachments"][0]
    time.sleep(0.1)

    answer = insta.control.get(attachment["payload"]["url"])

    assert attachment["type"] == "story_mention"
    assert (answer.status_code, answer.text) == (403, "URL signature expired")


def test_it_delivers_reactions_without_a_name_when_removed(product: Product, insta: Chat) -> None:
    insta.say(text="hi")
    answer = insta.send_text("hello")

    insta.say(reaction={"message": answer, "emoji": "❤️"})
    insta.say(reaction={"message": answer, "emoji": ""})

    told = [e["reaction"] for e in product.events(insta.account) if "reaction" in e]
    assert told == [
        {"mid": answer, "action": "react", "reaction": "love", "emoji": "❤️"},
        {"mid": answer, "action": "unreact"},
    ]


def test_it_tells_which_message_was_read(product: Product, insta: Chat) -> None:
    insta.say(text="hi")
    sent = insta.send_text("hello")

    insta.look()

    read = eventually(lambda: [e["read"] for e in product.events(insta.account) if "read" in e])
    assert read == [{"mid": sent}]
    assert not [e for e in product.events(insta.account) if "delivery" in e]


def test_it_echoes_without_metadata(product: Product, insta: Chat) -> None:
    insta.say(text="hi")
    sent = insta.send({"text": "hello", "metadata": "job:42"}).json()["message_id"]

    echoes = eventually(
        lambda: [e["message"] for e in product.events(insta.account) if e.get("message", {}).get("is_echo")]
    )
    assert echoes == [{"mid": sent, "is_echo": True, "text": "hello"}]


def test_it_delivers_what_the_business_writes_in_the_app(product: Product, insta: Chat) -> None:
    insta.say(business="ok")

    assert last(product, insta)["message"] == {"mid": ANY, "is_echo": True, "text": "ok"}
    assert insta.thread()[-1]["direction"] == "to_customer"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"unsupported": True}, {"mid": ANY, "is_unsupported": True}),
        ({"ephemeral": True}, {"mid": ANY, "attachments": [{"type": "ephemeral"}]}),
        ({"share": True}, {"mid": ANY, "attachments": [{"type": "ig_post", "payload": {"url": ANY}}]}),
        (
            {"reel": True},
            {
                "mid": ANY,
                "attachments": [
                    {"type": "ig_reel", "payload": {"reel_video_id": ANY, "title": "Reel", "url": ANY}}
                ],
            },
        ),
        (
            {"product": {"id": "P1", "text": "?"}},
            {"mid": ANY, "text": "?", "referral": {"product": {"id": "P1"}}},
        ),
        ({"image": [True, True]}, {"mid": ANY, "attachments": [ANY, ANY]}),
    ],
)
def test_it_delivers_everything_people_can_send(
    product: Product, insta: Chat, said: dict[str, Any], message: dict[str, Any]
) -> None:
    insta.say(**said)

    assert last(product, insta)["message"] == message


def test_it_delivers_an_unsent_message(product: Product, insta: Chat) -> None:
    said = insta.say(text="oops")["id"]

    insta.say(revoke={"message": said})

    assert last(product, insta)["message"] == {"mid": said, "is_deleted": True}


def test_it_delivers_comments_flat_to_its_own_login(product: Product, insta: Chat) -> None:
    insta.say(comment="Nice")

    assert change_of(product, insta) == {
        "id": insta.account,
        "time": ANY,
        "field": "comments",
        "value": {
            "from": {"id": insta.dana["address"], "username": "dana.k"},
            "id": ANY,
            "text": "Nice",
            "media": {"id": ANY, "media_product_type": "FEED"},
        },
    }


def test_it_delivers_comments_as_changes_behind_a_page(product: Product, linked: Chat) -> None:
    linked.say(live_comment="hi")

    assert [change["field"] for change in change_of(product, linked)["changes"]] == ["live_comments"]


def test_it_sends_behind_a_page_under_the_pages_id(linked: Chat) -> None:
    linked.say(text="hi")

    linked.send({"text": "hello"})

    assert linked.thread()[-1]["text"] == "hello"


def test_it_finds_the_account_behind_a_page(linked: Chat) -> None:
    found = linked.graph("GET", f"{linked.node}?fields=name,instagram_business_account{{id,username}}").json()

    assert found["instagram_business_account"] == {"id": linked.account, "username": "acme"}


def test_it_knows_itself_by_both_ids(insta: Chat) -> None:
    found = insta.graph("GET", "me?fields=user_id,username,name,account_type").json()

    assert found == {
        "user_id": insta.account,
        "username": "acme",
        "name": "Acme",
        "account_type": "BUSINESS",
        "id": ANY,
    }
    assert found["id"] != insta.account


def test_it_reads_a_profile_of_who_has_written(insta: Chat) -> None:
    before = insta.graph("GET", f"{insta.dana['address']}?fields=name,username")
    insta.say(text="hi")

    after = insta.graph("GET", f"{insta.dana['address']}?fields=name,username,follower_count").json()

    assert error_of(before) == (230, None)
    assert after == {
        "name": "Dana Koval",
        "username": "dana.k",
        "follower_count": 120,
        "id": insta.dana["address"],
    }


@pytest.mark.parametrize(
    "message",
    [
        {"text": "x" * 1001},
        {"text": "ї" * 501},
        {"attachment": {"type": "template", "payload": {"template_type": "media", "elements": []}}},
        {"attachments": [{"type": "image", "payload": {"url": "https://x.test/a.jpg"}}] * 11},
    ],
)
def test_it_refuses_what_instagram_refuses(insta: Chat, message: dict[str, Any]) -> None:
    insta.say(text="hi")

    answer = insta.send(message)

    assert error_of(answer)[0] == 100
    assert len(insta.thread()) == 1


def test_it_counts_bytes_up_to_a_thousand(insta: Chat) -> None:
    insta.say(text="hi")

    assert insta.send({"text": "ї" * 500}).status_code == 200


def test_it_knows_the_closed_window_by_its_own_code(insta: Chat) -> None:
    insta.say(text="hi")
    insta.control.patch(f"/control/customers/{insta.dana['id']}/", json={"window": "closed"})

    assert error_of(insta.send({"text": "hello"})) == (10, 2534022)
    assert insta.send({"text": "hello"}, messaging_type="MESSAGE_TAG", tag="HUMAN_AGENT").status_code == 200


def test_it_subscribes_by_itself(product: Product, insta: Chat) -> None:
    insta.graph(
        "POST", f"{insta.account}/subscribed_apps", params={"subscribed_fields": "messages,messaging_seen"}
    )

    answer = insta.say(postback={"title": "Hours?", "payload": "HOURS"})

    assert answer["note"] == "not subscribed"
    assert product.events(insta.account) == []


def test_it_lists_what_was_said(insta: Chat) -> None:
    said = insta.say(text="hi")["id"]

    found = insta.graph(
        "GET",
        f"{insta.account}/conversations?platform=instagram&fields=participants,messages{{id,message,from}}",
    ).json()["data"]

    assert found[0]["messages"]["data"] == [
        {"id": said, "message": "hi", "from": {"username": "dana.k", "id": insta.dana["address"]}}
    ]


def test_it_refreshes_a_token_that_is_a_day_old(insta: Chat) -> None:
    path = f"/instagram-graph/refresh_access_token?grant_type=ig_refresh_token&access_token={insta.token}"
    insta.control.post("/control/tokens/", json={"account": insta.account, "expires_in_s": 600})
    young = insta.control.get(path)
    insta.control.post("/control/tokens/", json={"account": insta.account, "issued_s_ago": 90_000})

    old = insta.control.get(path)

    assert young.status_code == 400
    assert old.json() == {
        "access_token": insta.token,
        "token_type": "bearer",
        "expires_in": 5_183_944,
        "permissions": ANY,
    }


def test_it_refuses_an_expired_token(insta: Chat) -> None:
    insta.control.post("/control/tokens/", json={"account": insta.account, "expires_in_s": -1})

    assert error_of(insta.send({"text": "hello"})) == (190, 463)
