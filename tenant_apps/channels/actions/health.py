"""How an account is, in plain words."""

from dataclasses import dataclass
from uuid import UUID

from shared_apps.core.clock import now
from tenant_apps.channels import registry, selectors
from tenant_apps.channels.actions.notes import note_failure, note_recovery
from tenant_apps.channels.adapters.protocol import HealthCheck, ProvedByEvents, ReportsHealth
from tenant_apps.channels.models import ChannelAccount


@dataclass(frozen=True, slots=True)
class Health:
    account: ChannelAccount
    checks: list[HealthCheck]

    @property
    def is_ok(self) -> bool:
        return all(check.is_ok for check in self.checks)


def ask_health(*, account_id: UUID) -> Health:
    """Ask the vendor how the account is, and change nothing. Raises NotFound."""
    account = selectors.get_channel_account(account_id)
    if not account.is_connected:
        return Health(
            account, [HealthCheck("connection", False, "This channel is disconnected.", code="disconnected")]
        )
    adapter = registry.get(account.kind)
    asked = adapter.health(selectors.credentials_of(account)) if isinstance(adapter, ReportsHealth) else []
    return Health(account, [*asked, _last_event(account)])


def check_health(*, account_id: UUID) -> Health:
    """Ask the vendor how the account is and keep the answer, unless there was none. Raises NotFound."""
    health = ask_health(account_id=account_id)
    account = health.account
    troubles = [check for check in health.checks if not check.is_ok and not check.is_passing]
    if troubles:
        text = " ".join(check.text for check in troubles)
        note_failure(account.id, text, code=troubles[0].code)
    elif health.is_ok:
        note_recovery(account.id)
    account.refresh_from_db()
    return health


def _last_event(account: ChannelAccount) -> HealthCheck:
    if account.last_event_at is None and _waits_for_proof(account):
        text = "Nothing has come in yet, so it is not proved that this address is yours. Write to it once."
        return HealthCheck("last_event", False, text, is_passing=True, code="not_proved")
    if account.last_event_at is None:
        return HealthCheck(
            "last_event",
            True,
            "No message has come in yet. Write to this number to try it.",
            code="last_event_never",
        )
    minutes = int((now() - account.last_event_at).total_seconds() // 60)
    if minutes < 1:
        return HealthCheck(
            "last_event", True, "A message came in within the last minute.", code="last_event_now"
        )
    ago = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
    return HealthCheck(
        "last_event",
        True,
        f"The last message came in {ago} ago.",
        code="last_event_ago",
        values={"at": account.last_event_at.isoformat()},
    )


def _waits_for_proof(account: ChannelAccount) -> bool:
    adapter = registry.get(account.kind)
    return isinstance(adapter, ProvedByEvents) and adapter.waits_for_proof(account.settings)
