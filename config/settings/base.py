"""What holds in every environment; development, test and production add what is theirs."""

from datetime import timedelta
from typing import Any

from config.settings import env
from config.settings.accounts import *  # noqa: F403
from config.settings.agent import *  # noqa: F403
from config.settings.apps import INSTALLED_APPS, SHARED_APPS, TENANT_APPS  # noqa: F401 - Django reads them here
from config.settings.billing import *  # noqa: F403
from config.settings.celery import *  # noqa: F403
from config.settings.jobs import *  # noqa: F403
from config.settings.observability import *  # noqa: F403
from config.settings.observability import LOG_FORMAT
from config.settings.outside import *  # noqa: F403
from config.settings.plans import *  # noqa: F403
from config.settings.site import *  # noqa: F403
from config.settings.storage import *  # noqa: F403
from config.settings.team import *  # noqa: F403
from config.settings.tenancy import *  # noqa: F403

SECRET_KEY = env.text("DJANGO_SECRET_KEY", "")
FIELD_KEYS = env.words("PARLOR_FIELD_KEYS")
DEBUG = False

BASE_DOMAIN = env.text("BASE_DOMAIN", "localhost:" + env.text("PARLOR_PORT", "8000"))
PUBLIC_SCHEME = env.text("PUBLIC_SCHEME", "http")
ALLOWED_HOSTS = ["*"]  # the tenant middleware answers unknown hosts with its own 404
CSRF_TRUSTED_ORIGINS: list[str] = []

TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
PUBLIC_SCHEMA_NAME = "public"
ROOT_URLCONF = "config.urls_tenant"
PUBLIC_SCHEMA_URLCONF = "config.urls_public"
PG_EXTRA_SEARCH_PATHS = ["extensions"]
TENANT_LIMIT_SET_CALLS = True
SCHEMA_POOL_SIZE = env.number("PARLOR_SCHEMA_POOL", 10)

DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django_tenants.postgresql_backend",
        **env.database(env.text("DATABASE_URL", "postgres://parlor@127.0.0.1/parlor")),
        # Under ASGI every request has a thread of its own, so connections are pooled rather than kept per thread.
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": env.number("DATABASE_POOL", 16), "timeout": 10},
            # A process that stands still in the middle of a transaction must not hold up everybody else's.
            "options": "-c idle_in_transaction_session_timeout=2min",
        },
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {"default": {"BACKEND": "shared_apps.core.cache.SharedCache", "LOCATION": REDIS_URL}}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": env.text("PARLOR_LAYER_PREFIX", "parlor")},
    }
}

MIDDLEWARE = [
    "config.telemetry.requests.ObservedRequests",
    "tenants.middleware.TenantMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shared_apps.console.impersonation.guard.GuestGuard",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ASGI_APPLICATION = "config.asgi.application"
STATIC_URL = "/static/"
FRONTEND_DIST = env.ROOT / "frontend" / "dist"
WIDGET_BUNDLE = env.ROOT / "frontend" / "dist-widget" / "widget.js"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("uk", "Українська")]
TIME_ZONE = "UTC"
USE_TZ = True

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "shared_apps.core.errors.render_error",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "shared_apps.accounts.api.authentication.BearerAuthentication",
        "shared_apps.accounts.api.authentication.CookieAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["tenant_apps.team.api.permissions.IsMember"],
    "DEFAULT_THROTTLE_CLASSES": ["shared_apps.accounts.api.throttles.EveryRequest"],
    "DEFAULT_PAGINATION_CLASS": "shared_apps.core.pagination.CursorPagination",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "shared_apps.core.parsing.KeptJsonParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "TITLE": "Parlor",
    "DESCRIPTION": "Where a small business talks with its customers.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/",
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_URLCONF": "config.urls_tenant",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "ENUM_NAME_OVERRIDES": {
        "Role": "tenants.models.Role",
        "Language": "tenants.models.Language",
        "AccountState": "tenant_apps.channels.models.AccountState",
        "TenantState": "tenants.models.TenantState",
        "ChannelReview": "shared_apps.console.models.Review",
        "AnnouncementSeverity": "shared_apps.console.models.Severity",
        "AnnouncementAudience": "shared_apps.console.models.Audience",
        "AgentMode": "tenant_apps.conversations.models.AgentMode",
        "PersonaLanguage": "tenant_apps.agent.models.PersonaLanguage",
        "AttachmentState": ["pending", "ready", "failed"],
        "ApiKeyKind": "shared_apps.accounts.models.KeyKind",
        "SessionKind": "shared_apps.accounts.models.SessionKind",
        "ConversationStatus": "tenant_apps.conversations.models.Status",
        "DocumentStatus": "tenant_apps.knowledge.models.DocumentStatus",
        "SourceKind": "tenant_apps.knowledge.sources.models.SourceKind",
        "PageState": "tenant_apps.knowledge.sources.models.PageState",
        "EntryStatus": "tenant_apps.knowledge.entries.models.EntryStatus",
        "EntryOrigin": "tenant_apps.knowledge.entries.models.EntryOrigin",
        "ItemKind": "tenant_apps.knowledge.catalogue.models.ItemKind",
        "ItemAvailability": "tenant_apps.knowledge.catalogue.models.Availability",
        "Availability": "tenant_apps.team.models.Availability",
        "EvalState": "tenant_apps.agent.evaluations.models.RunState",
        "EvalVerdict": "tenant_apps.agent.evaluations.models.Verdict",
        "ReferralState": "shared_apps.referrals.models.ReferralState",
        "PlanPeriod": "shared_apps.plans.choices.Period",
        "PlanRequestState": "shared_apps.plans.choices.RequestState",
        "PlanSource": "shared_apps.plans.choices.Source",
        "WorkspaceState": ["active", "suspended", "deleting"],
        "DomainState": "tenants.models.DomainState",
        "TransferState": "tenants.models.TransferState",
        "SubscriptionState": "shared_apps.plans.choices.State",
        "CheckoutMode": "shared_apps.billing.models.CheckoutMode",
        "CheckoutState": "shared_apps.billing.models.CheckoutState",
        "PaidPeriod": ["month", "year"],
        "PaymentKind": "shared_apps.billing.models.PaymentKind",
        "PaymentState": "shared_apps.billing.models.PaymentState",
        "InvitationKind": "tenant_apps.team.invitations.models.InvitationKind",
        "InvitationState": "tenant_apps.team.invitations.models.InvitationState",
        "PermissionName": "tenant_apps.team.api.rights_serializers.NAMES",
        "PermissionReason": "tenant_apps.team.api.rights_serializers.REASONS",
        "GivenRole": "tenant_apps.team.api.rights_serializers.GIVEN_ROLES",
        "IntakeStage": ["failed", "unrouted", "retrying", "waiting", "done"],
        "TurnOutcome": "tenant_apps.agent.models.Outcome",
        "JobOutcome": "shared_apps.jobs.models.Outcome",
        "JobTrigger": "shared_apps.jobs.models.Trigger",
        "LedgerState": ["pending", "done", "failed", "unrouted"],
        "MailSecurity": ["ssl", "starttls", "none"],
        "MessageStatus": ["scheduled", "queued", "sent", "delivered", "read", "failed"],
        "Priority": ["low", "medium", "high", "urgent"],
        "SenderKind": "tenant_apps.conversations.models.SenderKind",
        "WizardStepState": ["open", "done", "skipped"],
    },
    "PREPROCESSING_HOOKS": ["config.openapi.add_console"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.openapi.require_answers",
        "config.openapi.add_refusals",
    ],
}

SESSION_ENGINE = "shared_apps.accounts.session_store"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

EGRESS_ALLOWED_ADDRESSES: list[str] = []
# How many pages a second one website is asked for, by all tenants together.
CRAWL_PER_SECOND = 3.0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.LineFormatter"}, "json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "stripe": {"level": "WARNING"},
        "httpx2": {"level": "WARNING"},
        # Two lines a task, hundreds of tasks a second: failures are told, successes are not.
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "uvicorn.access": {"level": "WARNING"},
    },
}
