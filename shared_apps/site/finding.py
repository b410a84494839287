"""Send people the addresses of their workspaces, and tell nobody else whether there are any."""

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import User
from shared_apps.core.keys import PUBLIC
from shared_apps.core.ratelimit import take
from shared_apps.site.tasks import send_workspaces_letter
from tenants.hosts import url_of
from tenants.selectors import memberships_of

# Somebody who mistypes has five tries at once and one more every minute.
ASKS, ASKS_PER_S = 5, 1 / 60
# A mailbox gets two letters at once and one more an hour, whoever asks.
LETTERS, LETTERS_PER_S = 2, 1 / 3600
SUBJECTS = {"en": "Your Parlor workspaces", "uk": "Ваші робочі простори Parlor"}


def ask_for_letter(*, email: str, address: str, language: str) -> float:
    """Have a letter sent if somebody has this e-mail; return 0, or the seconds to wait.

    Who it is for is looked up by a task, so that the door takes equally long for everybody.
    """
    wait_s = take(_key("asked", address), per_second=ASKS_PER_S, burst=ASKS)
    if not wait_s:
        send_workspaces_letter.delay(email, language)
    return wait_s


def send_letter(email: str, language: str) -> None:
    """Send the letter, if there is a person of this address; the person's own language wins."""
    user = User.objects.filter(email=normal_email(email), is_active=True).first()
    if user is None or take(_key("letter", user.email), per_second=LETTERS_PER_S, burst=LETTERS):
        return
    language = user.language if user.language in SUBJECTS else language
    found = [
        {"name": membership.tenant.name, "url": f"{url_of(membership.tenant.slug)}/"}
        for membership in memberships_of(user)
    ]
    home = f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}"
    shown = {"name": user.name, "workspaces": found, "home": home, "language": language}
    text = render_to_string(f"site/letters/workspaces.{language}.txt", shown).strip() + "\n"
    letter = EmailMultiAlternatives(SUBJECTS[language], text, to=[user.email])
    letter.attach_alternative(
        render_to_string("site/letters/workspaces.html", {**shown, "text": text}), "text/html"
    )
    letter.send()


def _key(kind: str, who: str) -> str:
    return cache.make_key(f"{PUBLIC}:find-workspace:{kind}:{who}")
