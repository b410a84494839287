"""Mailboxes against the sandbox's servers: connect, read exactly once, answer, and tell what is wrong."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from shared_apps.core.clock import now
from shared_apps.intake import actions as intake
from shared_apps.intake.drain import drain
from shared_apps.intake.models import IntakeEvent
from tenant_apps.channels import registry
from tenant_apps.channels.events import SyncRequested
from tenant_apps.channels.mailboxes import actions
from tenant_apps.channels.mailboxes.models import Mailbox, MailFolder
from tenant_apps.channels.mailboxes.subscribers import read_now
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.channels.outbound import Outbound, OutboundMedia
from tenant_apps.channels.selectors import credentials_of
from tenant_apps.conversations.models import Message
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.sandbox.running import free_port, product_on, sandbox_on
from tests.tenant_apps.channels.mail_world import MAILBOX, MailWorld, build

OnCommit = Callable[..., AbstractContextManager[list[Callable[[], None]]]]
pytestmark = pytest.mark.django_db
CONNECT = "/api/integrations/email/connect/"
REF = "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[MailWorld]:
    settings.EGRESS_ALLOWED_ADDRESSES = ["127.0.0.1"]
    with product_on(free_port()) as product, sandbox_on(tmp_path, product.port) as running:
        yield build(running)


@pytest.fixture
def account(world: MailWorld, ada: Person, api: Api, in_tenant: InTenant) -> Iterator[ChannelAccount]:
    """Acme's connected mailbox, its folders placed; the test goes on in Acme's schema."""
    answer = api(ada).post(CONNECT, world.form)
    assert answer.status_code == 201, answer.json()
    with in_tenant(ada.tenant):
        found = ChannelAccount.objects.get(id=answer.json()["id"])
        actions.due_mailboxes()
        actions.poll(account_id=found.id)
        yield found


def poll(account: ChannelAccount) -> bool:
    Mailbox.objects.filter(account=account).update(due_at=now() - timedelta(seconds=1))
    return actions.poll(account_id=account.id)


def test_it_reads_at_once_when_asked(
    account: ChannelAccount, ada: Person, api: Api, django_capture_on_commit_callbacks: OnCommit
) -> None:
    answer = api(ada).post(f"/api/integrations/{account.id}/sync/")
    with django_capture_on_commit_callbacks() as queued:
        read_now([SyncRequested(channel_account_id=account.id)])

    assert answer.status_code == 202
    assert len(queued) == 1
    assert Mailbox.objects.get().due_at <= now()


def test_it_leaves_who_reads_alone(account: ChannelAccount) -> None:
    Mailbox.objects.filter(account=account).update(due_at=now() + actions.CLAIM)

    assert actions.make_due([account.id]) == [account.id]
    assert Mailbox.objects.get().due_at > now()


def accepted() -> list[bytes]:
    rows = IntakeEvent.objects.filter(platform="email").order_by("id")
    return [bytes(row.payload) for row in rows]


def drained(tenant: Tenant) -> list[Message]:
    drain(tenant.schema_name)
    return list(Message.objects.order_by("created_at"))


def test_it_connects_a_mailbox_after_trying_both_servers(
    world: MailWorld, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    answer = api(ada).post(CONNECT, world.form)

    assert answer.status_code == 201
    assert (answer.json()["external_id"], answer.json()["name"]) == (MAILBOX, "Acme Studio")
    with in_tenant(ada.tenant):
        stored = ChannelAccount.objects.get(kind="email")
    assert stored.credentials == {"password": "mailbox-password"}
    assert "password" not in stored.settings


def test_it_names_the_password_when_a_server_refuses_it(world: MailWorld, ada: Person, api: Api) -> None:
    answer = api(ada).post(CONNECT, {**world.form, "password": "wrong"})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["password"])


def test_it_names_the_server_that_does_not_answer(world: MailWorld, ada: Person, api: Api) -> None:
    answer = api(ada).post(CONNECT, {**world.form, "smtp_port": free_port()})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["smtp_host"])


def test_it_does_not_ask_servers_inside_the_house(
    world: MailWorld, ada: Person, api: Api, settings: Settings
) -> None:
    settings.EGRESS_ALLOWED_ADDRESSES = []

    answer = api(ada).post(CONNECT, {**world.form, "imap_security": "ssl"})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["imap_host"])


def test_it_reads_all_that_comes_after_connecting_and_nothing_else(
    world: MailWorld, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    world.say(subject="Before", text="An old mail")
    answer = api(ada).post(CONNECT, world.form)
    world.say(subject="Before the first look", text="A new mail")

    with in_tenant(ada.tenant):
        actions.due_mailboxes()
        account = ChannelAccount.objects.get(id=answer.json()["id"])
        actions.poll(account_id=account.id)
        world.say(subject="Later", text="A newer mail")
        poll(account)

    first, second = accepted()
    assert b"Subject: Before the first look" in first
    assert b"Subject: Later" in second


def test_it_takes_each_mail_once_however_often_it_looks(world: MailWorld, account: ChannelAccount) -> None:
    world.say(subject="Thursday", text="Is there a place on Thursday?")
    poll(account)

    poll(account)

    assert len(accepted()) == 1


def test_it_takes_a_mail_once_when_it_dies_between_reading_and_committing(
    world: MailWorld, account: ChannelAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.say(subject="One", text="1")
    world.say(subject="Two", text="2")
    calls: list[object] = []
    real = intake.accept

    def dying(**fields: object) -> None:
        calls.append(fields)
        real(**fields)  # type: ignore[arg-type]  # passed through as given
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(intake, "accept", dying)
    with pytest.raises(KeyboardInterrupt):
        poll(account)
    monkeypatch.setattr(intake, "accept", real)

    poll(account)

    assert [b"Subject: One" in body for body in accepted()] == [True, False]


def test_it_gives_way_to_another_reader(world: MailWorld, account: ChannelAccount) -> None:
    world.say(subject="One", text="1")
    folder = MailFolder.objects.get(mailbox=account.id, role="inbox")
    stale = actions._Place(folder.id, folder.uid_validity, folder.last_uid)
    poll(account)

    with pytest.raises(actions.Overtaken):
        actions._take(Mailbox.objects.get(account=account), stale, folder.last_uid + 1, b"again", None)

    assert len(accepted()) == 1


def test_it_shows_a_mail_once_though_the_server_counts_anew(
    world: MailWorld, account: ChannelAccount, acme: Tenant
) -> None:
    world.say(subject="Thursday", text="Is there a place?")
    poll(account)
    MailFolder.objects.filter(role="inbox").update(uid_validity=77)
    poll(account)

    messages = drained(acme)

    assert [message.text for message in messages] == ["Is there a place?"]


def test_it_shows_the_mail_of_a_customer(world: MailWorld, account: ChannelAccount, acme: Tenant) -> None:
    mail_id = world.say(subject="Четвер", text="Чи є місце?", html="<p>Чи є <b>місце</b>?</p>")
    poll(account)

    [message] = drained(acme)

    assert (message.kind, message.text, message.external_id) == ("email", "Чи є місце?", mail_id)
    assert message.payload["email"]["subject"] == "Четвер"
    assert message.payload["email"]["html"].strip() == "<p>Чи є <b>місце</b>?</p>"


def test_it_reads_what_the_owner_wrote_elsewhere_as_ours(
    world: MailWorld, account: ChannelAccount, acme: Tenant
) -> None:
    with smtplib.SMTP("127.0.0.1", world.settings.smtp_port) as server:
        server.sendmail(
            MAILBOX,
            ["dana@customer.test"],
            b"From: Acme <hello@acme.test>\r\nTo: Dana <dana@customer.test>\r\nSubject: Hi\r\n"
            b"Message-ID: <own@acme.test>\r\n\r\nSee you on Thursday.\r\n",
        )
    poll(account)

    [message] = drained(acme)

    assert (message.direction, message.text) == ("out", "See you on Thursday.")


def test_it_answers_in_the_thread_of_the_customer(world: MailWorld, account: ChannelAccount) -> None:
    mail_id = world.say(subject="Thursday", text="Is there a place?")
    outbound = Outbound(
        kind="document",
        recipient=(("email", "dana@customer.test"),),
        text="Yes, **at ten**.",
        media=OutboundMedia(name="map.pdf", mime="application/pdf", content=b"%PDF-1.4"),
        context={"subject": "Thursday", "message_id": mail_id, "references": mail_id},
        client_ref=REF,
    )

    result = registry.get("email").send(credentials_of(account), outbound)

    [mail] = world.mails("dana@customer.test")
    assert result.external_id == f"{REF}@acme.test"
    assert mail["subject"] == "Re: Thursday"
    assert mail["text"] == "Yes, at ten.\n\n-- \nAcme Studio, Lviv\n"
    assert "<strong>at ten</strong>" in mail["html"]
    assert mail["headers"]["In-Reply-To"] == f"<{mail_id}>"
    assert mail["headers"]["Message-ID"] == f"<{REF}@acme.test>"
    assert "Auto-Submitted" not in mail["headers"]


def test_it_says_what_to_mend_and_forgets_it_once_mended(world: MailWorld, account: ChannelAccount) -> None:
    world.fault(platform="email", kind="http_401", count=1)
    poll(account)
    account.refresh_from_db()
    troubled = (account.state, account.last_error)

    poll(account)

    account.refresh_from_db()
    assert troubled[0] == AccountState.ERROR
    assert "does not accept the user name or the password" in troubled[1]
    assert (account.state, account.last_error) == (AccountState.CONNECTED, "")


def test_it_is_patient_with_a_server_that_is_away(world: MailWorld, account: ChannelAccount) -> None:
    world.fault(platform="email", kind="http_500")

    states = []
    for _ in range(actions.PATIENCE):
        poll(account)
        account.refresh_from_db()
        states.append(account.state)

    assert states == ["connected", "connected", "connected", "error"]


def test_it_reads_no_mailbox_of_a_neighbour(
    world: MailWorld, account: ChannelAccount, globex: Tenant, in_tenant: InTenant
) -> None:
    with in_tenant(globex):
        due = actions.due_mailboxes()

    assert due == []


def test_it_refuses_a_mailbox_that_a_neighbour_has(
    world: MailWorld, account: ChannelAccount, mallory: Person, api: Api, in_tenant: InTenant
) -> None:
    with in_tenant(None):
        answer = api(mallory).post(CONNECT, world.form)

    assert (answer.status_code, answer.json()["code"]) == (409, "account_taken")


def test_it_lets_no_viewer_connect(world: MailWorld, cleo: Person, api: Api, in_tenant: InTenant) -> None:
    answer = api(cleo).post(CONNECT, world.form)

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    with in_tenant(cleo.tenant):
        assert not Mailbox.objects.exists()
