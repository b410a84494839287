"""What an account's events tell about it, and which account an event belongs to."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import TestCase

from shared_apps.core.clock import now
from shared_apps.facts.models import FactRow
from tenant_apps.channels.actions import note_account, note_events, note_failure, note_recovery
from tenant_apps.channels.inbound import AccountNotice, Severity
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.channels.selectors import accounts_called
from tenants.models import Tenant

WABA_ROUTE = "waba:800900100200"


@pytest.fixture
def inside(acme: Tenant, in_tenant: Callable[[Tenant], AbstractContextManager[None]]) -> Iterator[None]:
    with in_tenant(acme):
        yield


@pytest.fixture
def account(inside: None) -> ChannelAccount:
    return number("700100200300")


def number(external_id: str, **fields: Any) -> ChannelAccount:
    return ChannelAccount.objects.create(
        kind="whatsapp",
        name="Number",
        external_id=external_id,
        settings={"shared_routes": [WABA_ROUTE]},
        **fields,
    )


def notice(severity: Severity) -> AccountNotice:
    return AccountNotice(
        account_id=WABA_ROUTE, kind="account_update", severity=severity, text="Meta says so."
    )


def test_it_remembers_that_an_account_is_alive(account: ChannelAccount) -> None:
    before = now()

    note_events({account.id})

    account.refresh_from_db()
    assert account.last_event_at is not None
    assert before <= account.last_event_at <= now()


def test_it_writes_at_most_once_a_minute(account: ChannelAccount) -> None:
    recent = now() - timedelta(seconds=50)
    ChannelAccount.objects.update(last_event_at=recent)

    note_events({account.id})

    account.refresh_from_db()
    assert account.last_event_at == recent


def test_it_announces_trouble_once_and_keeps_the_latest_reason(account: ChannelAccount) -> None:
    note_failure(account.id, "The token expired.", code="sign_in_expired")

    note_failure(account.id, "The account is blocked.", code="account_blocked")

    account.refresh_from_db()
    noted = (account.state, account.last_error, account.last_error_code)
    assert noted == (AccountState.ERROR, "The account is blocked.", "account_blocked")
    assert FactRow.objects.filter(name="ChannelTroubled").count() == 1


def test_it_leaves_a_disconnected_account_disconnected(account: ChannelAccount) -> None:
    ChannelAccount.objects.update(state=AccountState.DISCONNECTED)

    note_failure(account.id, "The token expired.")

    account.refresh_from_db()
    assert (account.state, account.last_error) == (AccountState.DISCONNECTED, "")


def test_it_marks_every_number_of_a_blocked_business_account(account: ChannelAccount) -> None:
    number("700100200301")

    note_account(account, notice("critical"))

    assert list(ChannelAccount.objects.values_list("state", "last_error")) == [("error", "Meta says so.")] * 2


def test_it_blames_nobody_for_a_mild_notice(account: ChannelAccount) -> None:
    note_account(account, notice("warning"))

    account.refresh_from_db()
    assert account.state == AccountState.CONNECTED


def test_it_finds_accounts_by_number_and_by_business_account(account: ChannelAccount) -> None:
    younger = number("700100200301")

    found = accounts_called(
        {
            ("whatsapp", "700100200301"),
            ("whatsapp", WABA_ROUTE),
            ("whatsapp", "404"),
            ("telegram", "700100200300"),
        }
    )

    assert found == {("whatsapp", "700100200301"): younger, ("whatsapp", WABA_ROUTE): account}


def test_it_prefers_a_connected_number_behind_a_business_account(account: ChannelAccount) -> None:
    ChannelAccount.objects.update(state=AccountState.DISCONNECTED)
    younger = number("700100200301")

    found = accounts_called({("whatsapp", WABA_ROUTE)})

    assert found == {("whatsapp", WABA_ROUTE): younger}


def test_it_tells_screens_that_an_account_failed_and_works_again(
    account: ChannelAccount, acme: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    pushed: list[tuple[str, Any]] = []
    monkeypatch.setattr("shared_apps.facts.wiring.is_watched", lambda: True)
    monkeypatch.setattr(
        "shared_apps.facts.wiring.push",
        lambda frames: pushed.extend((frame.type, frame.data) for _, frame in frames),
    )

    with TestCase.captureOnCommitCallbacks(execute=True):
        note_failure(account.id, "The token has run out.")
        note_recovery(account.id, trouble="Another trouble.")
        note_recovery(account.id)
        note_recovery(account.id)

    assert pushed == [("channel.updated", {"id": str(account.id)})] * 2
    account.refresh_from_db()
    assert (account.state, account.last_error) == (AccountState.CONNECTED, "")
