"""A business, its hosts, the people in it, and the schemas that wait for the next one."""

from django.conf import settings
from django.db import models
from django_tenants.models import DomainMixin, TenantMixin

from shared_apps.core.ids import uuid7


class TenantState(models.TextChoices):
    ACTIVE = "active"
    SUSPENDED = "suspended"


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    UKRAINIAN = "uk", "Українська"


class Tenant(TenantMixin):  # type: ignore[misc]  # the library is untyped
    """One business. `schema_name` never changes; `slug` is its subdomain and may."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.TextField()
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    timezone = models.TextField(default="Europe/Kyiv")
    state = models.CharField(max_length=10, choices=TenantState, default=TenantState.ACTIVE)
    created_at = models.DateTimeField(auto_now_add=True)

    auto_create_schema = False

    objects: "models.Manager[Tenant]" = models.Manager()

    def __str__(self) -> str:
        return self.slug


class Domain(DomainMixin):  # type: ignore[misc]  # the library is untyped
    """A host of a tenant beside its own subdomain."""

    objects: "models.Manager[Domain]" = models.Manager()


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
