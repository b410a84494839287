"""Reads, and the doors by id."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count, QuerySet

from shared_apps.core.errors import NotFound
from shared_apps.intake.models import IntakeEvent
from shared_apps.intake.selectors import latest_events
from shared_apps.plans.kernel import OWN_KINDS
from tenant_apps.channels import registry
from tenant_apps.channels.adapters.protocol import HasAddress
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.channels.outbound import AccountCredentials

# What the intake ledger knows an account by: the platform and the id that its webhooks carry.
Route = tuple[str, str]


def channel_accounts() -> list[ChannelAccount]:
    """Return the accounts that are connected or should be, oldest first."""
    return list(ChannelAccount.objects.exclude(state=AccountState.DISCONNECTED).order_by("created_at", "id"))


def count_integrations() -> int:
    """Return how many channels are connected or should be, the website's own chat aside."""
    return channels_beyond_website().count()


def channels_beyond_website() -> QuerySet[ChannelAccount]:
    rows = ChannelAccount.objects.exclude(state=AccountState.DISCONNECTED)
    return rows.exclude(kind__in=OWN_KINDS).defer("credentials")


def connected_kinds() -> dict[str, int]:
    """Return kind → how many channels of it are connected or should be."""
    rows = ChannelAccount.objects.exclude(state=AccountState.DISCONNECTED)
    return dict(rows.values_list("kind").annotate(count=Count("id")).order_by("kind"))


def get_channel_account(account_id: UUID) -> ChannelAccount:
    """Return an account, disconnected ones too; raises NotFound."""
    account = ChannelAccount.objects.filter(id=account_id).first()
    if account is None:
        raise NotFound("There is no such channel here.")
    return account


def credentials_of(account: ChannelAccount) -> AccountCredentials:
    """Return what an adapter needs to act for the account."""
    return AccountCredentials(
        external_id=account.external_id,
        secrets=dict(account.credentials or {}),
        settings={name: value for name, value in account.settings.items() if isinstance(value, str)},
    )


def accounts_called(routes: Iterable[Route]) -> Mapping[Route, ChannelAccount]:
    """Return the account behind each route that there is one for, in one query.

    Several numbers may share the route of their business account: the oldest connected one stands for them.
    """
    wanted = set(routes)
    accounts = list(ChannelAccount.objects.filter(kind__in={platform for platform, _ in wanted}))
    # Dictionaries keep the last of equals: connected beats disconnected, and the older the younger.
    accounts.sort(key=lambda a: (a.is_connected, -a.created_at.timestamp()))
    shared = {(a.kind, route): a for a in accounts for route in shared_routes(a)}
    own = {(a.kind, a.external_id): a for a in accounts}
    return {route: account for route, account in {**shared, **own}.items() if route in wanted}


def accounts_behind(kind: str, route: str) -> list[ChannelAccount]:
    """Return all accounts that a notice concerns: one number, or those of one business account."""
    accounts = ChannelAccount.objects.filter(kind=kind).exclude(state=AccountState.DISCONNECTED)
    return [a for a in accounts if route == a.external_id or route in shared_routes(a)]


def shared_routes(account: ChannelAccount) -> list[str]:
    return list(account.settings.get("shared_routes", []))


def address_of(account: ChannelAccount) -> str:
    """Return the link under which customers write to the account, empty when there is none."""
    adapter = registry.get(account.kind)
    if not account.is_connected or not isinstance(adapter, HasAddress):
        return ""
    return adapter.address(credentials_of(account))


def latest_webhooks(account: ChannelAccount, *, limit: int = 50) -> list[IntakeEvent]:
    """Return what came in last for the account, newest first."""
    routes = {account.external_id, *shared_routes(account)}
    return latest_events(platform=account.kind, account_ids=routes, limit=limit)
