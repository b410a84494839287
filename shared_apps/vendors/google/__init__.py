"""Google over HTTP, without models: sign-in by OpenID Connect.

Quirks: the key set changes every few weeks, so an unknown `kid` is looked up anew; `sub` is the stable name of an
account, its address may change; `iss` comes with and without its scheme.
"""

from shared_apps.vendors.google.sign_in import GoogleError, GoogleProfile, authorize_url, redeem

__all__ = ["GoogleError", "GoogleProfile", "authorize_url", "redeem"]
