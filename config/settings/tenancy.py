"""How businesses are kept apart, and which apps prepare a new one; named here, not imported."""

from config.settings import env

# The library would ask the database at import time; image builds and type checks would need PostgreSQL.
SKIP_PG_EXTRA_VALIDATION = True

# Called inside a new tenant's schema, in the transaction that creates it: `(tenant, owner)`.
TENANT_SETUP = [
    "tenant_apps.workspace.actions.set_up",
    "tenant_apps.team.actions.set_up",
    "shared_apps.plans.actions.set_up",
    "tenant_apps.onboarding.actions.set_up",
]
# Called inside a tenant's schema, in the transaction that renames it: `(tenant)`.
TENANT_RENAMED = ["tenant_apps.workspace.life.following.follow_name"]
# Called inside a tenant's schema before it is dropped, each until it succeeds: `()`. What the outside world must know.
TENANT_FAREWELLS = ["tenant_apps.channels.actions.farewell.say_farewell"]
# Called in the public schema when a tenant's row loses its name: `(tenant)`. What only made sense with it.
TENANT_FORGETTERS = [
    "shared_apps.accounts.actions.forgetting.forget_tenant",
    "shared_apps.console.forgetting.forget_tenant",
]
# Called inside the schema of a tenant that came out of an archive, in the transaction that fills it: `(tenant, owner)`.
TENANT_ARRIVALS = [
    "tenant_apps.team.arriving.let_in",
    "shared_apps.plans.actions.set_up",
    "tenant_apps.channels.actions.arriving.claim_channels",
    "tenant_apps.workspace.life.following.follow_name",
]
# The schemas in which no task runs: `() -> frozenset`.
CLOSED_SCHEMAS = "tenants.hosts.closed_schemas"
# How long a business that is to be deleted can still be kept, and how long its former address leads to its new one.
DELETION_GRACE_DAYS = env.number("PARLOR_DELETION_GRACE_DAYS", 30)
# How many days before the end owners are reminded that they can still keep it.
DELETION_REMINDER_DAYS = env.number("PARLOR_DELETION_REMINDER_DAYS", 3)
SLUG_REDIRECT_DAYS = env.number("PARLOR_SLUG_REDIRECT_DAYS", 90)
# How long an archive can be fetched.
EXPORT_KEEP_DAYS = env.number("PARLOR_EXPORT_KEEP_DAYS", 7)
# How long a domain whose proof has gone from the DNS still leads to its workspace.
DOMAIN_PATIENCE_HOURS = env.number("PARLOR_DOMAIN_PATIENCE_HOURS", 72)
# What `tenants.tasks.sweep_tenant` looks after in every active tenant, as far as it is due there.
TENANT_SWEEPS = [
    "tenant_apps.channels.tasks.sweep_channels",
    "tenant_apps.channels.mailboxes.tasks.sweep_mailboxes",
    "tenant_apps.team.tasks.sweep_presence",
    "tenant_apps.conversations.tasks.sweep_inbox",
    "tenant_apps.conversations.organising.tasks.sweep_order",
    "tenant_apps.conversations.assignment.tasks.sweep_assignment",
    "tenant_apps.conversations.transcripts.tasks.sweep_transcripts",
    "tenant_apps.conversations.search.tasks.learn_words",
    "tenant_apps.conversations.sla.tasks.sweep_clocks",
    "tenant_apps.notifications.tasks.sweep_digests",
    "tenant_apps.notifications.tasks.sweep_alerts",
    "tenant_apps.agent.tasks.sweep_turns",
    "tenant_apps.agent.tasks.sweep_usage",
    "tenant_apps.agent.evaluations.tasks.sweep_evaluations",
    "tenant_apps.knowledge.tasks.sweep_documents",
    "tenant_apps.knowledge.sources.tasks.sweep_sources",
    "tenant_apps.knowledge.entries.tasks.sweep_entries",
    "tenant_apps.knowledge.tasks.sweep_files",
    "tenant_apps.knowledge.tasks.sweep_index",
    "tenant_apps.workspace.activity.tasks.sweep_log",
    "tenant_apps.knowledge.profile.tasks.sweep_profile",
]
# A room's tasks are not found by their app's name: workers load them with this list.
CELERY_IMPORTS = sorted({name.rpartition(".")[0] for name in TENANT_SWEEPS})
# Which business a request to the public site is for, if any: `(request) -> Tenant | None`.
TENANT_OF_PUBLIC_REQUEST = "tenant_apps.webchat.doors.tenant_of_request"
