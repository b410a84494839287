"""A person who signs in, and the short-lived secrets that prove who it is, stored as hashes only."""

from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from shared_apps.accounts.managers import UserManager
from shared_apps.core.ids import uuid7
from tenants.models import Language, Role, Tenant


class User(AbstractBaseUser):
    """One person, in any number of workspaces; what they may do there is their Membership's role."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May open the platform console.")
    # Raised when the password changes: access tokens carry it, so older ones stop at once.
    token_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.email

    @property
    def is_email_verified(self) -> bool:
        """Say whether the sign-in address was proved by a code."""
        return bool(EmailAddress.objects.filter(user=self, email=self.email, verified=True).exists())


class RefreshToken(models.Model):
    """One link of a family: a refresh uses it up and makes the next; when it comes back, the family ends."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="refresh_tokens")
    family: "models.UUIDField[UUID, UUID]" = models.UUIDField(default=uuid4, db_index=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class EntryToken(models.Model):
    """Carries a fresh sign-in from the public host to a workspace's host, once, within two minutes."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(db_index=True)


class EmailCode(models.Model):
    """The newest code that proves a signed-in person's address; guesses are counted, a right one uses it up."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    code_hash = models.CharField(max_length=64)
    guesses = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()


class SessionKind(models.TextChoices):
    BROWSER = "browser"
    API = "api"


class DeviceSession(models.Model):
    """One signed-in device. An API client's refresh tokens are the family of the same id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="device_sessions")
    kind = models.CharField(max_length=8, choices=SessionKind)
    # Django's own session, which goes when this one ends; empty for API clients.
    session_key = models.CharField(max_length=40, default="", blank=True, db_index=True)
    user_agent = models.CharField(max_length=300, default="", blank=True)
    ip = models.GenericIPAddressField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # None: made together with a workspace and not used since.
    last_seen_at = models.DateTimeField(null=True)
    # When the person last proved who they are; what guards the account asks for it anew.
    confirmed_at = models.DateTimeField()
    # When a second factor was proved in this session; None: it was opened by a password, a code or Google alone.
    second_factor_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user"], condition=models.Q(ended_at=None), name="accounts_open_sessions")
        ]


class KnownDevice(models.Model):
    """A device that a person has signed in from: it keeps its way in while strangers guess from elsewhere."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_devices")
    device_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "device_hash"], name="one_row_per_device")]


class FlowCode(models.Model):
    """A code of the one browser or client that asked (`flow`): nobody else's guesses count against it.

    What it is good for, to sign in or for a new password, is a part of its digest.
    """

    flow_hash = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    guesses = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)


class PendingSignIn(models.Model):
    """A sign-in that waits for its second factor."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    guesses = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)


class EmailChange(models.Model):
    """A new address that waits for a code from it, and for one from the old address."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    new_code_hash = models.CharField(max_length=64, default="", blank=True)
    old_code_hash = models.CharField(max_length=64, default="", blank=True)
    guesses = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()


class GoogleIdentity(models.Model):
    """Whose Google account signs in whom; `subject` is Google's `sub`, which stays when its address changes."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="google")
    subject = models.CharField(max_length=255, unique=True)
    email = models.EmailField(max_length=254)
    created_at = models.DateTimeField(auto_now_add=True)


class KeyKind(models.TextChoices):
    PERSONAL = "personal"
    SERVICE = "service"


class ApiKey(models.Model):
    """A key to one workspace's API. A personal one acts as its maker, a service key for the workspace itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    kind = models.CharField(max_length=8, choices=KeyKind)
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=16)
    key_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40))
    # What a service key may do at most, beside what its maker may; a personal one has its maker's role.
    role = models.CharField(max_length=10, choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
