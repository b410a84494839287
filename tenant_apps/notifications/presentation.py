"""How an alert looks: the app words it by `kind` and `about`; devices and letters get it worded here."""

from typing import Any

from tenant_apps.notifications.models import Alert, Kind

WORDS: dict[str, dict[str, str]] = {
    "en": {
        Kind.NEW_CONVERSATION: "{contact} wrote",
        Kind.ASSIGNED: "{contact} was given to you",
        Kind.MESSAGE: "{contact} wrote",
        Kind.MENTION: "{by} mentioned you",
        Kind.PARTICIPATING: "{contact} wrote where you watch",
        Kind.SNOOZE_ENDED: "{contact} is back from snooze",
        Kind.SLA_SOON: "{contact} has to be answered soon",
        Kind.SLA_BREACHED: "{contact} waits too long",
        Kind.HANDED_OFF: "{contact} needs a person",
        Kind.CHANNEL_TROUBLE: "{channel} stopped working",
        Kind.CHANNEL_REVIEW: "{channel} was reviewed",
        Kind.PLAN: "Your plan needs a look",
        Kind.SEND_FAILED: "A message to {contact} did not go out",
        Kind.AGENT_BUDGET: "Models reached the limit of this month's budget",
    },
    "uk": {
        Kind.NEW_CONVERSATION: "Пише {contact}",
        Kind.ASSIGNED: "Вам передано: {contact}",
        Kind.MESSAGE: "Пише {contact}",
        Kind.MENTION: "Вас згадали: {by}",
        Kind.PARTICIPATING: "Пише {contact}, за ким ви стежите",
        Kind.SNOOZE_ENDED: "Відкладене знову тут: {contact}",
        Kind.SLA_SOON: "Незабаром час відповісти: {contact}",
        Kind.SLA_BREACHED: "Задовго чекає: {contact}",
        Kind.HANDED_OFF: "Потрібна людина: {contact}",
        Kind.CHANNEL_TROUBLE: "Не працює канал {channel}",
        Kind.CHANNEL_REVIEW: "Канал {channel} перевірено",
        Kind.PLAN: "Зверніть увагу на ваш план",
        Kind.SEND_FAILED: "Не надіслано повідомлення: {contact}",
        Kind.AGENT_BUDGET: "Витрати на моделі досягли межі бюджету цього місяця",
    },
}
NOBODY = {"en": "A customer", "uk": "Клієнт"}


def alert_view(alert: Alert) -> dict[str, Any]:
    return {
        "id": str(alert.id),
        "kind": alert.kind,
        "conversation": str(alert.conversation_id) if alert.conversation_id else None,
        "message": str(alert.message_id) if alert.message_id else None,
        "about": alert.about,
        "count": alert.count,
        "at": alert.at.isoformat().replace("+00:00", "Z"),
        "read": alert.read_at is not None,
    }


def worded(alert: Alert, language: str) -> tuple[str, str]:
    """Return the title and the text of an alert in `language`."""
    language = language if language in WORDS else "en"
    about = {"contact": "", "by": "", "channel": "", **alert.about}
    names = {name: str(about[name]) or NOBODY[language] for name in ("contact", "by", "channel")}
    return WORDS[language][alert.kind].format(**names), str(about.get("text", ""))
