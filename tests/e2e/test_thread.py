"""The thread and what is written into it: two people of the salon and their customers at once."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import sign_in
from tests.system import Workspace, eventually

pytestmark = pytest.mark.e2e

WHATSAPP = "104200000000001"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f"
    "0005000001ff0b6d3d6f0000000049454e44ae426082"
)


class Salon:
    """The salon's API and its customers' phones."""

    def __init__(self, system: System) -> None:
        self.sandbox = httpx.Client(base_url=system.sandbox_url, timeout=20)
        self.api = Workspace(system, "lumiere").http

    def think(self, seconds: int) -> None:
        """Set for how long the owner can call a reply back."""
        self.api.put("/api/writing-habits/", json={"undo_s": seconds}).raise_for_status()

    def customer(self, platform: str = "whatsapp", account: str = WHATSAPP, name: str = "") -> dict[str, Any]:
        body = {"platform": platform, "account": account, "name": name or f"Dana {uuid4().hex[:6]}"}
        answer = self.sandbox.post("/control/customers/", json=body)
        answer.raise_for_status()
        made: dict[str, Any] = answer.json()
        return made

    def say(self, who: dict[str, Any], **body: Any) -> None:
        self.sandbox.post(f"/control/customers/{who['id']}/say/", json=body).raise_for_status()

    def phone(self, who: dict[str, Any]) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.sandbox.get(
            f"/control/customers/{who['id']}/thread/?peek=1"
        ).json()
        return items

    def heard(self, who: dict[str, Any], text: str) -> bool:
        return any(text in str(item.get("text", "")) for item in self.phone(who))

    def conversation(self, name: str, *, messages: int = 1) -> dict[str, Any]:
        """Return the thread of the customer `name` once it holds `messages`, taken over from the agent."""

        def found() -> dict[str, Any] | None:
            rows: list[dict[str, Any]] = self.api.get("/api/conversations/", params={"q": name}).json()[
                "results"
            ]
            if not rows or len(self.messages(rows[0]["id"])) < messages:
                return None
            return rows[0]

        thread: dict[str, Any] | None = eventually(found)
        assert thread is not None
        change = {"agent_mode": "off", "status": "open"}
        self.api.patch(f"/api/conversations/{thread['id']}/", json=change).raise_for_status()
        return thread

    def messages(self, conversation: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.api.get(
            f"/api/conversations/{conversation}/messages/", params={"limit": 200}
        ).json()["results"]
        return rows

    def greeted(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a new customer who has said hello, and the thread."""
        dana = self.customer()
        self.say(dana, text="Добрий день!")
        return dana, self.conversation(dana["name"])


@pytest.fixture
def salon(system: System) -> Iterator[Salon]:
    """The salon, where a reply goes out at once: only one test is about second thoughts."""
    salon = Salon(system)
    salon.think(0)
    yield salon
    salon.think(5)


class Desk:
    """One person's browser with one thread open."""

    def __init__(self, context: BrowserContext, system: System, words: Words, thread: dict[str, Any]) -> None:
        self.context, self.words, self.name = context, words, thread["contact"]["name"]
        self.page: Page = context.new_page()
        sign_in(self.page, system, words)
        self.page.goto(re.sub(r"/inbox.*", f"/inbox/{thread['id']}", self.page.url))
        self.thread: Locator = self.page.get_by_role("log")
        self.field: Locator = self.page.get_by_role(
            "textbox", name=words("composer.replyLabel", name=self.name)
        )
        expect(self.field).to_be_visible()

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def bubble(self, text: str) -> Locator:
        return self.thread.locator("[data-message]").filter(has_text=text)


@pytest.fixture
def words() -> Words:
    return Words("uk")


def colleague(system: System, window: Window, words: Words, thread: dict[str, Any], email: str) -> Desk:
    [tenant] = [t for t in system.demo["tenants"] if t["slug"] == "lumiere"]
    [member] = [m for m in tenant["members"] if m["email"] == email]

    class AsColleague(System):
        @property
        def demo(self) -> dict[str, Any]:
            return {"tenants": [{**tenant, "members": [member]}]}

    other = AsColleague(system.data_dir, system.port, system.sandbox_port, system.process, system.ready_line)
    return Desk(window(words.language), other, words, thread)


def test_a_reply_is_called_back_before_it_goes_out(
    system: System, window: Window, salon: Salon, words: Words
) -> None:
    salon.think(5)
    dana, thread = salon.greeted()
    desk = Desk(window("uk"), system, words, thread)

    desk.write("Це не вам, вибачте")
    expect(desk.thread.get_by_text("Це не вам")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(desk.thread.get_by_text("Це не вам")).to_have_count(0)
    expect(desk.field).to_have_value("Це не вам, вибачте")
    desk.write("Вітаю! Чим допомогти?")

    eventually(lambda: salon.heard(dana, "Чим допомогти?"))
    assert not salon.heard(dana, "Це не вам")


def test_a_reply_goes_out_at_its_time_or_not_at_all(
    system: System, window: Window, salon: Salon, words: Words
) -> None:
    dana, thread = salon.greeted()
    desk = Desk(window("uk"), system, words, thread)
    desk.field.fill("Нагадуємо про візит")

    desk.page.get_by_role("button", name=words("write.later")).click()
    desk.page.get_by_role("menuitem").filter(has_text=words("write.at.inHour")).click()

    planned = desk.bubble("Нагадуємо про візит")
    expect(planned.get_by_role("button", name=words("thread.edit"))).to_be_visible()
    planned.get_by_role("button", name=words("thread.sendNow")).click()
    eventually(lambda: salon.heard(dana, "Нагадуємо про візит"))
    expect(planned.get_by_role("button", name=words("thread.edit"))).to_have_count(0)


def test_a_reaction_and_a_quote_reach_the_phone(
    system: System, window: Window, salon: Salon, words: Words
) -> None:
    dana, thread = salon.greeted()
    desk = Desk(window("uk"), system, words, thread)
    hello = desk.bubble("Добрий день!").first

    hello.hover()
    hello.get_by_role("button", name=words("thread.react"), exact=True).click()
    desk.page.get_by_role("button", name=words("thread.reactWith", emoji="👍")).click()
    expect(hello.get_by_role("list", name=words("message.reactions"))).to_contain_text("👍")
    hello.hover()
    hello.get_by_role("button", name=words("message.reply")).click()
    desk.write("Вітаю, Дано")

    quote = desk.bubble("Вітаю, Дано").get_by_role("button", name=re.compile("Добрий день!"))
    expect(quote).to_be_visible()
    quote.click()
    expect(hello).to_be_in_viewport()
    eventually(lambda: "👍" in str(salon.phone(dana)))


def test_a_link_leads_to_an_old_message(system: System, window: Window, salon: Salon, words: Words) -> None:
    dana = salon.customer()
    for number in range(80):
        salon.say(dana, text=f"Повідомлення {number:03}")
    thread = salon.conversation(dana["name"], messages=80)
    said = salon.messages(thread["id"])
    [old] = [message for message in said if message["text"] == "Повідомлення 003"]
    desk = Desk(window("uk"), system, words, thread)
    expect(desk.bubble("Повідомлення 003")).to_have_count(0)

    desk.page.goto(f"{desk.page.url.partition('?')[0]}?message={old['id']}")

    expect(desk.bubble("Повідомлення 003")).to_be_in_viewport()
    desk.page.get_by_role("button", name=words("inbox.toEnd")).click()
    expect(desk.bubble(said[-1]["text"])).to_be_in_viewport()


def test_a_draft_follows_to_another_device(
    system: System, window: Window, salon: Salon, words: Words
) -> None:
    dana, thread = salon.greeted()
    desk = Desk(window("uk"), system, words, thread)
    phone = Desk(window("uk", phone=True), system, words, thread)

    desk.field.fill("Є вільно о")
    expect(phone.field).to_have_value("Є вільно о")
    phone.field.press("End")
    phone.field.press_sequentially(" 15:00")
    expect(desk.field).to_have_value("Є вільно о 15:00")
    phone.field.press("Enter")

    expect(desk.field).to_have_value("")
    eventually(lambda: salon.heard(dana, "Є вільно о 15:00"))


def test_a_ready_answer_is_filled_for_the_customer(
    system: System, window: Window, salon: Salon, words: Words
) -> None:
    _, thread = salon.greeted()
    shortcut = f"adr{uuid4().hex[:6]}"
    text = "{{contact.first_name|Вітаємо}}, чекаємо! Пошта: {{contact.email}}"
    salon.api.post("/api/canned-replies/", json={"shortcut": shortcut, "text": text}).raise_for_status()
    desk = Desk(window("uk"), system, words, thread)

    desk.field.press_sequentially(f"/{shortcut}")
    expect(desk.page.get_by_role("option", name=re.compile(shortcut))).to_be_visible()
    desk.page.keyboard.press("Enter")

    expect(desk.field).to_have_value(re.compile(r"^Dana, чекаємо! Пошта: $"))
    expect(desk.page.get_by_text(re.compile("contact.email"))).to_be_visible()


def test_colleagues_see_and_call_each_other(
    system: System, window: Window, salon: Salon, words: Words
) -> None:
    _, thread = salon.greeted()
    olena = Desk(window("uk"), system, words, thread)
    marta = colleague(system, window, words, thread, "marta@lumiere.example")
    expect(olena.page.get_by_role("img", name=re.compile("Марта"))).to_be_visible()

    olena.field.press_sequentially("Зараз")
    expect(marta.page.get_by_text(re.compile("саме зараз пише"))).to_be_visible()
    olena.page.get_by_role("radio", name=words("write.note")).check(force=True)
    note = olena.page.get_by_role("textbox", name=words("composer.noteLabel", name=olena.name))
    note.press_sequentially("Візьмеш, @Мар")
    expect(olena.page.get_by_role("option", name=re.compile("Марта"))).to_be_visible()
    olena.page.keyboard.press("Enter")
    note.press("Enter")

    expect(marta.bubble("Візьмеш").locator("mark")).to_contain_text("@Марта")
    called = eventually(lambda: [m for m in salon.messages(thread["id"]) if m["private"] and m["text"]])
    assert len(called[0]["payload"]["mentions"]) == 1


def test_a_refused_message_says_why_and_is_sent_again(
    system: System, window: Window, salon: Salon, words: Words
) -> None:
    dana, thread = salon.greeted()
    desk = Desk(window("uk"), system, words, thread)
    change = {"fails_with": 131026}
    salon.sandbox.patch(f"/control/customers/{dana['id']}/", json=change).raise_for_status()

    desk.write("Чекаємо на вас")
    alert = desk.bubble("Чекаємо на вас").get_by_role("alert")
    expect(alert).to_contain_text(words("failures.not_on_whatsapp"), timeout=30_000)
    salon.sandbox.patch(f"/control/customers/{dana['id']}/", json={"fails_with": None}).raise_for_status()
    alert.get_by_role("button", name=words("common.retry")).click()

    eventually(lambda: salon.heard(dana, "Чекаємо на вас"))
    expect(alert).to_have_count(0)


def test_a_pasted_picture_is_sent(system: System, window: Window, salon: Salon, words: Words) -> None:
    dana, thread = salon.greeted()
    desk = Desk(window("uk"), system, words, thread)
    desk.field.focus()

    desk.page.evaluate(
        """bytes => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "nails.png", { type: "image/png" }));
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        list(PIXEL),
    )
    expect(
        desk.page.get_by_role("button", name=words("composer.removeFile", name="nails.png"))
    ).to_be_visible()
    expect(desk.page.get_by_role("button", name=words("composer.send"), exact=True)).to_be_enabled()
    desk.write("Такий колір")

    eventually(lambda: [item for item in salon.phone(dana) if item.get("kind") == "image"])
    desk.bubble("Такий колір").get_by_role("button", name=re.compile("nails.png")).click()
    expect(desk.page.get_by_role("dialog").get_by_role("img", name="nails.png")).to_be_visible()


def test_a_customer_of_two_channels_is_answered_on_either(
    system: System, window: Window, salon: Salon, words: Words
) -> None:
    dana, thread = salon.greeted()
    bot = salon.sandbox.post("/control/accounts/", json={"platform": "telegram", "name": "Люмі"}).json()
    connected = salon.api.post("/api/integrations/telegram/connect/", json={"bot_token": bot["token"]})
    connected.raise_for_status()
    again = salon.customer("telegram", bot["account"])
    salon.say(again, text="Це знову я, з іншого телефону")
    other = salon.conversation(again["name"])
    joined = {"into": thread["contact"]["id"], "from": other["contact"]["id"]}
    salon.api.post("/api/contacts/merge/", json=joined).raise_for_status()
    desk = Desk(window("uk"), system, words, thread)
    expect(desk.bubble("з іншого телефону").get_by_role("img", name="Telegram")).to_be_visible()

    desk.page.get_by_role("button", name=re.compile(words("write.channel"))).click()
    desk.page.get_by_role("menuitemradio").filter(has_text="WhatsApp").click()
    desk.write("Пишу у WhatsApp")
    desk.page.get_by_role("button", name=re.compile(words("write.channel"))).click()
    desk.page.get_by_role("menuitemradio").filter(has_not_text="WhatsApp").click()
    desk.write("Пишу в Telegram")

    eventually(lambda: salon.heard(dana, "Пишу у WhatsApp"))
    eventually(lambda: salon.heard(again, "Пишу в Telegram"))


def test_what_is_written_offline_goes_out_once(
    system: System, window: Window, salon: Salon, words: Words
) -> None:
    dana, thread = salon.greeted()
    context = window("uk")
    desk = Desk(context, system, words, thread)

    context.set_offline(True)
    desk.write("З метро: так, чекаємо")
    expect(desk.thread.get_by_text(words("thread.waitsForConnection"))).to_be_visible()
    context.set_offline(False)

    eventually(lambda: salon.heard(dana, "З метро"))
    desk.page.reload()
    expect(desk.bubble("З метро")).to_have_count(1)
    assert sum("З метро" in str(item.get("text", "")) for item in salon.phone(dana)) == 1


def test_a_message_is_answered_forwarded_and_looked_into_by_keyboard(
    system: System, window: Window, salon: Salon, words: Words
) -> None:
    _, thread = salon.greeted()
    other = salon.customer()
    salon.say(other, text="А я?")
    salon.conversation(other["name"])
    desk = Desk(window("uk"), system, words, thread)
    expect(desk.bubble("Добрий день!")).to_be_visible()

    desk.field.press("ArrowUp")
    desk.page.keyboard.press("ArrowUp")
    desk.page.keyboard.press("KeyI")
    expect(desk.page.get_by_role("dialog", name=words("thread.details"))).to_be_visible()
    desk.page.keyboard.press("Escape")
    desk.thread.focus()
    desk.page.keyboard.press("ArrowUp")
    desk.page.keyboard.press("KeyF")
    dialog = desk.page.get_by_role("dialog", name=words("thread.forwardTitle"))
    dialog.get_by_role("searchbox").fill(other["name"])
    dialog.get_by_role("button", name=words("thread.forwardTo", name=other["name"])).click()

    eventually(lambda: salon.heard(other, "Добрий день!"))
