"""Reads: how far a newcomer has come, and what is left to do."""

from dataclasses import dataclass
from typing import Any

from shared_apps.plans.choices import FREE
from shared_apps.plans.selectors import current_subscription
from tenant_apps.agent.selectors import current_settings
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.knowledge.models import Document, DocumentKind
from tenant_apps.knowledge.sources.models import Source
from tenant_apps.onboarding.facts import facts, may_invite
from tenant_apps.onboarding.models import Onboarding, Step
from tenant_apps.team.models import Member
from tenant_apps.workspace.logo import logo_view
from tenant_apps.workspace.models import Service
from tenant_apps.workspace.selectors import current_workspace, services
from tenants.hosts import url_of

# Services that the test chat offers to ask about.
ASKED_ABOUT = 2


def current_onboarding() -> Onboarding | None:
    """Return the row, None in a workspace that is older than the wizard."""
    return Onboarding.objects.first()


def next_step(row: Onboarding, *, plan: str) -> str:
    """Return the first step that was neither done nor skipped, "test" after the last one."""
    open_steps = (step for step in Step if step_state(row, step, plan=plan) == "open")
    return next((str(step) for step in open_steps), "test")


def step_state(row: Onboarding, step: Step, *, plan: str) -> str:
    """Return "open", "done" or "skipped"; a plan that was paid for is chosen, whatever became of the wizard's page."""
    if step == Step.PLAN and plan != FREE:
        return "done"
    return str(row.steps.get(step, "open"))


def state_view() -> dict[str, Any]:
    """Return everything the wizard shows, with as many queries however much there is."""
    row = current_onboarding() or Onboarding()
    subscription = current_subscription()
    workspace, agent = current_workspace(), current_settings()
    plan = subscription.plan.code
    return {
        "step": "done" if row.finished_at else next_step(row, plan=plan),
        "steps": [
            {"number": number, "name": str(step), "state": step_state(row, step, plan=plan)}
            for number, step in enumerate(Step, 1)
        ],
        "is_finished": row.finished_at is not None,
        "brand": {
            **{
                name: getattr(workspace, name)
                for name in ("name", "slug", "about", "phone", "email", "address", "website", "brand_colour")
            },
            "url": url_of(workspace.slug),
            "logo": logo_view(workspace),
        },
        "persona": {
            "name": agent.persona_name,
            "tone": agent.persona_tone,
            "language": agent.persona_language,
            "greeting": agent.greeting,
        },
        "channels": [
            {"id": account.id, "kind": account.kind, "name": account.name}
            for account in ChannelAccount.objects.exclude(state=AccountState.DISCONNECTED).order_by(
                "created_at", "id"
            )
        ],
        "plan": {"code": plan, "name": subscription.plan.name, "period": subscription.period},
        "knowledge": {
            "documents": Document.objects.filter(kind=DocumentKind.FILE).count(),
            "websites": Source.objects.count(),
            "services": Service.objects.count(),
            "contacts": Contact.objects.filter(merged_into=None).count(),
        },
        "asked_about": list(services().values_list("name", flat=True)[:ASKED_ABOUT]),
    }


@dataclass(frozen=True)
class Item:
    name: str
    is_done: bool


def checklist(member: Member, *, is_email_verified: bool) -> list[Item]:
    """Return what a new workspace needs, in the order of its use; empty when there is nothing to show.

    Nothing is shown to those who could not do it, in a workspace that is older than the wizard, after it was put
    away, and once all is done.
    """
    row = current_onboarding()
    if row is None or row.dismissed_at is not None or not member.can_manage:
        return []
    found = facts()
    items = [
        Item("wizard", row.finished_at is not None),
        Item("knowledge", found.knows),
        Item("test", found.is_tested),
        Item("channel", found.is_connected),
        Item("hours", found.has_hours),
        Item("company", found.has_company),
        *([Item("team", found.has_team)] if may_invite() else []),
        Item("email", is_email_verified),
        Item("message", found.was_written_to),
    ]
    return [] if all(item.is_done for item in items) else items
