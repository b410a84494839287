"""Which plan everybody begins with, and who counts what stands."""

from config.settings import env

SIGNUP_PLAN = env.text("PARLOR_SIGNUP_PLAN", "free")
# Counted in the tenant's schema, one query each; named here, as these apps live above the plans.
PLAN_GAUGES = {
    "users": "tenant_apps.team.selectors.count_active",
    "documents": "tenant_apps.knowledge.selectors.count_documents",
    "integrations": "tenant_apps.channels.selectors.count_integrations",
    "storage_mb": "tenant_apps.files.selectors.megabytes",
}
# Kind of channel → how many are connected.
PLAN_CHANNELS = "tenant_apps.channels.selectors.connected_kinds"
# So many active referrals give the next larger plan, for as long as they stay.
REFERRALS_FOR_UPGRADE = 50
# Called in the transaction that registers somebody: `(user, tenant, context)`, see accounts.actions.register.
ON_REGISTERED = ["shared_apps.referrals.actions.note_sign_up"]
# Whether the platform lets a channel be connected and used: a module with `hold_of` and `closed_because`.
CHANNEL_GATE = "shared_apps.console.channels.gate"
