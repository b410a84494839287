"""Tests: real PostgreSQL and Valkey, fast password hashing, tasks run where they are sent."""

import os

from cryptography.fernet import Fernet

os.environ.setdefault("DJANGO_SECRET_KEY", "tests-only-" + "k" * 40)
os.environ.setdefault("PARLOR_FIELD_KEYS", Fernet.generate_key().decode())
os.environ.setdefault("PARLOR_META_APP_SECRET", "test_app_secret")
os.environ.setdefault("PARLOR_VAPID_PRIVATE_KEY", "q" * 43)
os.environ.setdefault("PARLOR_META_VERIFY_TOKEN", "test_verify_token")
os.environ.setdefault("BASE_DOMAIN", "parlor.test")

from config.settings.base import *  # noqa: F403 - the environment above comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Everybody's limits are met on purpose only.
THROTTLE_RATES = {**THROTTLE_RATES, **dict.fromkeys(("anonymous", "user", "browser", "key"), "100000/s")}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A test that drops the database must not find a pool that holds on to it.
DATABASES["default"]["OPTIONS"].pop("pool")  # noqa: F405 - from base
CELERY_TASK_ALWAYS_EAGER = True
CRAWL_PER_SECOND = 10_000.0
CELERY_TASK_EAGER_PROPAGATES = True
LLM_RETRY_PAUSE_S = 0.0
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
