from django.db import models

from tenant_apps.team.models import Member

UNDO_S = 5
# The same bound as for a message's own `undo_s`.
MAX_UNDO_S = 30


class WritingHabits(models.Model):
    """One row of a member who chose something; without one the house's own habits hold."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    undo_s = models.SmallIntegerField(default=UNDO_S)

    class Meta:
        app_label = "conversations"
