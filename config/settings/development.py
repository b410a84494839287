"""`bin/up`: everything on this machine, the sandbox for the world."""

from config.settings.base import *  # noqa: F403
from config.settings.base import THROTTLE_RATES

DEBUG = False
# On a developer's machine everybody comes from one address; guessing at one account is limited all the same.
THROTTLE_RATES = dict.fromkeys(THROTTLE_RATES, "1000/s")
ACCOUNT_RATE_LIMITS = {"login_failed": "10000/h/ip,5/5m/key"}
