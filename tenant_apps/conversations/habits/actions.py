from collections.abc import Mapping
from typing import Any

from tenant_apps.conversations.habits.models import WritingHabits
from tenant_apps.team.models import Member


def keep_habits(*, member: Member, changes: Mapping[str, Any]) -> WritingHabits:
    """Keep how a member likes to write, on all their devices; what is not named stays as it was."""
    habits, _ = WritingHabits.objects.update_or_create(member=member, defaults=changes)
    return habits
