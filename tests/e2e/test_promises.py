"""What is promised to customers and what they say of it: answer times and ratings, seen by two people at once."""

import re
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import ADMIN, WHATSAPP, at_desk, open_thread, row
from tests.e2e.phones import SandboxPhone, shown
from tests.e2e.test_list import pick
from tests.e2e.test_pages import violations
from tests.e2e.test_settings import visit
from tests.system import Workspace

pytestmark = pytest.mark.e2e

# A question to a customer lies for some seconds, in case the conversation was resolved by mistake.
QUESTION_S = 40


@pytest.fixture
def salon(system: System) -> Iterator[httpx.Client]:
    """The salon's API; afterwards nothing is promised and nobody is asked."""
    with Workspace(system, "lumiere").http as http:
        http.put("/api/writing-habits/", json={"undo_s": 0}).raise_for_status()
        yield http
        http.put("/api/csat/settings/", json={"is_on": False}).raise_for_status()
        for policy in http.get("/api/sla-policies/").json()["results"]:
            http.delete(f"/api/sla-policies/{policy['id']}/").raise_for_status()
        http.put("/api/writing-habits/", json={"undo_s": 5}).raise_for_status()


@pytest.fixture
def phone(system: System) -> SandboxPhone:
    sandbox = httpx.Client(base_url=system.sandbox_url, timeout=20)
    body = {"platform": "whatsapp", "account": WHATSAPP, "name": f"Dana{uuid4().hex[:6]}"}
    made = sandbox.post("/control/customers/", json=body).raise_for_status().json()
    return SandboxPhone(sandbox, made["id"], made["name"])


@pytest.mark.usefixtures("salon")
def test_both_see_by_when_an_answer_is_due(system: System, window: Window, phone: SandboxPhone) -> None:
    words = Words("uk")
    ada, ben = at_desk(system, window, words), at_desk(system, window, words, member=ADMIN)
    visit(ada, system, "sla")
    ada.get_by_role("button", name=words("slaSettings.add")).click()
    form = ada.get_by_role("dialog", name=words("slaSettings.add"))
    form.get_by_label(words("slaSettings.name")).fill("Термінові")
    form.get_by_label(words("slaSettings.first_response_min"), exact=True).fill("")
    form.get_by_label(words("slaSettings.next_response_min"), exact=True).fill("10")
    form.get_by_text(words("slaSettings.inHours"), exact=True).click()
    form.get_by_text(words("macroSettings.priorities.urgent"), exact=True).click()
    form.get_by_role("button", name=words("common.save")).click()
    expect(form).to_have_count(0)
    expect(ada.get_by_text(re.compile(words("slaSettings.next_response_min")))).to_be_visible()
    ada.goto(f"http://lumiere.localhost:{system.port}/inbox")

    phone.say(text="Добрий день!")
    for page in (ada, ben):
        open_thread(page, words, phone.name)
    ada.keyboard.press("t")
    expect(ben.get_by_role("button", name=words("inbox.handBack"))).to_be_visible()
    pick(ada, "p", words("priority.urgent"))
    phone.say(text="Коли можна прийти?")
    due = re.compile(words("list.dueIn", span=r"(9|10)\b"))
    for page in (ada, ben):
        expect(row(page, words, phone.name)).to_contain_text(due)

    # Whoever answers keeps the promise for both.
    ben.get_by_role("textbox", name=words("composer.replyLabel", name=phone.name)).fill("Завтра о десятій")
    ben.keyboard.press("Enter")
    for page in (ada, ben):
        expect(row(page, words, phone.name)).not_to_contain_text(due)


@pytest.mark.usefixtures("salon")
def test_a_rating_reaches_everybody(system: System, window: Window, phone: SandboxPhone) -> None:
    words = Words("en")
    ada, ben = at_desk(system, window, words), at_desk(system, window, words, member=ADMIN)
    visit(ada, system, "csat")
    ada.get_by_text(words("csatSettings.isOn"), exact=True).click()
    ada.get_by_label(words("csatSettings.question.uk")).fill("Як вам було у нас?")
    ada.get_by_role("button", name=words("common.save")).click()
    expect(ada.get_by_text(words("common.saved"))).to_be_visible()
    ada.goto(f"http://lumiere.localhost:{system.port}/inbox")
    phone.say(text="Дякую за манікюр!")
    for page in (ada, ben):
        open_thread(page, words, phone.name)

    ada.keyboard.press("t")
    expect(ben.get_by_role("button", name=words("inbox.handBack"))).to_be_visible()
    ada.get_by_role("textbox", name=words("composer.replyLabel", name=phone.name)).fill("Чекаємо знову!")
    ada.keyboard.press("Enter")
    shown(phone, lambda bubble: bubble.get("text") == "Чекаємо знову!")
    ada.keyboard.press("Escape")
    ada.keyboard.press("e")
    question = shown(
        phone, lambda bubble: "Як вам було у нас?" in str(bubble.get("text")), within_s=QUESTION_S
    )
    [link] = re.findall(r"http\S+/rate/\S+", question["text"])

    theirs = window("uk", phone=True, bypass_csp=True).new_page()
    theirs.goto(link)
    told = Words("uk")
    theirs.get_by_text("😐").click()
    assert violations(theirs) == []
    theirs.get_by_label(told("rating.whatWentWrong")).fill("Довго чекала")
    theirs.get_by_role("button", name=told("rating.send")).click()
    expect(theirs.get_by_text(told("rating.thanks"))).to_be_visible()

    # In the thread of whoever looks, and in the latest ratings of whoever keeps the settings.
    expect(ben.get_by_role("log").get_by_text("Довго чекала")).to_be_visible()
    visit(ada, system, "csat")
    rating = ada.get_by_role("link").filter(has_text=phone.name)
    expect(rating.get_by_role("img", name=words("rating.of5", score="3"))).to_be_visible()
    expect(rating).to_contain_text("Довго чекала")
