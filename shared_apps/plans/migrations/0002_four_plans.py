"""The four plans, and a subscription to the smallest for every business that is there already."""

from typing import Any

from django.db import migrations
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7

MESSENGERS = ["telegram", "whatsapp"]
GOOGLE_AND_MORE = [
    "instagram",
    "google_calendar",
    "google_sheets",
    "google_reviews",
    "email_integration",
]
EVERYTHING = ["instagram_embeddings", "instagram_full_analytics", "voice_cloning"]

PLANS: list[dict[str, Any]] = [
    {
        "code": "free", "name": "Free", "position": 10, "price_month": "0", "price_year": "0",
        "kinds": ["telegram"], "features": [], "has_watermark": True,
        "limits": {
            "users": 1, "documents": 10, "photos": 100, "messages": 100, "conversations": 50,
            "integrations": 1, "storage_mb": 100,
        },
    },
    {
        "code": "starter", "name": "Starter", "position": 20, "price_month": "14.99", "price_year": "149.90",
        "kinds": MESSENGERS, "features": [*MESSENGERS],
        "limits": {
            "users": 3, "documents": 100, "photos": 1_000, "messages": 500, "conversations": None,
            "integrations": 2, "storage_mb": 1_000,
        },
    },
    {
        "code": "professional", "name": "Professional", "position": 30, "price_month": "59", "price_year": "590",
        "kinds": None, "features": [*MESSENGERS, *GOOGLE_AND_MORE],
        "limits": {
            "users": 10, "documents": 1_000, "photos": 10_000, "messages": 5_000, "conversations": None,
            "integrations": 10, "storage_mb": 10_000,
        },
    },
    {
        "code": "enterprise", "name": "Enterprise", "position": 40, "price_month": "99", "price_year": "990",
        "kinds": None, "features": [*MESSENGERS, *GOOGLE_AND_MORE, *EVERYTHING],
        "limits": {
            "users": 50, "documents": 10_000, "photos": 100_000, "messages": None, "conversations": None,
            "integrations": None, "storage_mb": 100_000,
        },
    },
]  # fmt: skip


def sow(apps: Any, _: Any) -> None:
    plan = apps.get_model("plans", "Plan")
    for row in PLANS:
        plan.objects.get_or_create(code=row["code"], defaults={"id": uuid7(), "created_at": Now(), **row})
    free = plan.objects.get(code="free")
    subscription = apps.get_model("plans", "Subscription")
    for tenant in apps.get_model("tenants", "Tenant").objects.all():
        day = tenant.created_at.date()
        subscription.objects.get_or_create(tenant=tenant, defaults={"plan": free, "anchor_on": day})


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_plans")]

    operations = [migrations.RunPython(sow, migrations.RunPython.noop)]
