"""E-mails about the team, as plain text and HTML. smtplib's errors are OSErrors: the tasks retry those."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format

from tenant_apps.team.invitations.models import Invitation
from tenant_apps.team.models import Member
from tenants.hosts import url_of
from tenants.models import Tenant

# Where an invitation's token is brought; it stands behind `#`, which no server's log sees.
JOIN_PATH = "/join#"
# Names are people's own words: a long one would push our own out of sight.
NAME_LENGTH = 60

_INVITATION = {
    "en": {
        "subject": "{by} invites you to {workspace} in Parlor",
        "text": (
            "Hello,\n\n{by} invites you to {workspace} as {role}. Parlor is where the team answers its customers.\n\n"
            "The invitation is for {email} and works until {until}.\n\n"
            "If you do not know {by}, you can forget this e-mail."
        ),
        "action": "Join {workspace}",
        "roles": {"admin": "an administrator", "agent": "an agent", "viewer": "a viewer"},
    },
    "uk": {
        "subject": "{by} запрошує вас до {workspace} у Parlor",
        "text": (
            "Вітаємо!\n\n{by} запрошує вас до {workspace}, роль — {role}. "
            "У Parlor команда відповідає своїм клієнтам.\n\n"
            "Запрошення для {email} діє до {until}.\n\n"
            "Якщо ви не знаєте, хто це, просто не зважайте на цей лист."
        ),
        "action": "Приєднатися до {workspace}",
        "roles": {"admin": "адміністратор", "agent": "оператор", "viewer": "спостерігач"},
    },
}
_OWNERSHIP = {
    "en": {
        "subject": "{workspace} in Parlor has a new owner: {owner}",
        "text": (
            "Hello {name},\n\n{by} made {owner} the owner of {workspace}.\n\n"
            "If this is not what you agreed, speak with {by} at once."
        ),
    },
    "uk": {
        "subject": "У {workspace} в Parlor новий власник: {owner}",
        "text": (
            "Вітаємо, {name}!\n\n{by} передає право власності на {workspace}. Новий власник: {owner}.\n\n"
            "Якщо ви про це не домовлялися, одразу зв’яжіться з {by}."
        ),
    },
}


def join_url(tenant: Tenant, token: str) -> str:
    return f"{url_of(tenant.slug)}{JOIN_PATH}{token}"


def send_invitation_letter(invitation: Invitation, *, tenant: Tenant, token: str) -> None:
    words = _INVITATION.get(invitation.language, _INVITATION["en"])
    with translation.override(invitation.language):
        until = date_format(invitation.expires_at, "j E Y")
    roles: dict[str, str] = words["roles"]  # type: ignore[assignment]  # the one entry that is no text
    shown = {
        "by": _short(invitation.invited_by.name),
        "workspace": _short(tenant.name),
        "role": roles[invitation.role],
        "email": invitation.email,
        "until": until,
    }
    texts = {name: str(words[name]).format(**shown) for name in ("subject", "text", "action")}
    url = join_url(tenant, token)
    _send(texts, to=invitation.email, language=invitation.language, url=url)


def send_ownership_letter(reader: Member, *, owner: Member, by: str, workspace: str) -> None:
    """Tell one of the owners, the new one too, who owns the workspace from now on."""
    words = _OWNERSHIP.get(reader.language, _OWNERSHIP["en"])
    shown = {
        "name": _short(reader.name),
        "owner": _short(owner.name),
        "by": _short(by),
        "workspace": _short(workspace),
    }
    texts = {name: text.format(**shown) for name, text in words.items()}
    _send(texts, to=reader.email, language=reader.language)


def _send(texts: dict[str, str], *, to: str, language: str, url: str = "") -> None:
    text = texts["text"] + (f"\n\n{texts['action']}: {url}" if url else "") + "\n"
    letter = EmailMultiAlternatives(texts["subject"], text, to=[to])
    shown = {
        "language": language,
        "headline": texts["subject"],
        "text": texts["text"],
        "action": texts.get("action", ""),
        "url": url,
    }
    letter.attach_alternative(render_to_string("team/letters/letter.html", shown), "text/html")
    letter.send()


def _short(name: str) -> str:
    """Return a name on one line, as a subject needs it."""
    line = " ".join(name.split())
    return line if len(line) <= NAME_LENGTH else line[: NAME_LENGTH - 1] + "…"
