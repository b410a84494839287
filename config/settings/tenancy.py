"""How businesses are kept apart, and which apps prepare a new one; named here, not imported."""

# The library would ask the database at import time; image builds and type checks would need PostgreSQL.
SKIP_PG_EXTRA_VALIDATION = True

# Called inside a new tenant's schema, in the transaction that creates it: `(tenant, owner)`.
TENANT_SETUP = [
    "tenant_apps.workspace.actions.set_up",
    "tenant_apps.team.actions.set_up",
    "shared_apps.plans.actions.set_up",
]
# Tasks that `tenants.tasks.sweep_tenants` sends to every active tenant.
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
    "tenant_apps.notifications.tasks.sweep_alerts",
    "tenant_apps.agent.tasks.sweep_turns",
    "tenant_apps.agent.evaluations.tasks.sweep_evaluations",
    "tenant_apps.knowledge.tasks.sweep_documents",
    "tenant_apps.knowledge.sources.tasks.sweep_sources",
    "tenant_apps.knowledge.entries.tasks.sweep_entries",
    "tenant_apps.knowledge.tasks.sweep_files",
    "tenant_apps.knowledge.tasks.sweep_index",
]
# A room's tasks are not found by their app's name: workers load them with this list.
CELERY_IMPORTS = sorted({name.rpartition(".")[0] for name in TENANT_SWEEPS})
# Which business a request to the public site is for, if any: `(request) -> Tenant | None`.
TENANT_OF_PUBLIC_REQUEST = "tenant_apps.webchat.doors.tenant_of_request"
