"""A real Chromium, in the language of the test."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WORDS = Path(__file__).parents[2] / "frontend/src/shared/i18n"
LOCALES = {"uk": "uk-UA", "en": "en-GB"}

Window = Callable[..., BrowserContext]

# A reply waits five seconds for second thoughts before a phone can show it.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Window]:
    """`window("uk")` is a fresh browser profile; `phone=True` has the size of one.

    It has no service worker, which would fetch the whole app anew in each test; `service_workers="allow"` lets it in.
    """
    opened: list[BrowserContext] = []

    def open_window(language: str, *, phone: bool = False, **options: Any) -> BrowserContext:
        options.setdefault("service_workers", "block")
        context = chromium.new_context(
            locale=LOCALES[language],
            timezone_id="Europe/Kyiv",
            reduced_motion="reduce",
            viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900},
            **options,
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield open_window
    for context in opened:
        context.close()


class Words:
    """What the web app says, by the key of its translation file."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words: dict[str, Any] = {}
        for file in sorted((WORDS / language).rglob("*.json")):
            for key, texts in json.loads(file.read_text()).items():
                # The console and visits have errors of their own.
                self._words[key] = {**self._words.get(key, {}), **texts}

    def __call__(self, key: str, **values: str) -> str:
        found: Any = self._words
        for part in key.split("."):
            found = found[part]
        text = str(found)
        for name, value in values.items():
            text = text.replace("{{" + name + "}}", value)
        return text
