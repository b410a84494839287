from django.db import models

from tenant_apps.team.models import Member

UNDO_S = 5
# The same bound as for a message's own `undo_s`.
MAX_UNDO_S = 30


class SendKey(models.TextChoices):
    """What sends a reply; with the second one Enter alone begins a new line."""

    ENTER = "enter"
    MOD_ENTER = "mod_enter"


class WritingHabits(models.Model):
    """One row of a member who chose something; without one the house's own habits hold."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    undo_s = models.SmallIntegerField(default=UNDO_S)
    send_key = models.CharField(
        max_length=9, choices=SendKey.choices, default=SendKey.ENTER, db_default=SendKey.ENTER
    )

    class Meta:
        app_label = "conversations"
