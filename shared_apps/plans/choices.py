"""The names of what is limited, counted and paid for."""

from enum import StrEnum

from django.db import models


class Meter(StrEnum):
    """Counted from the first day of the tenant's own month."""

    MESSAGES = "messages"
    CONVERSATIONS = "conversations"
    PHOTOS = "photos"


class Limit(StrEnum):
    """Counted as it stands: what is deleted makes room again."""

    USERS = "users"
    DOCUMENTS = "documents"
    INTEGRATIONS = "integrations"
    STORAGE_MB = "storage_mb"


class State(models.TextChoices):
    TRIAL = "trial"
    ACTIVE = "active"
    # A payment failed; everything goes on until `grace_ends_at`.
    PAST_DUE = "past_due"
    GRACE = "grace"
    CANCELED = "canceled"


class Period(models.TextChoices):
    NONE = "none"
    MONTH = "month"
    YEAR = "year"


class Source(models.TextChoices):
    """Who put the tenant on its plan."""

    SIGNUP = "signup"
    STRIPE = "stripe"
    CODE = "code"
    REFERRAL = "referral"
    OPERATOR = "operator"
    DEMO = "demo"


class RequestState(models.TextChoices):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


FREE = "free"
