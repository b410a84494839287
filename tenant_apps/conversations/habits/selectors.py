from tenant_apps.conversations.habits.models import WritingHabits
from tenant_apps.team.models import Member


def habits_of(member: Member) -> WritingHabits:
    """Return a member's habits, the house's own (unsaved) when they chose none."""
    return WritingHabits.objects.filter(member=member).first() or WritingHabits()
