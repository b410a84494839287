"""E-mails to people, in their language, as plain text and HTML. smtplib's errors are OSErrors: callers retry those."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from shared_apps.accounts.models import User

SUBJECTS = {
    ("verify_email", "en"): "{code} is your Parlor code",
    ("verify_email", "uk"): "{code} — ваш код Parlor",
    ("reset_password", "en"): "{code} resets your Parlor password",
    ("reset_password", "uk"): "{code} — код для нового пароля Parlor",
}


def send_letter(kind: str, user: User, *, code: str) -> None:
    language = user.language if (kind, user.language) in SUBJECTS else "en"
    shown = {
        "kind": kind,
        "language": language,
        "name": user.name,
        "code": code,
        "minutes": settings.EMAIL_CODE_LIFETIME_S // 60,
    }
    text = render_to_string(f"accounts/letters/{kind}.{language}.txt", shown).strip() + "\n"
    letter = EmailMultiAlternatives(SUBJECTS[kind, language].format(code=code), text, to=[user.email])
    letter.attach_alternative(
        render_to_string("accounts/letters/code.html", {**shown, "text": text}), "text/html"
    )
    letter.send()
