"""E-mails to the owners of a business about its life, in their language."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import override

from tenants.models import Membership, Role, Tenant

# Subject, text, button. The button leads to the list of one's workspaces on the public site.
WORDS = {
    "suspended": {
        "en": (
            "{workspace} is paused",
            "We have paused {workspace}: {reason} Nothing is lost, what your customers write is kept, and everything"
            " goes on where it stopped. Answer this letter, and we look at it together.",
            "My workspaces",
        ),
        "uk": (
            "{workspace} призупинено",
            "Ми призупинили {workspace}: {reason} Нічого не втрачено: усе, що пишуть клієнти, зберігається, і робота"
            " продовжиться з того самого місця. Дайте відповідь на цей лист — і ми розберемося разом.",
            "Мої робочі простори",
        ),
    },
    "resumed": {
        "en": (
            "{workspace} is open again",
            "{workspace} works again. What came in meanwhile is in your inbox.",
            "My workspaces",
        ),
        "uk": (
            "{workspace} знову працює",
            "{workspace} знову працює. Усе, що надійшло за цей час, уже у вхідних.",
            "Мої робочі простори",
        ),
    },
    "deleting": {
        "en": (
            "{workspace} will be deleted on {until}",
            "{workspace} is closed and will be deleted on {until}, with its conversations, contacts and files. Its"
            " subscription is not renewed. Changed your mind, or was it not you? Sign in and choose “Keep it” before.",
            "Keep it",
        ),
        "uk": (
            "{workspace} буде видалено {until}",
            "{workspace} закрито, і {until} його буде видалено разом із розмовами, контактами та файлами. Підписку не"
            " буде поновлено. Передумали, або це були не ви? Увійдіть до того дня й натисніть «Залишити».",
            "Залишити",
        ),
    },
    "last_days": {
        "en": (
            "Last days to keep {workspace}",
            "On {until} {workspace} is deleted for good, with its conversations, contacts and files; after that nobody"
            " can bring it back. To keep it, sign in and choose “Keep it”. If it shall go, there is nothing to do.",
            "Keep it",
        ),
        "uk": (
            "Останні дні, щоб залишити {workspace}",
            "{until} {workspace} буде остаточно видалено разом із розмовами, контактами та файлами; після цього його"
            " ніхто не зможе повернути. Щоб залишити, увійдіть і натисніть «Залишити». Якщо ні, нічого не робіть.",
            "Залишити",
        ),
    },
    "kept": {
        "en": (
            "{workspace} stays",
            "{workspace} is not deleted, and nothing is lost. Its plan is renewed as before.",
            "My workspaces",
        ),
        "uk": (
            "{workspace} залишається",
            "{workspace} не видаляється, нічого не втрачено. Тариф поновлюється, як і раніше.",
            "Мої робочі простори",
        ),
    },
    "gone": {
        "en": (
            "{workspace} is deleted",
            "As asked, {workspace} is deleted: its conversations, contacts, files and keys are gone. Thank you for"
            " the time with us.",
            "Parlor",
        ),
        "uk": (
            "{workspace} видалено",
            "Як ви й просили, {workspace} видалено: розмов, контактів, файлів і ключів більше немає. Дякуємо, що були"
            " з нами.",
            "Parlor",
        ),
    },
}


def write_to_owners(tenant: Tenant, kind: str) -> None:
    """Send one letter to each owner; `kind` is a key of WORDS."""
    rows = Membership.objects.filter(tenant=tenant, role=Role.OWNER, user__is_active=True)
    people = [(row.user.email, row.user.language) for row in rows.select_related("user").order_by("id")]
    write(people, kind, workspace=tenant.name, reason=tenant.state_reason, until=tenant.purge_at)


def write(
    people: Iterable[tuple[str, str]], kind: str, *, workspace: str, reason: str = "", until: datetime | None
) -> None:
    """Send a letter to people, given as (address, language)."""
    for address, spoken in people:
        language = spoken if spoken in WORDS[kind] else "en"
        subject, text, button = WORDS[kind][language]
        with override(language):
            day = date_format(until, "j E Y") if until else ""
            names = {"workspace": workspace, "reason": _sentence(reason), "until": day}
            line, link = text.format(**names), _link(kind)
            shown = {"language": language, "lines": [line], "link": link, "button": button}
            html = render_to_string("tenants/letter.html", shown)
        letter = EmailMultiAlternatives(
            subject.format(**names), f"{line}\n\n{button}: {link}\n", to=[address]
        )
        letter.attach_alternative(html, "text/html")
        letter.send()


def _sentence(reason: str) -> str:
    return reason if not reason or reason.endswith((".", "!", "?")) else f"{reason}."


def _link(kind: str) -> str:
    home = f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/"
    return home if kind == "gone" else f"{home}workspaces"
