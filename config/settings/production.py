"""Production: secrets from the environment only, TLS in front, never the sandbox."""

import os

from django.core.exceptions import ImproperlyConfigured

from config.settings import env, outside
from config.settings.base import *  # noqa: F403
from config.settings.base import FIELD_KEYS, LOGGING, SECRET_KEY

SANDBOX_IS_WORLD = False
META_GRAPH_URL = env.text("META_GRAPH_URL", "https://graph.facebook.com")
META_DIALOG_URL = env.text("META_DIALOG_URL", "https://www.facebook.com")
META_APP_ID = env.text("META_APP_ID", "")
INSTAGRAM_APP_ID = env.text("INSTAGRAM_APP_ID", "")
INSTAGRAM_GRAPH_URL = env.text("INSTAGRAM_GRAPH_URL", "https://graph.instagram.com")
INSTAGRAM_API_URL = env.text("INSTAGRAM_API_URL", "https://api.instagram.com")
INSTAGRAM_DIALOG_URL = env.text("INSTAGRAM_DIALOG_URL", "https://www.instagram.com")
GOOGLE_CLIENT_ID = env.text("GOOGLE_CLIENT_ID", "")
GOOGLE_CLIENT_SECRET = env.text("PARLOR_GOOGLE_CLIENT_SECRET", "")
GOOGLE_AUTHORIZE_URL = env.text("GOOGLE_AUTHORIZE_URL", "https://accounts.google.com/o/oauth2/v2/auth")
GOOGLE_TOKEN_URL = env.text("GOOGLE_TOKEN_URL", "https://oauth2.googleapis.com/token")
GOOGLE_CERTS_URL = env.text("GOOGLE_CERTS_URL", "https://www.googleapis.com/oauth2/v3/certs")
GEMINI_URL = env.text("GEMINI_URL", "https://generativelanguage.googleapis.com/v1beta")
GOOGLE_VISION_URL = env.text("GOOGLE_VISION_URL", "https://vision.googleapis.com")
STRIPE_API_URL = env.text("STRIPE_API_URL", "https://api.stripe.com")
# Without a key nothing can be bought; development's own is never used here.
STRIPE_SECRET_KEY = env.text("PARLOR_STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRETS = env.words("PARLOR_STRIPE_WEBHOOK_SECRET")
TELEGRAM_API_URL = env.text("TELEGRAM_API_URL", "https://api.telegram.org")
DNS_SERVERS = env.words("PARLOR_DNS_SERVERS")
PUBLIC_SCHEME = "https"
LOG_FORMAT = env.text("PARLOR_LOG_FORMAT", "json")
LOGGING = {**LOGGING, "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}}}
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_USE_TLS = env.text("EMAIL_USE_TLS", "true") == "true"


def _is_vendor(url: str) -> bool:
    """Say whether an address is a vendor's own: theirs have TLS, and none stands on this machine."""
    return url.startswith("https://") and not any(near in url for near in ("127.0.0.1", "localhost", "[::1]"))


if len(SECRET_KEY) < 40 or not FIELD_KEYS:
    raise ImproperlyConfigured("Set DJANGO_SECRET_KEY (40 characters or more) and PARLOR_FIELD_KEYS.")
# A channel that was given no address above would talk to the sandbox. A language model may well be near (…_BASE_URL).
_VENDORS = [name for name in vars(outside) if name.endswith("_URL") and not name.endswith("_BASE_URL")]
_INSIDE = [name for name in _VENDORS if name != "SANDBOX_URL" and not _is_vendor(globals()[name])]
_INSIDE += [
    name
    for name in vars(outside)
    if name.endswith("_BASE_URL") and globals()[name].startswith(outside.SANDBOX_URL)
]
if "SANDBOX_URL" in os.environ or _INSIDE:
    raise ImproperlyConfigured(
        f"Production does not start on sandbox addresses. Unset {', '.join(['SANDBOX_URL', *_INSIDE])}."
    )
if not env.words("PARLOR_META_APP_SECRET") or not env.text("PARLOR_META_VERIFY_TOKEN", ""):
    raise ImproperlyConfigured("Set PARLOR_META_APP_SECRET and PARLOR_META_VERIFY_TOKEN.")
if STRIPE_SECRET_KEY and not STRIPE_WEBHOOK_SECRETS:
    raise ImproperlyConfigured("Set PARLOR_STRIPE_WEBHOOK_SECRET: what Stripe sends could not be verified.")
