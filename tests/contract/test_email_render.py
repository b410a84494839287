"""What we send by e-mail, the refusals of mail servers, and who may prove a webhook."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from tenant_apps.channels import registry
from tenant_apps.channels.adapters.email import client, failures
from tenant_apps.channels.adapters.email.render import render
from tenant_apps.channels.adapters.email.servers import ServerTrouble
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import AccountCredentials, Button, Outbound, OutboundMedia
from tenant_apps.channels.secrets import route_secret
from tests.contract.samples.email import SAMPLE

ACCOUNT = AccountCredentials(
    "hello@acme.test",
    {"password": "x"},
    {"mode": "imap", "from_name": "Acme, Studio", "smtp_host": "mx.test", "smtp_port": "587"},
)
REF = "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
DANA = (("email", "dana@customer.test"),)
CONTEXT = {
    "subject": "Thursday",
    "message_id": "m2@customer.test",
    "references": "m1@customer.test m2@customer.test",
    "cc": "eve@customer.test, hello@acme.test",
}


def outbound(**fields: Any) -> Outbound:
    given: dict[str, Any] = {
        "kind": "text",
        "recipient": DANA,
        "text": "Hi",
        "client_ref": REF,
        "context": CONTEXT,
    }
    return Outbound(**{**given, **fields})


def test_it_answers_within_the_thread() -> None:
    mail = render(ACCOUNT, outbound(text="Yes, **at ten**. [Map](https://acme.test/map)"))

    assert mail.subject == "Re: Thursday"
    assert mail.from_email == '"Acme, Studio" <hello@acme.test>'
    assert (mail.to, mail.cc) == (["dana@customer.test"], ["eve@customer.test"])
    assert mail.body == "Yes, at ten. Map (https://acme.test/map)\n"
    assert mail.extra_headers["Message-ID"] == f"<{REF}@acme.test>"
    assert mail.extra_headers["In-Reply-To"] == "<m2@customer.test>"
    assert mail.extra_headers["References"] == "<m1@customer.test> <m2@customer.test>"
    assert "Auto-Submitted" not in mail.extra_headers


def test_it_answers_the_mail_that_was_quoted() -> None:
    mail = render(ACCOUNT, outbound(reply_to="m1@customer.test"))

    assert mail.extra_headers["In-Reply-To"] == "<m1@customer.test>"


@pytest.mark.parametrize("sender", ["agent", "system"])
def test_it_says_when_a_machine_writes_and_writes_to_one_person(sender: str) -> None:
    mail = render(ACCOUNT, outbound(sent_by=sender))

    assert mail.extra_headers["Auto-Submitted"] == "auto-replied"
    assert mail.extra_headers["X-Auto-Response-Suppress"] == "All"
    assert mail.cc == []


def test_it_keeps_the_id_of_a_mail_over_all_tries() -> None:
    first, second = render(ACCOUNT, outbound()), render(ACCOUNT, outbound())

    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [("Re: Thursday", "Re: Thursday"), ("AW: Termin", "AW: Termin"), ("", "Re: Acme, Studio")],
)
def test_it_says_re_once(given: str, shown: str) -> None:
    assert render(ACCOUNT, outbound(context={**CONTEXT, "subject": given})).subject == shown


def test_it_lets_nobody_write_headers_of_ours() -> None:
    mail = render(
        ACCOUNT,
        outbound(context={**CONTEXT, "subject": "Hi\r\nBcc: eve@evil.test", "message_id": "a\r\nBcc: x"}),
    )

    raw = mail.message().as_bytes()

    assert b"\nBcc:" not in raw


def test_it_writes_html_of_its_own_only() -> None:
    mail = render(ACCOUNT, outbound(text="<script>alert(1)</script> **bold**"))

    html = str(mail.alternatives[0][0])
    assert "<script" not in html
    assert "<strong>bold</strong>" in html


def test_it_names_buttons_by_number() -> None:
    buttons = (Button("a", "Ten"), Button("b", "Map", "https://acme.test"))

    assert render(ACCOUNT, outbound(kind="buttons", text="When?", buttons=buttons)).body == (
        "When?\n\n1. Ten\n2. Map (https://acme.test)\n"
    )


def test_it_sends_several_files() -> None:
    files = tuple(OutboundMedia(name=f"{n}.pdf", mime="application/pdf", content=b"%PDF") for n in range(3))

    mail = render(ACCOUNT, outbound(kind="document", media=files[0], more_media=files[1:]))

    assert [str(file[0]) for file in mail.attachments] == ["0.pdf", "1.pdf", "2.pdf"]


def test_it_refuses_files_above_its_limit() -> None:
    big = OutboundMedia(name="a.bin", mime="x/y", content=b"0" * (20 * 1024 * 1024 + 1))

    with pytest.raises(SendFailed) as refused:
        render(ACCOUNT, outbound(kind="document", media=big))

    assert refused.value.code == SendFailureCode.FILE_TOO_LARGE


def test_it_never_writes_in_the_name_of_a_mailbox_that_is_only_forwarded(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Parlor <mail@parlor.test>"
    forwarded = AccountCredentials("hello@bank.test", {}, {"mode": "webhook", "from_name": "Bank"})

    mail = render(forwarded, outbound())

    assert (mail.from_email, mail.reply_to) == ("Bank <mail@parlor.test>", ["Bank <hello@bank.test>"])


def _failing(error: BaseException, *, is_handed_over: bool) -> Any:
    class Server:
        def __init__(self) -> None:
            self.is_handed_over = is_handed_over

        def sendmail(self, *_: object) -> dict[str, Any]:
            raise error

    @contextmanager
    def smtp(_: object) -> Iterator[Server]:
        yield Server()

    return smtp


@pytest.mark.parametrize(
    ("error", "handed_over", "code", "permanent", "ambiguous"),
    [
        (smtplib.SMTPDataError(451, b"4.3.0 later"), False, "unavailable", False, False),
        (smtplib.SMTPDataError(554, b"5.7.1 spam"), True, "refused", True, False),
        (smtplib.SMTPDataError(552, b"5.3.4 too big"), False, "file_too_large", True, False),
        (
            smtplib.SMTPRecipientsRefused({"dana@customer.test": (550, b"5.1.1 unknown")}),
            False,
            "recipient_unreachable",
            True,
            False,
        ),
        (smtplib.SMTPServerDisconnected("gone"), False, "unavailable", False, False),
        (smtplib.SMTPServerDisconnected("gone"), True, "unconfirmed", False, True),
        (TimeoutError("slow"), True, "unconfirmed", False, True),
    ],
)
def test_it_tells_what_a_mail_server_meant(
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    handed_over: bool,
    code: str,
    permanent: bool,
    ambiguous: bool,
) -> None:
    monkeypatch.setattr(client, "smtp", _failing(error, is_handed_over=handed_over))

    with pytest.raises(SendFailed) as failed:
        client.send(ACCOUNT, outbound())

    found = failed.value
    assert (found.code, found.permanent, found.ambiguous) == (code, permanent, ambiguous)


def test_it_blames_the_account_for_a_wrong_password() -> None:
    failed = failures.unopened(ServerTrouble("password", "No."))

    assert (failed.permanent, failed.blames_account) == (True, True)


def test_it_stops_two_machines_that_answer_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    monkeypatch.setattr(client, "_by_smtp", lambda *given: sent.append(given))
    talking = AccountCredentials(f"hello@{uuid4()}.test", ACCOUNT.secrets, ACCOUNT.settings)
    for _ in range(client.AUTOMATIC_BURST):
        client.send(talking, outbound(sent_by="agent"))

    with pytest.raises(SendFailed) as stopped:
        client.send(talking, outbound(sent_by="agent"))

    client.send(talking, outbound(sent_by="member"))
    assert (stopped.value.code, len(sent)) == (SendFailureCode.RECIPIENT_CAPPED, client.AUTOMATIC_BURST + 1)


def test_it_proves_a_mailbox_by_its_own_password_only() -> None:
    adapter, ours = registry.get("email"), route_secret("email", "hello@acme.test")
    neighbours = SAMPLE.sign(b"", route_secret("email", "mallory@globex.test"))

    assert adapter.verify(b"", SAMPLE.sign(b"", ours), [ours])
    assert not adapter.verify(b"", neighbours, [ours])
