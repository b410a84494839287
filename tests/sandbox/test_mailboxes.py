"""The sandbox's mailboxes as mail programs and providers know them."""

import base64
import imaplib
import json
import smtplib
from email.message import EmailMessage
from typing import Any

import httpx
import pytest

from sandbox.mail.signing import signing_key
from sandbox.settings import Settings
from tenant_apps.channels.adapters.email.signatures import is_signed, user_of
from tests.sandbox.running import Product, eventually

PASSWORD = "mailbox-password"


@pytest.fixture
def mailbox(control: httpx.Client) -> dict[str, Any]:
    account = control.post(
        "/control/accounts/", json={"platform": "email", "name": "Acme", "token": PASSWORD}
    ).json()
    dana = {"platform": "email", "account": account["account"], "name": "Дана"}
    return {**account, "dana": control.post("/control/customers/", json=dana).json()}


def say(control: httpx.Client, mailbox: dict[str, Any], **body: Any) -> httpx.Response:
    return control.post(f"/control/customers/{mailbox['dana']['id']}/say/", json=body)


def signed_in(sandbox: Settings, mailbox: dict[str, Any]) -> imaplib.IMAP4:
    connection = imaplib.IMAP4("127.0.0.1", sandbox.imap_port)
    connection.login(mailbox["account"], PASSWORD)
    return connection


def test_it_refuses_a_wrong_password(sandbox: Settings, mailbox: dict[str, Any]) -> None:
    connection = imaplib.IMAP4("127.0.0.1", sandbox.imap_port)

    with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
        connection.login(mailbox["account"], "wrong")


def test_it_hands_a_mail_to_a_mail_program(
    sandbox: Settings, control: httpx.Client, mailbox: dict[str, Any]
) -> None:
    say(control, mailbox, subject="Четвер", text="Чи є місце?")

    connection = signed_in(sandbox, mailbox)
    connection.select("INBOX")
    [found] = connection.uid("SEARCH", "UNSEEN")[1]
    parts = connection.uid("FETCH", found.decode(), "(UID FLAGS BODY.PEEK[])")[1]

    assert b"From: =?utf-8?" in parts[0][1]
    assert connection.uid("STORE", found.decode(), "+FLAGS", "(\\Seen)")[1] == [
        b"1 (FLAGS (\\Seen) UID " + found + b")"
    ]
    assert connection.uid("SEARCH", "UNSEEN")[1] == [b""]


def test_it_keeps_what_was_sent_in_a_folder_of_its_own(
    sandbox: Settings, control: httpx.Client, mailbox: dict[str, Any]
) -> None:
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port) as server:
        server.login(mailbox["account"], PASSWORD)
        server.sendmail(mailbox["account"], ["someone@else.test"], b"Subject: Out\r\n\r\nHello\r\n")

    connection = signed_in(sandbox, mailbox)
    connection.select("Sent", readonly=True)

    assert len(connection.search(None, "ALL")[1][0].split()) == 1


def test_it_shows_an_answer_on_the_phone_and_quotes_it_back(
    sandbox: Settings, control: httpx.Client, mailbox: dict[str, Any]
) -> None:
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port) as server:
        head = b"Subject: Re: Thursday\r\nMessage-ID: <ours-%s>\r\n\r\n" % mailbox["account"].encode()
        server.sendmail(mailbox["account"], [mailbox["dana"]["address"]], head + b"At ten?\r\n")
    say(control, mailbox, text="Yes")

    newest = control.get("/control/mail/", params={"to": mailbox["account"]}).json()[0]

    assert newest["headers"]["In-Reply-To"] == f"<ours-{mailbox['account']}>"
    assert newest["subject"] == "Re: Thursday"
    assert "> At ten?" in newest["text"]


def test_it_shows_the_files_of_mails_on_the_phone(
    sandbox: Settings, control: httpx.Client, mailbox: dict[str, Any]
) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["Message-ID"] = "Look", f"<files-{mailbox['account']}>"
    mail.set_content("As promised")
    mail.add_attachment(b"png", maintype="image", subtype="png", filename="look.png")
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port) as server:
        server.sendmail(mailbox["account"], [mailbox["dana"]["address"]], mail.as_bytes())
    say(control, mailbox, text="And mine", image=True, document=True)

    came, went = control.get(f"/control/customers/{mailbox['dana']['id']}/thread/").json()

    assert (came["media"]["name"], came["media"]["mime"]) == ("look.png", "image/png")
    assert control.get(came["media"]["url"]).content == b"png"
    assert [file["mime"].split("/")[0] for file in went["gallery"]] == ["image", "application"]


def test_it_posts_a_mail_as_a_provider_does(
    control: httpx.Client, mailbox: dict[str, Any], product: Product
) -> None:
    hook = f"http://parlor:secret@localhost/webhook/email/{mailbox['account']}/"
    account = {"platform": "email", "account": mailbox["account"], "name": "Acme", "webhook": hook}
    control.post("/control/accounts/", json=account)

    say(control, mailbox, subject="Hi", text="Hello")

    path = f"/webhook/email/{mailbox['account']}/"
    [request] = eventually(lambda: [found for found in product.received if found.path == path])
    assert base64.b64decode(request.headers["authorization"].split()[1]) == b"parlor:secret"
    assert json.loads(request.raw)["TextBody"].strip() == "Hello"


def test_it_delivers_a_raw_body_to_the_mailbox_that_it_names(
    control: httpx.Client, mailbox: dict[str, Any], product: Product
) -> None:
    hook = f"http://parlor:secret@localhost/webhook/email/{mailbox['account']}/"
    account = {"platform": "email", "account": mailbox["account"], "name": "Acme", "webhook": hook}
    control.post("/control/accounts/", json=account)
    body = {"FromFull": {"Email": "dana@customer.test"}, "To": mailbox["account"].title()}

    answer = control.post("/control/deliver/", json={"platform": "email", "body": body})

    assert answer.json()["status"] == 200
    [request] = [found for found in product.received if mailbox["account"] in found.path]
    assert json.loads(request.raw) == body


@pytest.mark.parametrize("provider", ["sendgrid", "mailgun"])
def test_it_tells_of_a_mail_that_came_back_as_its_provider_signs_it(
    sandbox: Settings, control: httpx.Client, mailbox: dict[str, Any], product: Product, provider: str
) -> None:
    hook = f"http://parlor:secret@localhost/webhook/email/{mailbox['account']}/"
    account = {"platform": "email", "account": mailbox["account"], "name": "Acme", "webhook": hook}
    shown = control.post("/control/accounts/", json={**account, "provider": provider}).json()
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port) as server:
        mail = b"Subject: Hi\r\nMessage-ID: <back-%s>\r\n\r\nHello\r\n" % mailbox["account"].encode()
        server.sendmail(mailbox["account"], [mailbox["dana"]["address"]], mail)

    say(control, mailbox, bounce=True)

    path = f"/webhook/email/{mailbox['account']}/"
    [request] = eventually(lambda: [found for found in product.received if found.path == path])
    headers = {name.lower().encode(): value.encode() for name, value in request.headers.items()}
    assert is_signed(user_of(provider, shown["signing_key"]), request.raw, headers)
    stranger = user_of(provider, signing_key(provider, "stranger@acme.test"))
    assert not is_signed(stranger, request.raw, headers)
    assert b"550 5.1.1" in request.raw
