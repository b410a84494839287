"""Whatever is sent over SMTP can be read, and goes nowhere else."""

import smtplib
from email.message import EmailMessage
from unittest.mock import ANY

import httpx
import pytest

from sandbox.settings import Settings


def send(sandbox: Settings, to: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Parlor <no-reply@parlor.test>", to, "Ваш код"
    mail.set_content("Код: 482915")
    mail.add_alternative("<p>Код: <b>482915</b></p><script>alert(1)</script>", subtype="html")
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port) as server:
        server.login("anyone", "anything")
        server.send_message(mail)


def test_it_keeps_a_mail_in_both_forms(sandbox: Settings, control: httpx.Client) -> None:
    send(sandbox, "ada@acme.test")

    mails = control.get("/control/mail/?to=Ada@acme.test").json()

    assert mails == [
        {
            "id": ANY,
            "at": ANY,
            "from": "no-reply@parlor.test",
            "to": ["ada@acme.test"],
            "subject": "Ваш код",
            "text": "Код: 482915\n",
            "html": "<p>Код: <b>482915</b></p><script>alert(1)</script>\n",
            "headers": ANY,
        }
    ]
    assert mails[0]["headers"]["Subject"] == "Ваш код"


def test_it_cages_the_html(sandbox: Settings, control: httpx.Client) -> None:
    send(sandbox, "ben@acme.test")
    mail_id = control.get("/control/mail/?to=ben@acme.test").json()[0]["id"]

    answer = control.get(f"/control/mail/{mail_id}/html/")

    assert answer.headers["content-security-policy"].startswith("sandbox allow-popups")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_it_throws_one_persons_mail_away(sandbox: Settings, control: httpx.Client) -> None:
    send(sandbox, "cleo@acme.test")
    send(sandbox, "mallory@globex.test")

    control.delete("/control/mail/?to=cleo@acme.test")

    assert control.get("/control/mail/?to=cleo@acme.test").json() == []
    assert len(control.get("/control/mail/?to=mallory@globex.test").json()) == 1


def test_it_refuses_a_mail_when_told_to(sandbox: Settings, control: httpx.Client) -> None:
    control.post("/control/faults/", json={"platform": "mail", "kind": "http_500", "count": 1})

    with pytest.raises(smtplib.SMTPDataError) as refusal:
        send(sandbox, "dana@customer.test")

    assert refusal.value.smtp_code == 451
    assert control.get("/control/mail/?to=dana@customer.test").json() == []
