"""How often somebody may guess at one account's secrets, so that no stranger can lock the person out.

A device that the person has signed in from is counted by itself. Everybody else is counted by address, and all
strangers together, so that a guesser with many addresses is stopped as well: then known devices still come in,
others by a passkey, Google, or a new password by e-mail.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from shared_apps.accounts.devices import COOKIE, address_of, is_known
from shared_apps.accounts.digests import token_digest
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import KnownDevice, User
from shared_apps.core.errors import AppError
from shared_apps.core.ratelimit import take

MESSAGE = "Too many wrong attempts. Wait a few minutes, or sign in another way."
Bucket = tuple[str, tuple[int, int]]


def check(request: HttpRequest, account: str) -> None:
    """Raise AppError 429 `throttled` with `retry_after_s` when there were too many wrong guesses."""
    wait_s = max(_taken(bucket, only_look=True) for bucket in _buckets(request, account))
    if wait_s:
        data = {"retry_after_s": int(wait_s) + 1}
        raise AppError(AccountErrorCode.THROTTLED, MESSAGE, status=429, data=data)


def note_wrong(request: HttpRequest, account: str) -> None:
    for bucket in _buckets(request, account):
        _taken(bucket, only_look=False)


@dataclass(frozen=True)
class Asker:
    """From where a letter with a code was asked for: a browser's cookie as a digest, and the network address."""

    device: str = ""
    address: str = ""


def asker_of(request: HttpRequest) -> Asker:
    token = request.COOKIES.get(COOKIE, "")
    return Asker(token_digest(token) if token else "", address_of(request))


def may_send_code(user: User, asker: Asker) -> bool:
    """Say whether another letter with a code may go to this person, and count it.

    Letters that strangers ask for do not keep a known device from its own; of strangers, no one address can use up
    the share of all.
    """
    if asker.device and KnownDevice.objects.filter(user=user, device_hash=asker.device).exists():
        return not _taken((f"letters:{user.email}:{asker.device}", settings.CODES_OF_DEVICE), only_look=False)
    buckets = [
        (f"letters:{user.email}:{asker.address}", settings.CODES_OF_ADDRESS),
        (f"letters:{user.email}", settings.CODES_OF_STRANGERS),
    ]
    if any(_taken(bucket, only_look=True) for bucket in buckets):
        return False
    waits = [_taken(bucket, only_look=False) for bucket in buckets]
    return not any(waits)


def _buckets(request: HttpRequest, account: str) -> list[Bucket]:
    account = normal_email(account)
    device = is_known(request, account)
    if device:
        return [(f"guess:{account}:{device}", settings.GUESSES_OF_DEVICE)]
    return [
        (f"guess:{account}:{address_of(request)}", settings.GUESSES_OF_ADDRESS),
        (f"guess:{account}", settings.GUESSES_OF_STRANGERS),
    ]


def _taken(bucket: Bucket, *, only_look: bool) -> float:
    name, (count, seconds) = bucket
    return take(cache.make_key(name), per_second=count / seconds, burst=count, only_look=only_look)
