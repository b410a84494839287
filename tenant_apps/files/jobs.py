"""Remove what was uploaded and is used by nothing: files chosen for a message that was never sent, say."""

from datetime import datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import TextField
from django.db.models.functions import Cast

from tenant_apps.files.actions import delete_files
from tenant_apps.files.models import ParkedFile, StoredFile
from tenants.models import Tenant, TenantState

# Long enough for a draft to be taken up again after a holiday.
UNUSED_AFTER = timedelta(days=14)
AT_ONCE = 500
# Their files have rows of their own; their documents are long and hold no ids of files.
NOT_LOOKED_THROUGH = frozenset({"conversations.message", "agent.turn", "knowledge.chunk"})


def file_clean_up(at: datetime) -> dict[str, int]:
    """Let every active tenant look through its own files."""
    from tenant_apps.files.tasks import clean_files  # the task calls what is defined here

    schemas = list(Tenant.objects.filter(state=TenantState.ACTIVE).values_list("schema_name", flat=True))
    for schema_name in schemas:
        clean_files.apply_async(args=(at.isoformat(),), headers={"_schema_name": schema_name})
    return {"tenants": len(schemas)}


def clean(at: datetime) -> int:
    """Remove up to AT_ONCE unused files of the tenant we are in; return how many."""
    ParkedFile.objects.filter(created_at__lt=at - UNUSED_AFTER).delete()
    old = StoredFile.objects.filter(created_at__lt=at - UNUSED_AFTER)
    for field in _pointers():
        pointing = field.model._default_manager.filter(**{f"{field.name}__isnull": False})
        old = old.exclude(id__in=pointing.values(f"{field.name}_id"))
    unused = set(old.order_by("id").values_list("id", flat=True)[:AT_ONCE])
    unused -= _mentioned(unused)
    delete_files(ids=unused)
    return len(unused)


def _tenant_models() -> list[type[models.Model]]:
    found = [model for model in apps.get_models() if model.__module__.startswith("tenant_apps.")]
    return [model for model in found if model._meta.label_lower not in NOT_LOOKED_THROUGH]


def _pointers() -> list[models.Field]:  # type: ignore[type-arg]  # fields of any type
    """Return every foreign key to a file, also those of apps that came later."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is StoredFile
    ]


def _mentioned(ids: set[UUID]) -> set[UUID]:
    """Return which of `ids` stand in columns without a foreign key: lists of ids, settings, drafts."""
    if not ids:
        return set()
    found: set[UUID] = set()
    for model in _tenant_models():
        for field in model._meta.concrete_fields:
            rows = model._default_manager.all()
            if isinstance(field, ArrayField) and isinstance(field.base_field, models.UUIDField):
                for listed in rows.filter(**{f"{field.name}__overlap": list(ids)}).values_list(
                    field.name, flat=True
                ):
                    found |= ids.intersection(listed)
            elif isinstance(field, models.UUIDField) and not field.primary_key:
                found |= set(rows.filter(**{f"{field.name}__in": ids}).values_list(field.name, flat=True))
            elif isinstance(field, models.JSONField):
                texts = rows.annotate(as_text=Cast(field.name, TextField())).exclude(as_text__in=["{}", "[]"])
                for text in texts.values_list("as_text", flat=True).iterator(500):
                    found |= {id for id in ids if str(id) in text}
    return found
