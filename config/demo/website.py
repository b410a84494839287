"""The demo businesses' own websites: a chat on each."""

from tenant_apps.channels.actions.connect import connect
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.webchat.actions import change_widget

_LOOKS = {"lumiere": "#9d174d", "northside": "#1e3a5f"}
_GREETING = {
    "en": "Hello! Ask us about prices, opening hours or anything else.",
    "uk": "Вітаємо! Запитуйте про ціни, години роботи чи будь-що інше.",
}


def connect_website(slug: str, name: str) -> ChannelAccount:
    """Connect the chat of the current business's website, once."""
    known = ChannelAccount.objects.filter(kind="webchat").order_by("created_at").first()
    if known is not None and known.is_connected:
        return known
    account = connect(kind="webchat", form={"name": name})
    looks = {"color": _LOOKS.get(slug, "#9d174d"), "greeting": _GREETING}
    return change_widget(account_id=account.id, changes=looks)
