from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.team.models import Member
from tenants.models import Language, Role


class InvitationKind(models.TextChoices):
    EMAIL = "email"
    LINK = "link"


class InvitationState(models.TextChoices):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Invitation(models.Model):
    """A place in the workspace for whoever brings its token: one person of one address, or up to `max_uses` people."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=5, choices=InvitationKind)
    email = models.EmailField(max_length=254, default="", db_default="", blank=True)
    # What this link is for, in the words of who made it.
    label = models.CharField(max_length=80, default="", db_default="", blank=True)
    role = models.CharField(max_length=10, choices=Role)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    # Empty until the letter is sent.
    token_hash = models.CharField(max_length=64, default="", db_default="", blank=True)
    max_uses = models.PositiveSmallIntegerField(default=1, db_default=1)
    uses = models.PositiveSmallIntegerField(default=0, db_default=0)
    invited_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "team"
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="one_invitation_per_token"
            ),
        ]


class Joining(models.Model):
    """Somebody who came by an invitation."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="joinings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "team"
