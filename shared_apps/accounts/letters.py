"""E-mails to people, in their language, as plain text and HTML. smtplib's errors are OSErrors: callers retry those."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format

from shared_apps.accounts.models import User
from shared_apps.core.clock import now

SUBJECTS = {
    ("verify_email", "en"): "{code} is your Parlor code",
    ("verify_email", "uk"): "{code} — ваш код Parlor",
    ("reset_password", "en"): "{code} resets your Parlor password",
    ("reset_password", "uk"): "{code} — код для нового пароля Parlor",
    ("sign_in", "en"): "{code} signs you in to Parlor",
    ("sign_in", "uk"): "{code} — код для входу в Parlor",
    ("change_email", "en"): "{code} confirms your new Parlor address",
    ("change_email", "uk"): "{code} — підтвердження нової адреси Parlor",
}
# What happened, as the subject and first sentence of a notice; the letter's end says what to do if it was not you.
NOTICES = {
    ("new_device", "en"): "New sign-in to your Parlor account",
    ("new_device", "uk"): "Новий вхід до вашого облікового запису Parlor",
    ("password_changed", "en"): "Your Parlor password was changed",
    ("password_changed", "uk"): "Ваш пароль Parlor змінено",
    ("email_changed", "en"): "Your Parlor sign-in address was changed",
    ("email_changed", "uk"): "Вашу адресу для входу в Parlor змінено",
    ("key_made", "en"): "An API key was made in your Parlor account",
    ("key_made", "uk"): "У вашому обліковому записі Parlor створено ключ API",
    ("two_factor_on", "en"): "Two-factor sign-in is on",
    ("two_factor_on", "uk"): "Двоетапний вхід увімкнено",
    ("two_factor_off", "en"): "Two-factor sign-in is off",
    ("two_factor_off", "uk"): "Двоетапний вхід вимкнено",
    ("recovery_codes_renewed", "en"): "You have new recovery codes",
    ("recovery_codes_renewed", "uk"): "У вас нові коди відновлення",
    ("recovery_code_used", "en"): "A recovery code of your Parlor account was used",
    ("recovery_code_used", "uk"): "Використано код відновлення вашого облікового запису Parlor",
    ("passkey_added", "en"): "A passkey was added to your Parlor account",
    ("passkey_added", "uk"): "До вашого облікового запису Parlor додано ключ доступу",
    ("passkey_removed", "en"): "A passkey was removed from your Parlor account",
    ("passkey_removed", "uk"): "З вашого облікового запису Parlor видалено ключ доступу",
    ("operator_on", "en"): "You can open Parlor's console now",
    ("operator_on", "uk"): "Тепер вам відкрито консоль Parlor",
    ("operator_off", "en"): "You can open Parlor's console no longer",
    ("operator_off", "uk"): "Консоль Parlor більше вам не відкрита",
    ("google_linked", "en"): "Google can now sign you in to Parlor",
    ("google_linked", "uk"): "Тепер ви можете входити в Parlor через Google",
}


def send_letter(kind: str, user: User, *, code: str, to: str = "") -> None:
    """Send a code to the person, or to another address that they say is theirs."""
    language = _language(user)
    shown = {
        "kind": kind,
        "language": language,
        "name": user.name,
        "code": code,
        "minutes": settings.EMAIL_CODE_LIFETIME_S // 60,
    }
    text = render_to_string(f"accounts/letters/{kind}.{language}.txt", shown).strip() + "\n"
    _send(SUBJECTS[kind, language].format(code=code), text, to or user.email, language, headline=code)


WELCOME = {
    "en": "Choose your password for Parlor's console",
    "uk": "Оберіть пароль для консолі Parlor",
}


def send_welcome(user: User) -> None:
    """Tell a new operator where to choose a password; the page there sends the code."""
    language = _language(user)
    link = f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/reset-password"
    shown = {"language": language, "name": user.name, "link": link}
    text = render_to_string(f"accounts/letters/welcome.{language}.txt", shown).strip() + "\n"
    _send(WELCOME[language], text, user.email, language)


def send_notice(kind: str, user: User, *, to: str = "", **details: str) -> None:
    """Have the person told, once this transaction holds, that something about their account changed.

    `details` may name the device, ip, label or email.
    """
    # The task sends what is below; it cannot be known above, as tasks know this module.
    from shared_apps.accounts.tasks import send_notice_letter

    at = now().isoformat()
    transaction.on_commit(
        lambda: send_notice_letter.delay(str(user.id), kind, to or user.email, at, details), robust=True
    )


def send_notice_now(kind: str, user: User, *, to: str, at: str, details: dict[str, str]) -> None:
    language = _language(user)
    subject = NOTICES[kind, language]
    with translation.override(language):
        moment = date_format(datetime.fromisoformat(at), "j E Y, H:i") + " UTC"
    shown = {"language": language, "name": user.name, "what": subject, "moment": moment, **details}
    text = render_to_string(f"accounts/letters/notice.{language}.txt", shown).strip() + "\n"
    _send(subject, text, to, language)


def _send(subject: str, text: str, to: str, language: str, *, headline: str = "") -> None:
    letter = EmailMultiAlternatives(subject, text, to=[to])
    shown = {"language": language, "code": headline, "text": text}
    letter.attach_alternative(render_to_string("accounts/letters/code.html", shown), "text/html")
    letter.send()


def _language(user: User) -> str:
    return user.language if ("new_device", user.language) in NOTICES else "en"
