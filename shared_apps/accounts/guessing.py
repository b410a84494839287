"""How often somebody may guess at one account's secrets, so that no stranger can lock the person out.

A device that the person has signed in from is counted by itself. Everybody else is counted by address, and all
strangers together, so that a guesser with many addresses is stopped as well: then known devices still come in,
others by a passkey, Google, or a new password by e-mail.
"""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from shared_apps.accounts.devices import address_of, is_known
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.managers import normal_email
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


def may_send_code(account: str) -> bool:
    """Say whether another letter with a code may go to this address, and count it."""
    return not _taken((f"letters:{normal_email(account)}", settings.CODES_PER_PERSON), only_look=False)


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
