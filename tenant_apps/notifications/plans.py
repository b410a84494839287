"""Tell those who look after the plan of its allowances, each in their own language."""

from collections.abc import Sequence

from shared_apps.plans import entitlements
from shared_apps.plans.events import AllowanceNeared, AllowanceUsedUp
from tenant_apps.notifications.actions import News, tell
from tenant_apps.notifications.models import Kind
from tenant_apps.team.rights.kernel import Permission
from tenant_apps.team.rights.selectors import those_who_may

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "near": "{used} of {limit} {what} of this month are used.",
        "reached": "This month's {what} are used up.",
        "waits": " Customers' messages are received and kept; the agent and replies wait for a larger plan or "
        "the next month.",
        "messages": "messages",
        "conversations": "conversations",
        "photos": "photos",
    },
    "uk": {
        "near": "Використано {used} з {limit}: {what} цього місяця.",
        "reached": "Вичерпано: {what} цього місяця.",
        "waits": " Повідомлення клієнтів приходять і зберігаються; агент і відповіді чекають більшого плану або "
        "наступного місяця.",
        "messages": "повідомлення",
        "conversations": "розмови",
        "photos": "фото",
    },
}


def tell_of_allowances(facts: Sequence[AllowanceNeared | AllowanceUsedUp]) -> None:
    """An allowance that is nearly or wholly used concerns those who see what the plan costs."""
    entitled, used = entitlements.current(), entitlements.usage()
    people = those_who_may(Permission.MONEY)
    tell(
        News(
            member.id,
            Kind.PLAN,
            about={
                "meter": fact.meter,
                "mark": "reached" if isinstance(fact, AllowanceUsedUp) else "near",
                "text": _text(
                    fact, member.language, used.get(fact.meter, 0), entitled.limit(fact.meter) or 0
                ),
            },
        )
        for fact in facts
        for member in people
    )


def _text(fact: AllowanceNeared | AllowanceUsedUp, language: str, used: int, limit: int) -> str:
    words = WORDS.get(language, WORDS["en"])
    is_reached = isinstance(fact, AllowanceUsedUp)
    said = words["reached" if is_reached else "near"].format(
        what=words.get(fact.meter, fact.meter), used=used, limit=limit
    )
    return said + words["waits"] if is_reached and fact.meter == "messages" else said
