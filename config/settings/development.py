"""`bin/up`: everything on this machine, the sandbox for the world."""

from urllib.parse import urlsplit

from config.settings.base import *  # noqa: F403
from config.settings.base import EMAIL_PORT, SANDBOX_IMAP_PORT, SANDBOX_URL, THROTTLE_RATES

DEBUG = False
# On a developer's machine everybody comes from one address; guessing at one account is limited all the same.
THROTTLE_RATES = dict.fromkeys(THROTTLE_RATES, "1000/s")
GUESSES_OF_STRANGERS = (10_000, 3600)
CODES_PER_PERSON = (1_000, 3600)
# The sandbox's mail servers and websites stand in for those of owners; nothing else on this machine is asked.
EGRESS_ALLOWED_ADDRESSES = [
    f"127.0.0.1:{EMAIL_PORT}",
    f"127.0.0.1:{SANDBOX_IMAP_PORT}",
    urlsplit(SANDBOX_URL).netloc,
]
