from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from shared_apps.core.ids import uuid7
from tenant_apps.team.models import Member


class ContactNote(models.Model):
    """A remark of a member about a contact; the author's name stays when the member leaves."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="note_rows")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.TextField(default="")
    text = models.TextField()
    created_at = models.DateTimeField(db_default=Now())
    edited_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "contacts"
        indexes = [models.Index(fields=["contact", "-created_at", "-id"], name="note_of_contact")]


class FieldKind(models.TextChoices):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"
    CHECKBOX = "checkbox"
    LINK = "link"


class CustomField(models.Model):
    """A field that the business added to its contacts; values stand in `Contact.custom` under `key`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=40, unique=True)
    name = models.TextField()
    kind = models.CharField(max_length=8, choices=FieldKind)
    options = ArrayField(models.TextField(), default=list, blank=True)
    position = models.IntegerField(default=0)

    class Meta:
        app_label = "contacts"


class ContactMerge(models.Model):
    """Two contacts that were joined, with all that has to be put back when they were two after all.

    `moved` holds ids of rows by kind and the fields that changed; `thread` is what the inbox moved.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    into = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    gone = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.TextField(default="")
    moved = models.JSONField(default=dict)
    thread = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "contacts"
        indexes = [models.Index(fields=["into", "-created_at"], name="merge_into_contact")]
