"""A business, its hosts, the people in it, and the schemas that wait for the next one."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django_tenants.models import DomainMixin, TenantMixin

from shared_apps.core.fields import EncryptedTextField
from shared_apps.core.ids import uuid7

DOMAIN_RECORD = "_parlor"


class TenantState(models.TextChoices):
    """`deleting` is the time of grace, `purging` cannot be stopped any more, of `deleted` only the row is left."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    DELETING = "deleting"
    PURGING = "purging"
    DELETED = "deleted"


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    UKRAINIAN = "uk", "Українська"


class Tenant(TenantMixin):  # type: ignore[misc]  # the library is untyped
    """One business. `schema_name` never changes; `slug` is its subdomain and may.

    The row of a deleted one stays, nameless: what was paid keeps something to belong to.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.TextField()
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    timezone = models.TextField(default="Europe/Kyiv")
    state = models.CharField(max_length=10, choices=TenantState, default=TenantState.ACTIVE)
    # Why it is closed, for its owner and the operators; the page that strangers see does not tell.
    state_reason = models.TextField(default="", db_default="", blank=True)
    state_at = models.DateTimeField(null=True)
    # Where a deletion that is called off leads back to, and when it cannot be any more.
    state_before = models.CharField(max_length=10, default="", db_default="", blank=True)
    purge_at = models.DateTimeField(null=True, db_index=True)
    # When its owners were written to once more that it goes soon.
    purge_reminded_at = models.DateTimeField(null=True)
    # The migrations that its schema has; see migrating.fingerprint().
    fingerprint = models.CharField(max_length=64, default="", db_default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    auto_create_schema = False

    objects: "models.Manager[Tenant]" = models.Manager()

    def __str__(self) -> str:
        return self.slug


class FormerSlug(models.Model):
    """An address that a business had: it leads to the present one until `until`, and nobody else gets it before."""

    slug = models.SlugField(max_length=40, primary_key=True)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="former_slugs")
    until = models.DateTimeField()

    objects: "models.Manager[FormerSlug]" = models.Manager()


class DomainState(models.TextChoices):
    PENDING = "pending"
    VERIFIED = "verified"
    LOST = "lost"


class Domain(DomainMixin):  # type: ignore[misc]  # the library is untyped
    """A host of a tenant beside its own subdomain; it leads there while its DNS carries `token`."""

    domain = models.CharField(max_length=253, db_index=True)
    state = models.CharField(max_length=8, choices=DomainState, default=DomainState.PENDING)
    token = models.CharField(max_length=64, default="", blank=True)
    # The code of what the last look at the DNS found wrong; empty when all was well.
    problem = models.CharField(max_length=20, default="", blank=True)
    verified_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    # Since when the token of a verified domain cannot be found.
    missing_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects: "models.Manager[Domain]" = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "domain"], name="each_domain_once_per_tenant"),
            # Anybody may ask for a name, one business can prove it.
            models.UniqueConstraint(
                fields=["domain"], condition=models.Q(state="verified"), name="one_tenant_per_domain"
            ),
        ]

    @property
    def record_name(self) -> str:
        return f"{DOMAIN_RECORD}.{self.domain}"

    @property
    def record_value(self) -> str:
        return f"parlor-verify={self.token}"


class Role(models.TextChoices):
    OWNER = "owner"
    ADMIN = "admin"
    AGENT = "agent"
    VIEWER = "viewer"


class Membership(models.Model):
    """Which user may enter which tenant; the tenant's own Member row is the copy inside."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "tenant"], name="one_membership_per_tenant")]


class PoolSchema(models.Model):
    """A migrated, empty schema that waits for a business; `fingerprint` names the migrations it has."""

    name = models.CharField(max_length=63, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)


class SchemaRecipe(models.Model):
    """The statements that make a tenant's tables under the migrations that `fingerprint` names."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    statements = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)


class TransferState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"


class TenantExport(models.Model):
    """One archive of a business. `path` is where the storage keeps it until `expires_at`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="exports")
    state = models.CharField(max_length=8, choices=TransferState, default=TransferState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    # Forgotten once the archive is made; without one, secrets are left out of it.
    passphrase = EncryptedTextField(default="", blank=True)
    with_secrets = models.BooleanField(default=False)
    path = models.CharField(max_length=200, default="", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    error = models.TextField(default="", blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects: "models.Manager[TenantExport]" = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["tenant", "-created_at"], name="exports_of_tenant")]


class TenantImport(models.Model):
    """An archive that becomes a business of its own: `tenant` once it is there, `code` and `error` when refused."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    state = models.CharField(max_length=8, choices=TransferState, default=TransferState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    slug = models.SlugField(max_length=40)
    name = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    passphrase = EncryptedTextField(default="", blank=True)
    path = models.CharField(max_length=200)
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.SET_NULL, related_name="+")
    code = models.CharField(max_length=40, default="", blank=True)
    error = models.TextField(default="", blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects: "models.Manager[TenantImport]" = models.Manager()


class MigrationRun(models.Model):
    """How far one run of the tenants' migrations has come; one without an end was cut off."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fingerprint = models.CharField(max_length=64)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    failed: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects: "models.Manager[MigrationRun]" = models.Manager()
