"""How soon people see in a real Chromium what happened, and whether what they read stays where it is.

    python -m bench.browser [--times 60] [--history 400] [--data DIR --port N --sandbox-port N]

Against a system that runs already with the three options, else against one of its own. Frame → paint: from the
socket's message event to the frame in which the bubble is painted. Key → bubble: from the press of Enter to the frame
with the bubble that the server does not know yet. The reference in the same run is a bare page that only adds a line.
Shift: how far the message in the middle of the screen moves while older ones are put above it, in pixels.
"""

import argparse
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from bench.house import load, median, p95
from bench.paint import BARE, BARE_WORK, SCRIPTS, SHIFT, WATCH
from launch.layout import ROOT
from launch.system import System, run_system
from tests.system import Workspace, eventually

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]
WHATSAPP = "104200000000001"
TARGET_MS = 50
TARGET_KB = 220
TOTAL = re.compile(r"([\d.]+) kB  initial JS of the inbox route")
REACT = re.compile(r"([\d.]+) kB  assets/react-")


@contextmanager
def running(data: Path | None, port: int, sandbox_port: int) -> Iterator[System]:
    if data is None:
        with run_system() as system:
            yield system
    else:
        # Whoever started it ends it.
        yield System(data, port, sandbox_port, process=None)  # type: ignore[arg-type]


class Salon:
    """The first demo business: its owner's browser and API, and one customer's phone."""

    def __init__(self, system: System, page: Page) -> None:
        self.page, self.sandbox = page, httpx.Client(base_url=system.sandbox_url, timeout=30)
        self.tenant = system.demo["tenants"][0]
        self.api = Workspace(system, self.tenant["slug"]).http
        body = {"platform": "whatsapp", "account": WHATSAPP, "name": f"Dana {uuid4().hex[:6]}"}
        made = self.sandbox.post("/control/customers/", json=body).raise_for_status()
        self.dana: dict[str, Any] = made.json()

    def say(self, text: str) -> None:
        address = f"/control/customers/{self.dana['id']}/say/"
        self.sandbox.post(address, json={"text": text}).raise_for_status()

    def taken_over(self) -> str:
        """Return the id of the customer's thread, from which the agent keeps away."""
        self.say("Добрий день!")
        words = {"q": self.dana["name"], "status": "all"}
        rows = eventually(lambda: self.api.get("/api/conversations/", params=words).json()["results"])
        change = {"agent_mode": "off", "status": "open"}
        self.api.patch(f"/api/conversations/{rows[0]['id']}/", json=change).raise_for_status()
        return str(rows[0]["id"])

    def fill(self, thread: str, messages: int) -> None:
        """Let the customer write so many messages, short and long ones."""
        for number in range(messages):
            self.say(f"Повідомлення {number:04} {'про манікюр і час візиту ' * (number % 5)}".strip())
        last = f"Повідомлення {messages - 1:04}"

        def newest() -> str:
            page = self.api.get(f"/api/conversations/{thread}/messages/", params={"limit": 1}).json()
            return str(page["results"][0]["text"])

        eventually(lambda: newest().startswith(last), within_s=120)
        # An unread thread opens at its first unread message, far above what comes in.
        self.api.post(f"/api/conversations/{thread}/read/").raise_for_status()

    def enter(self, thread: str) -> None:
        """Sign in and open the thread, until nothing is fetched any more."""
        owner = self.tenant["members"][0]
        self.page.goto(self.tenant["url"])
        self.page.locator("input[type=email]").fill(owner["email"])
        self.page.locator("input[type=password]").fill(owner["password"])
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/inbox**")
        self.page.goto(f"{self.page.url.partition('/inbox')[0]}/inbox/{thread}")
        self.page.get_by_role("log").locator("[data-message]").first.wait_for()
        self.page.locator("textarea").first.wait_for()
        self.page.wait_for_load_state("networkidle")


def frames(salon: Salon, times: int) -> list[float]:
    """Return milliseconds from each frame of a customer's message to its paint."""
    for number in range(times):
        salon.say(f"Питання номер {number} {uuid4().hex[:6]}")
        salon.page.wait_for_function("count => parlorBench.frame.length >= count", arg=number + 1)
        salon.page.wait_for_timeout(80)
    found: list[float] = salon.page.evaluate("parlorBench.frame")
    return found


def keys(page: Page, times: int) -> list[float]:
    """Return milliseconds from each press of Enter to the paint of its bubble."""
    field = page.locator("textarea").first
    for number in range(times):
        field.fill(f"Відповідь номер {number} {uuid4().hex[:6]}")
        field.press("Enter")
        page.wait_for_function("count => parlorBench.key.length >= count", arg=number + 1)
        page.wait_for_timeout(150)
    found: list[float] = page.evaluate("parlorBench.key")
    return found


def bare(page: Page, times: int) -> tuple[list[float], list[float]]:
    """Return the same two of a page that only adds a line."""
    page.goto(BARE)
    page.evaluate(BARE_WORK)
    for number in range(times):
        page.evaluate("text => say(text)", f"Питання номер {number}!")
        page.wait_for_function("count => parlorBench.frame.length >= count", arg=number + 1)
    return page.evaluate("parlorBench.frame"), keys(page, times)


def shifts(page: Page) -> list[float]:
    """Return how far the text moved for each older page that was put above it."""
    found: list[float] = []
    while (moved := page.evaluate(SHIFT)) is not None:
        found.append(moved)
    return found


def initial_scripts() -> tuple[float, float]:
    """Return the kilobytes of the inbox route's initial scripts, and of React alone, compressed."""
    found = subprocess.run(
        ["node", "scripts/check-size.mjs"], cwd=ROOT / "frontend", capture_output=True, text=True, check=False
    ).stdout
    total, react = TOTAL.search(found), REACT.search(found)
    assert total is not None, found
    assert react is not None, found
    return float(total[1]), float(react[1])


def report(name: str, times: Sequence[float], reference: Sequence[float]) -> bool:
    print(
        f"{name}: p50 {median(times):.1f}, p95 {p95(times):.1f} ms of {len(times)}, "
        f"{p95(times) / p95(reference):.2f} times the bare page's {p95(reference):.1f} ms  (target ≤ {TARGET_MS} ms)"
    )
    return p95(times) <= TARGET_MS


def opened(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(60_000)
    page.add_init_script(WATCH)
    return page


def measure(salon: Salon, reference: tuple[list[float], list[float]], times: int) -> bool:
    """Print every figure; return whether all targets are reached."""
    at_rest = salon.page.evaluate(SCRIPTS) / 1000
    plain_frames, plain_keys = reference
    fine = report("frame → paint", frames(salon, times), plain_frames)
    fine &= report("key → bubble", keys(salon.page, times), plain_keys)
    moved = shifts(salon.page)
    print(f"shift on prepend: most {max(moved, default=0):.1f} px of {len(moved)} pages  (target 0 px)")
    total, react = initial_scripts()
    print(
        f"initial scripts: {total:.1f} kB, {total / react:.2f} times React's {react:.1f} kB  "
        f"(target ≤ {TARGET_KB} kB); {at_rest:.1f} kB sent once an open thread rests"
    )
    return fine and bool(moved) and max(moved) < 1 and total <= TARGET_KB


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--times", type=int, default=60)
    options.add_argument("--history", type=int, default=400)
    options.add_argument("--data", type=Path)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--sandbox-port", type=int, default=0)
    given = options.parse_args()
    with running(given.data, given.port, given.sandbox_port) as system, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        # One page at a time: nothing is painted on the one that lies behind.
        blank = opened(browser)
        reference = bare(blank, given.times)
        blank.close()
        salon = Salon(system, opened(browser))
        thread = salon.taken_over()
        salon.fill(thread, given.history)
        salon.enter(thread)
        print(f"Chromium {browser.version}, a thread of {given.history} messages, {load()}")
        fine = measure(salon, reference, given.times)
        browser.close()
    raise SystemExit(0 if fine else 1)


if __name__ == "__main__":
    main()
