from tenant_apps.conversations.habits.models import WritingHabits
from tenant_apps.team.models import Member


def keep_habits(*, member: Member, undo_s: int) -> WritingHabits:
    """Keep how a member likes to write, on all their devices."""
    habits, _ = WritingHabits.objects.update_or_create(member=member, defaults={"undo_s": undo_s})
    return habits
