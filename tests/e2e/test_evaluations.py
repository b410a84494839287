"""A newcomer: a price list goes up, is asked in Ukrainian, is wrong, is corrected, and the evaluation shows it."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import at_desk

pytestmark = pytest.mark.e2e

QUESTION = "Скільки коштує парафінотерапія рук?"
LONG_MS = 60_000


def price_list(price: int, month: str) -> FilePayload:
    rows = [
        "Послуга,Тривалість,Ціна",
        f"Парафінотерапія рук,30 хв,{price} грн",
        "Парафінотерапія ніг,40 хв,520 грн",
    ]
    return {"name": f"parafin_{month}.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}


def ask(page: Page, words: Words, question: str) -> Locator:
    """Ask in the playground; return its talk."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/agent/instructions", page.url))
    page.get_by_label(words("agent.ask")).fill(question)
    page.keyboard.press("Enter")
    return page.get_by_role("log", name=words("agent.playground"))


def upload(page: Page, file: FilePayload) -> None:
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/knowledge/documents", page.url))
    page.locator("input[type=file]").first.set_input_files(files=[file])
    # A document can be opened as soon as it is read.
    expect(page.get_by_role("button", name=file["name"], exact=True)).to_be_enabled(timeout=LONG_MS)


def ask_all(page: Page, words: Words) -> None:
    """Ask every question anew and wait for the answers."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/agent/evaluations", page.url))
    page.get_by_role("button", name=words("evaluations.run")).click()
    expect(page.get_by_role("progressbar", name=words("evaluations.run"))).to_be_hidden(timeout=LONG_MS)


def test_an_owner_corrects_a_price_and_sees_the_answers_get_better(system: System, window: Window) -> None:
    words = Words("uk")
    page = at_desk(system, window, words)
    upload(page, price_list(340, "2026-01-15"))

    talk = ask(page, words, QUESTION)
    expect(talk.get_by_text(re.compile("340")).first).to_be_visible(timeout=LONG_MS)
    expect(talk.get_by_text("parafin_2026-01-15.csv").first).to_be_visible()

    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/agent/evaluations", page.url))
    page.get_by_role("button", name=words("evaluations.add")).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(words("evaluations.question"), exact=True).fill(QUESTION)
    dialog.get_by_label(words("evaluations.mustContain")).fill("430")
    dialog.get_by_role("button", name=words("common.save")).click()
    expect(dialog).to_be_hidden()
    ask_all(page, words)
    row = page.get_by_role("listitem").filter(has_text=QUESTION)
    expect(row.get_by_text(words("evaluations.verdict.wrong"))).to_be_visible(timeout=LONG_MS)

    upload(page, price_list(430, "2026-11-15"))
    ask_all(page, words)

    expect(row.get_by_text(words("evaluations.verdict.right"))).to_be_visible(timeout=LONG_MS)
    expect(row.get_by_text(words("evaluations.better"))).to_be_visible()
    row.get_by_role("button", expanded=False).first.click()
    expect(row.get_by_text("parafin_2026-11-15.csv").first).to_be_visible()
    expect(row.get_by_text(re.compile("430 грн")).first).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("перевірк"))).to_be_visible()


def test_an_owner_corrects_an_answer_where_it_was_given(system: System, window: Window) -> None:
    words, mark = Words("uk"), uuid4().hex[:6]
    question = f"Скільки коштує стоунтерапія {mark}?"
    page = at_desk(system, window, words)
    rows = f"Послуга,Тривалість,Ціна\nСтоунтерапія {mark},50 хв,640 грн\n"
    upload(page, {"name": f"stone_{mark}.csv", "mimeType": "text/csv", "buffer": rows.encode()})

    talk = ask(page, words, question)
    expect(talk.get_by_text(f"stone_{mark}.csv").first).to_be_visible(timeout=LONG_MS)
    expect(talk.get_by_text(re.compile(f"{mark} .*640")).first).to_be_visible()
    talk.get_by_text(words("trace.why")).last.click()
    expect(talk.get_by_text(words("trace.used"), exact=True).last).to_be_visible()
    talk.get_by_role("button", name=words("correct.open")).last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(words("correct.right"), exact=True).fill("720 грн за 50 хвилин.")
    expect(dialog.get_by_label(words("correct.must"))).to_have_value("720")
    dialog.get_by_role("button", name=words("questions.add")).click()

    expect(dialog).to_be_hidden(timeout=LONG_MS)
    expect(talk.get_by_text("720 грн за 50 хвилин.", exact=True).last).to_be_visible(timeout=LONG_MS)
    ask_all(page, words)
    row = page.get_by_role("listitem").filter(has_text=question)
    expect(row.get_by_text(words("evaluations.verdict.right"))).to_be_visible(timeout=LONG_MS)
    row.get_by_role("button", expanded=False).first.click()
    expect(row.get_by_text(words("evaluations.readUsed"))).to_be_visible()
