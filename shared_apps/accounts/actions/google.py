"""Sign in with Google: there and back, always in the same browser.

The browser leaves from a workspace or the public site and comes back to the one address that Google knows, on the
public site, which sends it home with code and state in the fragment. Only there, where a cookie from the beginning
waits, is the code redeemed: a link with somebody else's code signs nobody in.
"""

import json
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare

from shared_apps.accounts.digests import new_token, token_digest
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import GoogleIdentity, User
from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import AppError
from shared_apps.core.fields import decrypt, encrypt
from shared_apps.core.keys import schema
from shared_apps.vendors.google import GoogleError, GoogleProfile, authorize_url, redeem

CALLBACK_PATH = "/api/auth/google/callback/"
LIFETIME_S = 600


@dataclass(frozen=True)
class Errand:
    """What travels with the browser, encrypted: where it began, and the secrets of this one sign-in."""

    schema: str
    nonce: str
    verifier: str
    browser: str
    made_at: float


def redirect_uri() -> str:
    return f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}{CALLBACK_PATH}"


def begin() -> tuple[str, str]:
    """Return Google's page and the secret that stays with this browser."""
    browser, nonce, verifier = new_token(), new_token(), new_token() + new_token()[:10]
    made = [schema(), nonce, verifier, token_digest(browser), now().timestamp()]
    state = encrypt(json.dumps(made))
    return authorize_url(redirect_uri=redirect_uri(), state=state, nonce=nonce, verifier=verifier), browser


def read_errand(state: str) -> Errand | None:
    """Return what we sent out lately; None for anything else."""
    try:
        errand = Errand(*json.loads(decrypt(state)))
    except (ValueError, TypeError):
        return None
    return errand if 0 <= now().timestamp() - errand.made_at < LIFETIME_S else None


def profile_of(*, code: str, state: str, browser: str) -> GoogleProfile:
    """Return who came back; raises AppError 400 `google_refused` for another browser's or an older sign-in."""
    errand = read_errand(state)
    is_ours = errand is not None and constant_time_compare(errand.browser, token_digest(browser))
    if errand is None or not is_ours or errand.schema != schema():
        raise refused()
    if not cache.add(f"google:{token_digest(state)}", 1, LIFETIME_S):
        raise refused()
    try:
        profile = redeem(code=code, redirect_uri=redirect_uri(), nonce=errand.nonce, verifier=errand.verifier)
    except GoogleError as error:
        raise refused() from error
    if not profile.email or not profile.is_email_verified:
        raise refused()
    return profile


def person_of(profile: GoogleProfile) -> User | None:
    """Return whom a Google account signs in, None for somebody new; raises Conflict `google_not_linked`.

    An account here is linked by its address only when both sides have proved it: else whoever registered with a
    stranger's address first would share the stranger's account.
    """
    identity = GoogleIdentity.objects.select_related("user").filter(subject=profile.subject).first()
    if identity is not None:
        return _active(identity.user)
    user = User.objects.filter(email=normal_email(profile.email)).first()
    if user is None:
        return None
    if not _active(user).is_email_verified or GoogleIdentity.objects.filter(user=user).exists():
        message = "This address has an account already. Sign in with your password or a code first."
        raise AppError(AccountErrorCode.GOOGLE_NOT_LINKED, message, status=409)
    with transaction.atomic():
        link(user, profile)
        send_notice("google_linked", user)
    return user


def link(user: User, profile: GoogleProfile) -> None:
    """Let a Google account sign `user` in from now on; call inside a transaction."""
    try:
        with transaction.atomic():
            GoogleIdentity.objects.create(user=user, subject=profile.subject, email=profile.email)
    except IntegrityError as error:
        raise refused() from error
    record("user.google_linked", actor=user, target_kind="user", target_id=user.id)


def ticket_for(profile: GoogleProfile) -> str:
    """Return what a newcomer registers with instead of an address and a password; valid for ten minutes."""
    return encrypt(json.dumps(["sign_up", profile.subject, profile.email, profile.name, now().timestamp()]))


def profile_of_ticket(ticket: str) -> GoogleProfile:
    """Return whom a ticket was given to; raises AppError 400 `google_refused`."""
    try:
        kind, subject, email, name, made_at = json.loads(decrypt(ticket))
    except (ValueError, TypeError) as error:
        raise refused() from error
    if kind != "sign_up" or now().timestamp() - made_at > LIFETIME_S:
        raise refused()
    return GoogleProfile(subject, email, True, name)


def refused() -> AppError:
    message = "Signing in with Google did not work. Begin again."
    return AppError(AccountErrorCode.GOOGLE_REFUSED, message)


def _active(user: User) -> User:
    if not user.is_active:
        raise refused()
    return user
