"""Each channel from its phone to the inbox and back, through the running system."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from launch.system import System
from tests.e2e.phones import Check, Json, Phone, SandboxPhone, Stage, shown, stage_of
from tests.system import eventually

pytestmark = pytest.mark.e2e

CHANNELS = ["whatsapp", "messenger", "instagram", "telegram", "email", "webchat"]
# Files that a customer can send, and what else: the kinds of the inbox.
FILES = {
    "whatsapp": ["image", "audio", "document", "video", "sticker"],
    "messenger": ["image", "audio", "document", "video", "sticker"],
    "instagram": ["image", "audio", "video"],
    "telegram": ["image", "audio", "document", "video", "sticker"],
}
HAS_PLACES = ["whatsapp", "messenger", "telegram"]
TELLS_READING = ["whatsapp", "messenger", "instagram", "webchat"]
TAKES_REACTIONS = ["whatsapp", "instagram", "telegram", "webchat"]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd"
    "8db00000000049454e44ae426082"
)
HOUR_S = 3600


@pytest.fixture(scope="module")
def shop(system: System) -> Iterator[Stage]:
    """The barber's, whose people answer themselves."""
    stage = stage_of(system, "northside")
    before = stage.inbox.http.get("/api/agent/settings/").json()["mode"]
    stage.inbox.http.patch("/api/agent/settings/", json={"mode": "off"}).raise_for_status()
    yield stage
    stage.inbox.http.patch("/api/agent/settings/", json={"mode": before}).raise_for_status()


@pytest.fixture
def calm(shop: Stage) -> Iterator[Stage]:
    """The barber's, with no fault left on afterwards."""
    yield shop
    shop.sandbox.delete("/control/faults/")


@dataclass
class Talk:
    """A customer on one channel and the thread that the shop has with them."""

    stage: Stage
    kind: str
    phone: Phone
    thread: str = ""

    @property
    def messages(self) -> list[Json]:
        return self.stage.inbox.messages(self.thread)

    def listen(self) -> None:
        """Look for new mails now: mailboxes are otherwise read every half minute."""
        if self.kind == "email":
            self.stage.inbox.http.post(f"/api/integrations/{self.stage.accounts['email']['id']}/sync/")

    def heard(self, check: Check) -> Json:
        self.listen()
        return self.stage.inbox.shows(self.thread, lambda m: m["direction"] == "in" and check(m))

    def send(self, text: str = "", **more: Any) -> Json:
        return self.stage.inbox.send(self.thread, text, **more)

    def becomes(self, message: Json, check: Check) -> Json:
        return self.stage.inbox.becomes(self.thread, message, check)

    def sees(self, check: Check, *, within_s: float = 20) -> Json:
        return shown(self.phone, lambda b: b["direction"] == "to_customer" and check(b), within_s=within_s)


def begin(stage: Stage, kind: str, text: str = "Hello", *, name: str = "", **more: Any) -> Talk:
    """Let somebody new write for the first time."""
    talk = Talk(stage, kind, stage.customer(kind, name))
    talk.phone.say(text=text, **({"subject": "A question"} if kind == "email" else {}), **more)
    talk.listen()
    talk.thread = stage.inbox.thread_of(talk.phone.name)
    return talk


def is_here(message: Json) -> bool:
    """Tell whether the message has files and all of them can be opened."""
    return bool(message["attachments"]) and all(file["state"] == "ready" for file in message["attachments"])


@pytest.mark.parametrize("kind", CHANNELS)
def test_what_customers_say_is_in_the_inbox(shop: Stage, kind: str) -> None:
    talk = begin(shop, kind)
    if kind in FILES:
        for file in FILES[kind]:
            talk.phone.say(**{file: True})
        expected = sorted(FILES[kind])
    elif kind == "email":
        talk.phone.say(text="As on the photo", subject="Re: A question", image=True, document=True)
        expected = ["document", "image"]
    else:
        talk.phone.say(text="As here", files=[("a.png", "image/png", PNG), ("b.txt", "text/plain", b"short")])
        expected = ["document", "image"]
    if kind in HAS_PLACES:
        talk.phone.say(location={"latitude": 50.45, "longitude": 30.52, "name": "Office"})
        place = talk.heard(lambda m: m["kind"] == "location")
        assert (place["text"], place["payload"]["location"]["latitude"]) == ("Office", 50.45)

    def files() -> list[str]:
        talk.listen()
        return sorted(f["kind"] for m in talk.messages if is_here(m) for f in m["attachments"])

    eventually(lambda: files() == expected, within_s=25)
    photo = talk.heard(lambda m: any(f["kind"] == "image" for f in m["attachments"]))
    url = next(file["url"] for file in photo["attachments"] if file["kind"] == "image")
    assert shop.inbox.http.get(url).headers["content-type"].startswith("image/")


@pytest.mark.parametrize("kind", ["whatsapp", "messenger", "instagram", "telegram", "webchat"])
def test_what_customers_change_is_changed_in_the_inbox(shop: Stage, kind: str) -> None:
    talk = begin(shop, kind, "At ten?")
    answer = talk.send("Yes, at ten.")
    bubble = talk.sees(lambda b: b["text"] == "Yes, at ten.")
    talk.phone.say(reaction={"message": bubble["id"], "emoji": "❤️"})

    reacted = talk.becomes(answer, lambda m: m["reactions"])

    assert [reaction["emoji"].rstrip("\ufe0f") for reaction in reacted["reactions"]] == ["❤"]
    if kind == "webchat":
        return
    # Telegram tells bots of messages that were taken back in chats with the business's own account only.
    where = {"business": True} if kind == "telegram" else {}
    said = talk.phone.say(text="See you", **where)["id"]
    talk.heard(lambda m: m["text"] == "See you")
    talk.phone.say(edit={"message": said, "text": "See you there"})
    talk.heard(lambda m: m["text"] == "See you there" and m["edited"])
    talk.phone.say(revoke={"message": said})
    talk.heard(lambda m: m["deleted"])


@pytest.mark.parametrize("kind", CHANNELS)
def test_what_the_team_says_is_on_the_phone(shop: Stage, kind: str) -> None:
    talk = begin(shop, kind)
    first = talk.heard(lambda m: True)
    photo = shop.inbox.upload("look.png", "image/png", PNG)

    talk.send("Of course.", reply_to=first["id"])
    talk.send("Like this?", attachments=[photo])
    talk.send(
        "Morning or evening?",
        kind="buttons",
        content={"buttons": [{"id": "am", "title": "Morning"}, {"id": "pm", "title": "Evening"}]},
    )
    rows = [{"id": "cut", "title": "Cut", "description": "30 min"}, {"id": "dye", "title": "Dye"}]
    last = talk.send(
        "What shall it be?",
        kind="list",
        content={"button": "Services", "sections": [{"title": "Hair", "rows": rows}]},
    )
    talk.send(kind="location", content={"latitude": 50.45, "longitude": 30.52, "name": "Shop"})

    assert talk.sees(lambda b: b["text"].endswith("Of course."))["reply_to"]["id"]
    talk.sees(lambda b: b.get("media"))
    asked = talk.sees(lambda b: "Morning or evening?" in b["text"])
    offered = [choice["title"] for choice in asked.get("buttons") or asked.get("quick_replies") or []]
    assert offered == ["Morning", "Evening"] or "1. Morning\n2. Evening" in asked["text"]
    chosen = talk.sees(lambda b: "What shall it be?" in b["text"])
    assert chosen.get("list") or chosen.get("buttons") or "1. Cut – 30 min\n2. Dye" in chosen["text"]
    place = talk.sees(lambda b: "Shop" in b["text"])
    assert place.get("location") or "maps" in place["text"]
    assert talk.becomes(last, lambda m: m["status"] in ("sent", "delivered", "read"))["error"] is None
    if offered:
        tap = "quick_reply" if asked.get("quick_replies") else "button_reply"
        talk.phone.say(**{tap: {"id": "pm", "title": "Evening", "message": asked["id"]}})
        assert talk.heard(lambda m: m["text"] == "Evening")
    if kind in TAKES_REACTIONS:
        shop.inbox.act(talk.thread, first, "react", emoji="👍")
        eventually(lambda: [b for b in talk.phone.thread() if b["reactions"]])


@pytest.mark.parametrize("kind", CHANNELS)
def test_ticks_move_as_far_as_the_platform_tells(shop: Stage, kind: str) -> None:
    talk = begin(shop, kind)
    message = talk.send("See you at ten.")
    talk.sees(lambda b: "See you at ten." in b["text"])
    talk.becomes(message, lambda m: m["status"] != "queued")
    if kind in ("whatsapp", "messenger"):
        talk.becomes(message, lambda m: m["status"] == "delivered")

    talk.phone.look()

    if kind in TELLS_READING:
        talk.becomes(message, lambda m: m["status"] == "read")
    # Nothing that we sent came back as somebody else's.
    assert [m["text"] for m in talk.messages if m["direction"] == "out"] == ["See you at ten."]


@pytest.mark.parametrize("kind", CHANNELS)
def test_the_agent_answers_a_question_about_prices(system: System, kind: str) -> None:
    stage = stage_of(system, "lumiere")
    talk = begin(stage, kind, "Скільки коштує манікюр?")

    bubble = talk.sees(lambda b: "650" in b["text"])

    answer = stage.inbox.shows(talk.thread, lambda m: m["direction"] == "out" and "650" in m["text"])
    assert answer["sender"]["kind"] == "agent"
    assert bubble["text"].count("650") == answer["text"].count("650")


@pytest.mark.parametrize("kind", ["whatsapp", "messenger", "instagram", "telegram"])
def test_what_is_written_in_the_platforms_own_inbox_appears_once(shop: Stage, kind: str) -> None:
    talk = begin(shop, kind)
    if kind == "telegram":
        talk.phone.say(business_connection=True)
        talk.phone.say(owner="From my own phone")
    else:
        talk.phone.say(business="From my own phone")

    shop.inbox.shows(talk.thread, lambda m: m["text"] == "From my own phone")

    sent = [m for m in talk.messages if m["direction"] == "out"]
    assert [(m["text"], m["sender"]["kind"]) for m in sent] == [("From my own phone", "system")]


def test_closed_windows_refuse_and_people_have_longer_where_the_platform_allows(shop: Stage) -> None:
    yesterday, last_week = time.time() - 25 * HOUR_S, time.time() - 8 * 24 * HOUR_S
    strict = begin(shop, "whatsapp", timestamp=int(yesterday))
    lenient = [begin(shop, kind, timestamp=yesterday) for kind in ("messenger", "instagram")]
    late = begin(shop, "messenger", timestamp=last_week)
    for talk in (strict, *lenient, late):
        assert isinstance(talk.phone, SandboxPhone)
        talk.phone.change(window="closed")

    def write(talk: Talk) -> Any:
        body = {"client_id": "00000000-0000-7000-8000-" + talk.thread[-12:], "text": "Still interested?"}
        return shop.inbox.http.post(f"/api/conversations/{talk.thread}/messages/", json=body)

    refused = [write(strict), write(late)]
    written = [write(talk) for talk in lenient]

    assert [(a.status_code, a.json()["code"]) for a in refused] == [(409, "window_closed")] * 2
    assert [a.status_code for a in written] == [201, 201]
    for talk in lenient:
        window = shop.inbox.conversation(talk.thread)["window"]
        assert (window["open"], window["open_to_people"]) == (False, True)
        talk.sees(lambda b: b["text"] == "Still interested?")


@pytest.mark.parametrize("kind", ["whatsapp", "messenger", "instagram"])
def test_a_window_that_only_the_platform_knows_closed_fails_with_its_reason(shop: Stage, kind: str) -> None:
    talk = begin(shop, kind)
    assert isinstance(talk.phone, SandboxPhone)
    talk.phone.change(window="closed")

    message = talk.becomes(talk.send("Hello?"), lambda m: m["status"] == "failed")

    code, way = ("needs_template", "template") if kind == "whatsapp" else ("window_closed", "none")
    assert (message["error"]["code"], message["error"]["way_out"]) == (code, way)
    assert "24 hours" in message["error"]["message"]


FAULTS = [
    ("whatsapp", "http_429"),
    ("messenger", "http_500"),
    ("instagram", "outage"),
    ("telegram", "http_429"),
]


def test_a_platform_in_trouble_is_asked_again(calm: Stage) -> None:
    talks = [begin(calm, platform) for platform, _ in FAULTS]
    for talk in talks:
        # Whoever asks for a name or shows that a message was seen has done so now.
        talk.send("First")
        talk.sees(lambda b: "First" in b["text"])
    for platform, fault in FAULTS:
        calm.fault(platform, fault, count=1)

    sent = [(talk, talk.send("Second")) for talk in talks]

    for talk, message in sent:
        talk.becomes(message, lambda m: m["status"] not in ("queued", "failed"))
        outcomes = [attempt["outcome"] for attempt in calm.inbox.attempts(talk.thread, message)]
        assert (talk.kind, outcomes) == (talk.kind, ["queued", "sent"])
        assert sum(b["text"].endswith("Second") for b in talk.phone.thread()) == 1


def test_a_mail_server_in_trouble_is_told_in_words(calm: Stage) -> None:
    talk = begin(calm, "email")
    calm.fault("mail", "http_429", count=1)

    message = talk.send("Hello")

    [attempt] = eventually(
        lambda: [a for a in calm.inbox.attempts(talk.thread, message) if a["outcome"]], within_s=20
    )
    assert (attempt["outcome"], attempt["reason"][-18:]) == ("queued", "We will try again.")
    assert talk.becomes(message, lambda m: m["status"] == "queued")["error"] is None


def test_doubled_and_reordered_webhooks_have_no_effect(calm: Stage) -> None:
    talks = [begin(calm, kind) for kind in ("whatsapp", "messenger", "instagram", "telegram")]
    calm.fault("*", "duplicate", rate=1)
    calm.fault("*", "reorder", rate=0.3, ms=300)

    for talk in talks:
        for number in range(4):
            talk.phone.say(text=f"{number}")

    for talk in talks:
        talk.heard(lambda m: m["text"] == "3")
        eventually(lambda talk=talk: len(talk.messages) >= 5)  # type: ignore[misc]  # bound at once
        assert sorted(m["text"] for m in talk.messages) == ["0", "1", "2", "3", "Hello"]


def test_an_expired_sign_in_is_told_and_mended_by_connecting_again(calm: Stage) -> None:
    talk = begin(calm, "messenger")
    account = calm.accounts["messenger"]
    which = {"account": account["external_id"], "platform": "messenger"}
    before = calm.sandbox.get("/control/tokens/", params=which).json()[0]["token"]
    calm.sandbox.post("/control/tokens/", json={**which, "expires_in_s": -1}).raise_for_status()
    try:
        talk.phone.say(image={"expires_in_s": 0.01})
        failed = talk.becomes(talk.send("Hello?"), lambda m: m["status"] == "failed")
        broken = eventually(lambda: calm.inbox.accounts("error").get("messenger", {}))
        lost = talk.heard(lambda m: any(f["state"] == "failed" for f in m["attachments"]))
    finally:
        calm.sandbox.post("/control/tokens/", json={**which, "expires_in_s": None}).raise_for_status()

    form = {"page_id": account["external_id"], "access_token": before}
    mended = calm.inbox.post("/api/integrations/messenger/connect/", form)
    calm.inbox.act(talk.thread, lost, "fetch")
    calm.inbox.act(talk.thread, failed, "retry")

    assert failed["error"]["code"] == "sign_in_expired"
    assert "Connect the account again" in broken["last_error"]
    assert lost["attachments"][0]["reason"] == "Meta no longer has this file."
    assert (mended["id"], mended["state"]) == (account["id"], "connected")
    talk.becomes(lost, is_here)
    talk.sees(lambda b: b["text"] == "Hello?")


def test_one_customer_on_two_channels_is_one_thread(shop: Stage) -> None:
    chat = begin(shop, "telegram", "From Telegram")
    mail = begin(shop, "email", "From the mailbox", name=chat.phone.name + " at work")
    contacts = [shop.inbox.conversation(talk.thread)["contact"]["id"] for talk in (chat, mail)]

    shop.inbox.post("/api/contacts/merge/", {"from": contacts[1], "into": contacts[0]})

    thread = shop.inbox.conversation(chat.thread)
    assert sorted(channel["kind"] for channel in thread["channels"]) == ["email", "telegram"]
    assert sorted(m["text"] for m in chat.messages) == ["From Telegram", "From the mailbox"]
    ids = {channel["kind"]: channel["id"] for channel in thread["channels"]}
    chat.send("To Telegram", channel=ids["telegram"])
    chat.send("To the mailbox", channel=ids["email"])
    chat.sees(lambda b: b["text"] == "To Telegram")
    mail.sees(lambda b: b["text"].endswith("To the mailbox"))
    assert not [b for b in chat.phone.thread() if "mailbox" in b["text"]]
    sent = {m["text"]: m["channel"]["kind"] for m in chat.messages if m["direction"] == "out"}
    assert sent == {"To Telegram": "telegram", "To the mailbox": "email"}
