"""Is this request really from Meta? The same proof as for all of its products."""

from shared_apps.vendors.meta import challenge, is_signed

verify = is_signed
handshake = challenge
