from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from shared_apps.core.ids import uuid7
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.files.models import StoredFile
from tenant_apps.team.models import Member, Team


class Scope(models.TextChoices):
    EVERYONE = "everyone"
    TEAM = "team"
    CHANNEL = "channel"
    OWN = "own"


class CannedReply(models.Model):
    """A text under a shortcut; the shortcut is one within its scope."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    shortcut = models.TextField()
    title = models.TextField(default="", blank=True)
    text = models.TextField(default="", blank=True)
    scope = models.CharField(max_length=8, choices=Scope, default=Scope.EVERYONE)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    channel_account = models.ForeignKey(ChannelAccount, null=True, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    usage_count = models.IntegerField(default=0, db_default=0)
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    rev = models.IntegerField(default=1)

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(
                Lower("shortcut"), "scope", "team", "channel_account", "owner",
                name="one_canned_reply_per_shortcut", nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(scope="everyone", team=None, channel_account=None, owner=None)
                | Q(scope="team", team__isnull=False, channel_account=None, owner=None)
                | Q(scope="channel", team=None, channel_account__isnull=False, owner=None)
                | Q(scope="own", team=None, channel_account=None, owner__isnull=False),
                name="canned_reply_belongs_to_its_scope",
            ),
        ]  # fmt: skip


class CannedFile(models.Model):
    """A file that goes with a canned reply."""

    reply = models.ForeignKey(CannedReply, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField(default=0)

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["reply", "file"], name="one_canned_file_once_per_reply")
        ]


class Macro(models.Model):
    """Steps that are done together; `owner` None: everyone's. `steps` are those of `replies.steps`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField()
    owner = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    steps = models.JSONField(default=list)
    position = models.IntegerField(default=0)
    usage_count = models.IntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(db_default=Now())
    rev = models.IntegerField(default=1)

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(Lower("name"), "owner", name="one_macro_per_name", nulls_distinct=False)
        ]
