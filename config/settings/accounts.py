"""Who may sign in and how."""

from config.settings import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
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
HEADLESS_ONLY = True
HEADLESS_FRONTEND_URLS = {"account_reset_password": "/reset-password", "account_signup": "/sign-up"}

ACCESS_TOKEN_LIFETIME_S = env.number("ACCESS_TOKEN_LIFETIME_S", 15 * 60)
REFRESH_TOKEN_LIFETIME_S = env.number("REFRESH_TOKEN_LIFETIME_S", 30 * 24 * 3600)
ENTRY_TOKEN_LIFETIME_S = 120

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Parlor <hello@parlor.example>")
