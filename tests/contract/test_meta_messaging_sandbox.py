"""Messenger and Instagram against the sandbox, which is as strict as Meta: sign in, be written to, answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pytest_django import Settings

from sandbox.settings import Settings as SandboxSettings
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import Onboarded
from tenant_apps.channels.errors import OnboardingRefused, SendFailed, SendFailureCode
from tenant_apps.channels.inbound import Inbound, InboundMessage
from tenant_apps.channels.outbound import (
    AccountCredentials,
    Button,
    ListRow,
    ListSection,
    Location,
    Outbound,
    OutboundMedia,
    Template,
)
from tests.sandbox.conftest import control, insta, linked, page, product, sandbox
from tests.sandbox.running import APP_SECRET, Chat, Product, eventually

__all__ = ["control", "insta", "linked", "page", "product", "sandbox"]

SAMPLES = Path(__file__).parents[2] / "sandbox" / "samples"
BACK = "http://parlor.localhost:8000"
ROADS = {
    "messenger": ("messenger", "page", f"{BACK}/facebook/callback/"),
    "instagram behind a page": ("instagram", "linked", f"{BACK}/facebook/callback/"),
    "instagram by itself": ("instagram", "insta", f"{BACK}/instagram/callback/"),
}


@dataclass
class Desk:
    """A connected account, its adapter and Dana's phone."""

    adapter: Any
    account: AccountCredentials
    chat: Chat
    product: Product

    def told(self) -> list[Inbound]:
        """Read every webhook of this account that has come."""
        return [
            event
            for post in list(self.product.received)
            if post.entry.get("id") == self.chat.account
            and self.adapter.verify(
                post.raw, {k.encode(): v.encode() for k, v in post.headers.items()}, [APP_SECRET]
            )
            for part in self.adapter.split(post.raw)
            for event in self.adapter.parse(part.body)
        ]

    def last(self) -> Any:
        return self.told()[-1]

    def send(self, **fields: Any) -> str:
        known = self.last().sender.identities if self.told() else ()
        sent = self.adapter.send(self.account, Outbound(recipient=known, **fields))
        return str(sent.external_id)


@pytest.fixture(params=ROADS)
def desk(
    request: pytest.FixtureRequest,
    sandbox: SandboxSettings,
    product: Product,
    control: httpx.Client,
    settings: Settings,
) -> Desk:
    kind, fixture, back = ROADS[request.param]
    for name, path in {
        "META_GRAPH_URL": "graph",
        "META_DIALOG_URL": "dialog",
        "INSTAGRAM_GRAPH_URL": "instagram-graph",
        "INSTAGRAM_API_URL": "instagram-api",
        "INSTAGRAM_DIALOG_URL": "instagram-dialog",
    }.items():
        setattr(settings, name, f"{sandbox.own_url}/{path}")
    settings.META_APP_ID, settings.INSTAGRAM_APP_ID = sandbox.app_id, sandbox.instagram_app_id
    settings.META_APP_SECRETS = [sandbox.app_secret]
    settings.INSTAGRAM_APP_SECRETS = [sandbox.secret_of("instagram")]
    chat: Chat = request.getfixturevalue(fixture)
    adapter: Any = registry.get(kind)
    onboarded = signed_in(adapter, chat, control, back)
    account = AccountCredentials(onboarded.external_id, onboarded.secrets, onboarded.settings)
    adapter.subscribe(account)
    return Desk(adapter, account, chat, product)


def signed_in(adapter: Any, chat: Chat, control: httpx.Client, back: str) -> Onboarded:
    """Let Dana's salon approve on the vendor's page, and take the account."""
    address = adapter.sign_in_url(state="s1", redirect_uri=back)
    form = {"decision": "approve", "accounts": [chat.node or chat.account]}
    answer = control.post(address, data=form)
    assert answer.status_code == 302, answer.text
    code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
    grant = adapter.exchange(code=code, redirect_uri=back)
    [choice] = adapter.choices(grant)
    assert (choice.external_id, choice.note) == (chat.account, "")
    onboarded: Onboarded = adapter.onboard_choice(grant, choice.external_id)
    return onboarded


def test_it_connects_and_is_well(desk: Desk) -> None:
    checks = desk.adapter.health(desk.account)

    assert [check.text for check in checks if not check.is_ok] == []
    assert {check.name for check in checks} >= {"account", "events"}


def test_it_subscribes_to_all_that_it_reads(desk: Desk, control: httpx.Client) -> None:
    [registered] = [a for a in control.get("/control/accounts/").json() if a["account"] == desk.chat.account]

    assert "standby" in str(registered)


def test_it_reads_what_dana_does(desk: Desk) -> None:
    said = desk.chat.say(text="Скільки коштує манікюр?")["id"]
    desk.chat.say(image=True)
    desk.chat.say(postback={"title": "Графік", "payload": "HOURS"})
    desk.chat.say(business="До зустрічі о 17")

    text, photo, tap, echo = desk.told()
    assert isinstance(text, InboundMessage)
    assert (text.external_id, text.text) == (said, "Скільки коштує манікюр?")
    assert [getattr(event, "kind", None) for event in (photo, tap)] == ["image", "button_reply"]
    assert (echo.direction, echo.sender) == ("out", text.sender)  # type: ignore[union-attr]


FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "text": lambda: {"kind": "text", "text": "Від **500 ₴**", "client_ref": "0192"},
    "quick replies": lambda: {
        "kind": "buttons",
        "text": "Так?",
        "buttons": (Button("y", "Так"), Button("n", "Ні")),
    },
    "card": lambda: {
        "kind": "buttons",
        "text": "Ось",
        "buttons": (Button("s", "Сайт", url="https://lumiere.example/"),),
    },
    "list": lambda: {
        "kind": "list",
        "text": "Що?",
        "list_button": "Обрати",
        "sections": (ListSection("Послуги", (ListRow("a", "Манікюр"), ListRow("b", "Педикюр"))),),
    },
    "place": lambda: {"kind": "location", "location": Location(49.8397, 24.0297, name="Lumière")},
    "photo": lambda: {"kind": "image", "media": sample("photo.jpg", "image/jpeg")},
    "film": lambda: {"kind": "video", "media": sample("clip.mp4", "video/mp4")},
    "paper": lambda: {"kind": "document", "media": sample("wishes.pdf", "application/pdf")},
}


def sample(name: str, mime: str) -> OutboundMedia:
    return OutboundMedia(name=name, mime=mime, content=(SAMPLES / name).read_bytes())


@pytest.mark.parametrize("form", FORMS)
def test_it_answers_in_every_form(desk: Desk, form: str) -> None:
    desk.chat.say(text="Добрий день")

    sent = desk.send(**FORMS[form]())

    assert desk.chat.thread()[-1]["id"] == sent


def test_it_reaches_dana_after_the_free_window_by_an_approved_template(
    desk: Desk, control: httpx.Client
) -> None:
    if desk.adapter.kind != "messenger":
        assert not hasattr(desk.adapter, "templates")
        return
    desk.chat.say(text="Добрий день")
    control.patch(f"/control/customers/{desk.chat.dana['id']}/", json={"window": "closed"})
    known = {(found.name, found.language): found for found in desk.adapter.templates(desk.account)}
    reminder = known["appointment_reminder", "uk"]
    words = [{"type": "text", "text": text} for text in ("Дано", "завтра о 17:00")]
    filled = Template(reminder.name, reminder.language, ({"type": "body", "parameters": words},))

    sent = desk.send(kind="template", template=filled, is_extended=True, sent_by="system")
    with pytest.raises(SendFailed) as unfilled:
        desk.send(kind="template", template=Template(reminder.name, reminder.language))
    with pytest.raises(SendFailed) as unknown:
        desk.send(kind="template", template=Template("never_approved", "uk"))

    assert [(slot.part, slot.name) for slot in reminder.slots] == [("body", "1"), ("body", "2")]
    bubble = desk.chat.thread()[-1]
    assert (bubble["id"], bubble["text"]) == (
        sent,
        "Дано, нагадуємо про ваш візит завтра о 17:00. Чекаємо на вас!",
    )
    refusals = {unfilled.value.code, unknown.value.code}
    assert refusals == {SendFailureCode.TEMPLATE_REFUSED}


def test_it_quotes_reads_and_types(desk: Desk) -> None:
    said = desk.chat.say(text="О п'ятій?")["id"]

    desk.send(kind="read", mark_read=said)
    desk.send(kind="typing", mark_read=said)
    sent = desk.send(kind="text", text="Так", reply_to=said)

    answer = desk.chat.thread()[-1]
    assert (answer["id"], answer["reply_to"]["id"]) == (sent, said)


def test_it_knows_its_own_echo(desk: Desk) -> None:
    desk.chat.say(text="Добрий день")

    sent = desk.send(kind="text", text="Вітаємо!", client_ref="0192-our-id")

    echo = eventually(lambda: next((e for e in desk.told() if getattr(e, "direction", "") == "out"), None))
    assert isinstance(echo, InboundMessage)
    # Instagram's echoes carry nothing of ours.
    client_ref = "0192-our-id" if desk.adapter.kind == "messenger" else ""
    assert (echo.external_id, echo.client_ref, echo.payload) == (sent, client_ref, {})


def test_it_answers_a_comment_in_private_and_only_once(desk: Desk) -> None:
    desk.chat.say(comment="Яка ціна?")
    comment = desk.last()

    sent = desk.send(kind="text", text="Від 500 ₴", context=comment.context)
    with pytest.raises(SendFailed) as again:
        desk.send(kind="text", text="І ще", context=comment.context)

    assert comment.kind == "comment"
    assert desk.chat.thread()[-1]["id"] == sent
    assert again.value.code == SendFailureCode.COMMENT_ANSWERED


def test_it_asks_who_dana_is(desk: Desk) -> None:
    desk.chat.say(text="Добрий день")

    profile = desk.adapter.profile(desk.account, desk.last().sender.identities)

    assert profile.name == "Dana Koval"
    assert profile.picture


def test_it_fetches_what_dana_sent(desk: Desk) -> None:
    desk.chat.say(image=True)
    [file] = desk.last().attachments

    fetched = desk.adapter.fetch_media(desk.account, file.media_id)

    assert (fetched.mime, fetched.content[:2]) == ("image/jpeg", b"\xff\xd8")


def test_it_brings_the_history_of_both_sides(desk: Desk) -> None:
    said = desk.chat.say(text="Добрий день")["id"]
    sent = desk.send(kind="text", text="Вітаємо!")
    photo = desk.chat.say(image=True)["id"]

    history = list(desk.adapter.recent(desk.account, since=datetime.now(UTC) - timedelta(hours=1)))

    assert [(message.external_id, message.direction) for message in history] == [
        (said, "in"),
        (sent, "out"),
        (photo, "in"),
    ]
    assert history[0].sender.identities == desk.last().sender.identities
    assert history[2].attachments


def test_it_stops_the_events(desk: Desk) -> None:
    desk.adapter.unsubscribe(desk.account)

    checks = {check.name: check.code for check in desk.adapter.health(desk.account)}
    assert checks["events"] == "events_off"


def test_it_renews_no_fresh_token_and_no_pages_token(desk: Desk) -> None:
    if desk.account.settings["login"] == "instagram":
        with pytest.raises(OnboardingRefused):
            desk.adapter.refresh_token(desk.account)
    else:
        assert getattr(desk.adapter, "refresh_token", None) is None or (
            desk.adapter.refresh_token(desk.account).expires_at is None
        )
