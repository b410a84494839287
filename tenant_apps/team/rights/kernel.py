"""The permissions there are and who has them. Pure: a role and a person's overrides in, yes or no with the reason out.

A permission is for work (everyone but viewers has it), for running the place (owners and admins) or for owning it.
What a door of the API needs follows from its level and the first part of its address: the one table is DOORS.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from tenants.models import Role


class Level(IntEnum):
    """Who has a permission without anybody saying so."""

    WORK = 1
    MANAGE = 2
    OWN = 3


class Permission(StrEnum):
    REPLY = "conversations.reply"
    CONTACTS = "contacts.edit"
    KNOWLEDGE = "knowledge.edit"
    INBOX = "inbox.manage"
    AGENT = "agent.manage"
    CHANNELS = "channels.manage"
    COMPANY = "company.manage"
    TEAM = "team.manage"
    LOG = "log.view"
    MONEY = "money.view"
    PLAN = "plan.manage"
    WORKSPACE = "workspace.own"


LEVELS: dict[Permission, Level] = {
    Permission.REPLY: Level.WORK,
    Permission.CONTACTS: Level.WORK,
    Permission.KNOWLEDGE: Level.WORK,
    Permission.INBOX: Level.MANAGE,
    Permission.AGENT: Level.MANAGE,
    Permission.CHANNELS: Level.MANAGE,
    Permission.COMPANY: Level.MANAGE,
    Permission.TEAM: Level.MANAGE,
    Permission.LOG: Level.MANAGE,
    Permission.MONEY: Level.MANAGE,
    Permission.PLAN: Level.OWN,
    Permission.WORKSPACE: Level.OWN,
}
# Ownership changes hands as a whole, never by an override.
FIXED = frozenset({Permission.WORKSPACE})
REACH = {Role.OWNER: Level.OWN, Role.ADMIN: Level.MANAGE, Role.AGENT: Level.WORK, Role.VIEWER: 0}

_KNOWLEDGE = (
    "documents", "photos", "sources", "knowledge-base", "sync-knowledge", "ai-training-files", "knowledge",
)  # fmt: skip
DOORS: dict[Level, dict[str, Permission]] = {
    Level.WORK: {"contacts": Permission.CONTACTS, **dict.fromkeys(_KNOWLEDGE, Permission.KNOWLEDGE)},
    Level.MANAGE: {
        **dict.fromkeys(
            ("inbox-settings", "assignment-policies", "csat", "sla-policies", "labels", "custom-fields",
             "canned-replies", "macros", "views", "conversations"),
            Permission.INBOX,
        ),
        **dict.fromkeys(("agent", "evaluations"), Permission.AGENT),
        **dict.fromkeys(("integrations", "chat"), Permission.CHANNELS),
        **dict.fromkeys(("employees", "teams", "invitations"), Permission.TEAM),
        "log": Permission.LOG,
        **dict.fromkeys(("subscriptions", "finance", "finance-data", "referrals"), Permission.MONEY),
    },
    Level.OWN: dict.fromkeys(("subscriptions", "finance", "plan-requests"), Permission.PLAN),
}  # fmt: skip
_ELSE = {Level.WORK: Permission.REPLY, Level.MANAGE: Permission.COMPANY, Level.OWN: Permission.WORKSPACE}


class Reason(StrEnum):
    """Why somebody may or may not do something."""

    OWNER = "owner"
    ROLE = "role"
    ALLOWED = "allowed"
    DENIED = "denied"


@dataclass(frozen=True)
class Verdict:
    permission: Permission
    is_allowed: bool
    reason: Reason
    by_role: bool


def permission_of(level: Level, path: str) -> Permission:
    """Return the permission that a door of the API needs: `/api/labels/…` for managers needs inbox.manage."""
    first = path.removeprefix("/api/").partition("/")[0]
    return DOORS[level].get(first, _ELSE[level])


def by_role(role: str, permission: Permission) -> bool:
    return REACH[Role(role)] >= LEVELS[permission]


def judge(role: str, overrides: Mapping[str, bool], permission: Permission) -> Verdict:
    """Return whether somebody may, and why. An owner may everything; else what was said of the person goes first."""
    usual = by_role(role, permission)
    if role == Role.OWNER:
        return Verdict(permission, True, Reason.OWNER, usual)
    said = None if permission in FIXED else overrides.get(permission)
    if said is None:
        return Verdict(permission, usual, Reason.ROLE, usual)
    return Verdict(permission, said, Reason.ALLOWED if said else Reason.DENIED, usual)


def held(role: str, overrides: Mapping[str, bool]) -> frozenset[Permission]:
    """Return everything that somebody may do."""
    return frozenset(each for each in Permission if judge(role, overrides, each).is_allowed)
