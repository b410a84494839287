"""Who may sign in and how."""

from config.settings import env

AUTH_USER_MODEL = "accounts.User"
# The member that a user is in the current workspace; accounts stand below the team and know it by this name only.
MEMBER_LOOKUP = "tenant_apps.team.selectors.member_behind"
# The task, sent into each of a person's workspaces, that copies a changed name and language to their member there.
PROFILE_COPY = "tenant_apps.team.tasks.copy_profile"

AUTHENTICATION_BACKENDS = ["shared_apps.accounts.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "shared_apps.accounts.adapter.AccountAdapter"
# Ours instead (accounts/guessing.py): a stranger's guesses must not lock the person out.
ACCOUNT_RATE_LIMITS = {"login_failed": False}
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "shared_apps.accounts.adapter.TwoFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Parlor"
# Phones' clocks are off by seconds: the codes before and after count as well.
MFA_TOTP_TOLERANCE = 1
HEADLESS_ONLY = True
HEADLESS_FRONTEND_URLS = {"account_reset_password": "/reset-password", "account_signup": "/sign-up"}

ACCESS_TOKEN_LIFETIME_S = env.number("ACCESS_TOKEN_LIFETIME_S", 15 * 60)
REFRESH_TOKEN_LIFETIME_S = env.number("REFRESH_TOKEN_LIFETIME_S", 30 * 24 * 3600)
ENTRY_TOKEN_LIFETIME_S = 120
EMAIL_CODE_LIFETIME_S = 15 * 60
EMAIL_CODE_GUESSES = 5
SECOND_FACTOR_LIFETIME_S = 10 * 60
# How long after proving who one is the account's own locks may be changed.
CONFIRMATION_LIFETIME_S = 15 * 60

# Wrong secrets: (how many, in how many seconds) for one account, counted for a known device by itself, for everybody
# else by address, and for all strangers together.
GUESSES_OF_DEVICE = (10, 300)
GUESSES_OF_ADDRESS = (5, 300)
GUESSES_OF_STRANGERS = (50, 3600)
# Letters with codes to one person, counted alike.
CODES_OF_DEVICE = (10, 3600)
CODES_OF_ADDRESS = (5, 3600)
CODES_OF_STRANGERS = (20, 3600)

# How often one address may knock at the doors that stand open to strangers; ours alone, beside allauth's own limits.
TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
THROTTLE_RATES = {
    "register": env.text("THROTTLE_REGISTER", "30/h"),
    "sign_in": env.text("THROTTLE_SIGN_IN", "60/m"),
    "codes": env.text("THROTTLE_CODES", "20/h"),
    "slug": env.text("THROTTLE_SLUG", "60/m"),
    "join": env.text("THROTTLE_JOIN", "60/m"),
    "refresh": env.text("THROTTLE_REFRESH", "120/m"),
    # Everything else: strangers by address, API clients by person, browsers by person, keys each by itself.
    "anonymous": env.text("THROTTLE_ANONYMOUS", "100/h"),
    "user": env.text("THROTTLE_USER", "1000/h"),
    "browser": env.text("THROTTLE_BROWSER", "20000/h"),
    "key": env.text("THROTTLE_KEY", "1000/h"),
    # What one operator changes in the platform's console.
    "operator": env.text("THROTTLE_OPERATOR", "300/h"),
}

# Where Django's admin answers on the public site, for operators only; ends with a slash.
ADMIN_PATH = env.text("PARLOR_ADMIN_PATH", "backstage/")
UNFOLD = {"SITE_TITLE": "Parlor", "SITE_HEADER": "Parlor", "SHOW_LANGUAGES": False}

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Parlor <hello@parlor.example>")
