"""Change who the agent is and what it was told."""

from typing import Any

from django.db import transaction

from shared_apps.audit.actions import record
from shared_apps.core.errors import Invalid
from shared_apps.facts import publish
from shared_apps.plans import entitlements
from shared_apps.vendors.llm.chat import AddressRefused, check_address
from tenant_apps.agent.connection import models_of
from tenant_apps.agent.errors import ModelAddressRefused
from tenant_apps.agent.events import AgentSettingsChanged
from tenant_apps.agent.models import SPOKEN_ANSWERS, AccountOverride, AgentSettings, PromptVersion
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.team.models import Member


@transaction.atomic
def change_settings(*, actor: Member, changes: dict[str, Any]) -> AgentSettings:
    """Set the given fields of the one row; raises FeatureMissing, and Invalid for an address that is not asked or a
    budget that could not be kept."""
    AgentSettings.objects.get_or_create()
    settings = AgentSettings.objects.select_for_update().get()
    if changes.get("speaks") and not settings.speaks:
        entitlements.require_feature(SPOKEN_ANSWERS)
    for which, field in (("model", "base_url"), ("fallback", "fallback_base_url")):
        changes = _with_checked_address(settings, changes, which, field)
    for field, value in changes.items():
        setattr(settings, field, value)
    _check_budget(settings)
    settings.save()
    record(
        "agent.settings_updated",
        actor=actor,
        target_kind="agent",
        target_id=settings.id,
        details={"fields": sorted(changes)},
    )
    publish(AgentSettingsChanged(settings_id=settings.id))
    return settings


def _with_checked_address(
    settings: AgentSettings, changes: dict[str, Any], which: str, field: str
) -> dict[str, Any]:
    """A key belongs to its address: a new address must not get the old one's key."""
    name = f"{which}_base_url"
    address = changes.get(name, getattr(settings, name))
    if changes.get(name):
        try:
            check_address(address)
        except AddressRefused as error:
            raise ModelAddressRefused(str(error), field=field) from error
    if address != getattr(settings, name):
        return {f"{which}_key": "", **changes}
    return changes


def _check_budget(settings: AgentSettings) -> None:
    """A limit in money means nothing while nobody knows what a model costs."""
    soft, hard = settings.budget_soft, settings.budget_hard
    if soft is not None and hard is not None and soft > hard:
        raise Invalid(
            "The limit to warn at is above the one to stop at.", fields={"budget_soft": ["Lower it."]}
        )
    unpriced = [model.name for model in models_of(settings) if not model.is_priced]
    if (soft is not None or hard is not None) and unpriced:
        raise Invalid(
            f"Nobody said what {unpriced[0]} costs, so a budget could not be kept.",
            fields={"budget_hard": ["Give the model's prices first."]},
        )


@transaction.atomic
def override(*, actor: Member, account: ChannelAccount, changes: dict[str, Any]) -> AccountOverride:
    """Set what is different on an account."""
    row, _ = AccountOverride.objects.update_or_create(channel_account=account, defaults=changes)
    _noted(actor, account, sorted(changes))
    return row


@transaction.atomic
def drop_override(*, actor: Member, account: ChannelAccount) -> None:
    """Let the agent be on an account as it is everywhere."""
    AccountOverride.objects.filter(channel_account=account).delete()
    _noted(actor, account, [])


def _noted(actor: Member, account: ChannelAccount, fields: list[str]) -> None:
    details = {"fields": fields}
    record(
        "agent.account_updated",
        actor=actor,
        target_kind="channel_account",
        target_id=account.id,
        details=details,
    )


@transaction.atomic
def write_prompt(*, actor: Member, text: str) -> PromptVersion:
    """Store the next version of the prompt; the same text again makes none."""
    AgentSettings.objects.get_or_create()
    AgentSettings.objects.select_for_update().get()
    latest = PromptVersion.objects.first()
    if latest is not None and latest.text == text:
        return latest
    version = PromptVersion.objects.create(
        number=latest.number + 1 if latest else 1,
        text=text,
        created_by_id=actor.id,
        created_by_name=actor.name,
    )
    record(
        "agent.prompt_written",
        actor=actor,
        target_kind="agent_prompt",
        target_id=version.id,
        details={"version": version.number},
    )
    return version
