"""The templates that a vendor has approved for an account, asked for when somebody is about to choose one."""

from uuid import UUID

from django.core.cache import cache

from shared_apps.core.errors import AppError
from shared_apps.core.keys import tenant_key
from tenant_apps.channels import registry, selectors
from tenant_apps.channels.adapters.protocol import ApprovedTemplate, ListsTemplates
from tenant_apps.channels.errors import ChannelErrorCode, SendFailed

# Approvals come and go within hours; a team that writes at the same time asks once.
KEPT_S = 60


def approved_templates(*, account_id: UUID) -> list[ApprovedTemplate]:
    """Return what can be sent by filling in words; raises NotFound, AppError (not_supported, or why not just now)."""
    account = selectors.get_channel_account(account_id)
    adapter = registry.get(account.kind)
    if not account.is_connected or not isinstance(adapter, ListsTemplates):
        raise AppError(ChannelErrorCode.NOT_SUPPORTED, "This channel has no templates.")
    key = tenant_key("templates", account.id)
    known: list[ApprovedTemplate] | None = cache.get(key)
    if known is None:
        try:
            known = adapter.templates(selectors.credentials_of(account))
        except SendFailed as failure:
            raise AppError(failure.code, failure.reason_for_people, status=409) from failure
        cache.set(key, known, KEPT_S)
    return known
