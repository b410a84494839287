"""Tell a business what was decided about its channels: those who look after channels, each in their language."""

from collections.abc import Sequence

from shared_apps.console.channels.events import ChannelReviewed
from shared_apps.console.models import Channel, Review
from tenant_apps.notifications.actions import News, tell
from tenant_apps.notifications.models import Alert, Kind
from tenant_apps.team.rights.kernel import Permission
from tenant_apps.team.rights.selectors import those_who_may
from tenants.selectors import current_tenant

WORDS: dict[str, dict[str, str]] = {
    "en": {
        Review.APPROVED: "It is approved and can send messages.",
        Review.REJECTED: "It is not approved: messages arrive and none can be sent. {reason}",
    },
    "uk": {
        Review.APPROVED: "Його схвалено, повідомлення можна надсилати.",
        Review.REJECTED: "Його не схвалено: повідомлення приходять, але не надсилаються. {reason}",
    },
}


def tell_of_reviews(facts: Sequence[ChannelReviewed]) -> None:
    """The last word counts, and is told once."""
    rows = Channel.objects.filter(
        tenant=current_tenant(), account_id__in=[fact.channel_account_id for fact in facts]
    ).exclude(decided_at=None)
    for row in rows.exclude(review=Review.PENDING):
        _tell(row)


def _tell(row: Channel) -> None:
    assert row.decided_at is not None
    mark = {"kind": row.kind, "channel": row.name, "decided_at": row.decided_at.isoformat()}
    if Alert.objects.filter(kind=Kind.CHANNEL_REVIEW, about__contains=mark).exists():
        return
    tell(
        News(member.id, Kind.CHANNEL_REVIEW, about={**mark, "text": _text(row, member.language)})
        for member in those_who_may(Permission.CHANNELS)
    )


def _text(row: Channel, language: str) -> str:
    return WORDS.get(language, WORDS["en"])[row.review].format(reason=row.reason).strip()
