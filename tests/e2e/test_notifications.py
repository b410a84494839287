"""Notifications: live for whom they concern, on the device when the page is closed; the app without a network."""

import base64
import json
import re
from uuid import uuid4

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Page, expect

from launch.layout import SMTP_OFFSET
from launch.system import System
from tests.e2e.conftest import Window, Words
from tests.e2e.desk import sign_in
from tests.e2e.test_pages import violations
from tests.system import Workspace, eventually

pytestmark = pytest.mark.e2e

# The browser's own push service is out of reach of a test, so the subscription is made up; the rest is real.
FAKE_PUSH = """
(() => {
  const data = %s;
  let held = null;
  const made = () => ({ endpoint: data.endpoint, toJSON: () => data,
    unsubscribe: async () => { held = null; return true; } });
  PushManager.prototype.subscribe = async () => (held = made());
  PushManager.prototype.getSubscription = async () => held;
})();
"""


def enter(page: Page, system: System, words: Words, number: int) -> str:
    """Sign in as one of the salon's people; return their name."""
    [tenant] = [tenant for tenant in system.demo["tenants"] if tenant["slug"] == "lumiere"]
    member = tenant["members"][number]
    page.add_init_script(f"localStorage.setItem('parlor.language', '{words.language}')")
    page.goto(tenant["url"])
    page.get_by_label(words("auth.email")).fill(member["email"])
    page.get_by_label(words("auth.password"), exact=True).fill(member["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox**")
    return str(member["email"])


def write_in(system: System, name: str) -> None:
    """A new customer writes to the salon."""
    body = {"platform": "whatsapp", "account": "104200000000001", "name": name}
    dana = httpx.post(f"{system.sandbox_url}/control/customers/", json=body).raise_for_status().json()
    httpx.post(
        f"{system.sandbox_url}/control/customers/{dana['id']}/say/", json={"text": "Добрий день!"}
    ).raise_for_status()


def conversation_with(http: httpx.Client, name: str) -> str:
    def found() -> str:
        rows = http.get("/api/conversations/", params={"status": "all"}).json()["results"]
        return next((str(row["id"]) for row in rows if row["contact"]["name"] == name), "")

    return eventually(found)


@pytest.mark.parametrize(("language", "phone"), [("uk", False), ("en", True)])
def test_a_colleague_is_told_and_goes_there(
    system: System, window: Window, language: str, phone: bool
) -> None:
    words, name = Words(language), f"Dana{uuid4().hex[:6]}"
    page = window(language, phone=phone, bypass_csp=True).new_page()
    email = enter(page, system, words, 1)
    write_in(system, name)
    with Workspace(system, "lumiere").http as http:
        conversation = conversation_with(http, name)
        people = http.get("/api/employees/", params={"limit": 100}).json()["results"]
        [colleague] = [person for person in people if person["email"] == email]

        http.patch(
            f"/api/conversations/{conversation}/", json={"assignee": colleague["id"]}
        ).raise_for_status()

    left, _, _ = words("alerts.bellUnread_other").partition(",")
    bell = page.locator("button[aria-haspopup=dialog]").filter(visible=True).first
    expect(bell).to_have_accessible_name(re.compile(rf"{left}, \d+"))
    bell.click()
    panel = page.get_by_role("dialog", name=words("alerts.title"))
    row = panel.get_by_role("listitem").filter(has_text=name).first
    expect(row).to_contain_text(words("alerts.isUnread"))
    assert violations(page) == []
    row.get_by_role("button").first.click()

    page.wait_for_url(f"**/inbox/{conversation}**")
    expect(panel).to_have_count(0)


def test_a_browser_is_registered_for_push_and_forgotten_at_sign_out(system: System, window: Window) -> None:
    words = Words("en")
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    # The one address of this machine that a copy under development may ask besides the vendors'.
    endpoint = f"http://127.0.0.1:{system.sandbox_port + SMTP_OFFSET}/push/{uuid4().hex}"
    keys = {"p256dh": _b64(raw), "auth": _b64(bytes(16))}
    context = window("en", permissions=["notifications"], service_workers="allow")
    page = context.new_page()
    page.add_init_script(FAKE_PUSH % json.dumps({"endpoint": endpoint, "keys": keys}))
    sign_in(page, system, words)

    page.goto(f"http://lumiere.localhost:{system.port}/settings/notifications")
    page.get_by_role("button", name=words("devices.turnOn")).click()

    expect(page.get_by_text(words("devices.this"), exact=True)).to_be_visible()
    with Workspace(system, "lumiere").http as http:
        before = http.get("/api/push/subscriptions/").json()["results"]
        page.get_by_role("button", name=re.compile(words("nav.account", name=""))).click()
        page.get_by_role("menuitem", name=words("auth.signOut")).click()
        page.wait_for_url("**/sign-in**")
        after = http.get("/api/push/subscriptions/").json()["results"]
    assert len(after) == len(before) - 1


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_the_app_starts_without_a_network(system: System, window: Window) -> None:
    words = Words("uk")
    context = window("uk", service_workers="allow")
    page = context.new_page()
    sign_in(page, system, words)
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")

    context.set_offline(True)
    page.reload()

    expect(page.get_by_role("navigation", name=words("nav.main")).first).to_be_visible()
    expect(page.get_by_text(words("connection.lost"))).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text(words("connection.lost"))).to_have_count(0)


def test_the_app_can_be_installed(system: System, window: Window) -> None:
    context = window("uk", service_workers="allow")
    page = context.new_page()
    sign_in(page, system, Words("uk"))
    page.evaluate("navigator.serviceWorker.ready")
    session = context.new_cdp_session(page)

    manifest = session.send("Page.getAppManifest")

    assert manifest["url"].endswith("/manifest.uk.webmanifest")
    assert manifest["errors"] == []
    # Every window of a test is a private one; nothing else may be in the way.
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors] == ["in-incognito"]
