"""Which app's tables stand in the public schema and which in every tenant's."""

SHARED_APPS = [
    "django_tenants",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "shared_apps.core",
    "tenants",
    "shared_apps.facts",
    "shared_apps.realtime",
    "shared_apps.intake",
    "shared_apps.audit",
    "shared_apps.jobs",
    "shared_apps.accounts",
    "shared_apps.plans",
    "shared_apps.billing",
    "shared_apps.referrals",
]

TENANT_APPS = [
    "shared_apps.audit",
    "tenant_apps.workspace",
    "tenant_apps.files",
    "tenant_apps.team",
    "tenant_apps.contacts",
    "tenant_apps.channels",
    "tenant_apps.knowledge",
    "tenant_apps.conversations",
    "tenant_apps.agent",
    "tenant_apps.agent.copilot",
    "tenant_apps.agent.evaluations",
    "tenant_apps.webchat",
    "tenant_apps.automation",
    "tenant_apps.assistant",
    "tenant_apps.notifications",
]

INSTALLED_APPS = [
    *SHARED_APPS,
    *(app for app in TENANT_APPS if app not in SHARED_APPS),
    "config.apps.ConfigConfig",
]
