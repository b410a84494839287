from django.db import models
from django.db.models.functions import Lower

from shared_apps.core.ids import uuid7


class Label(models.Model):
    """A coloured word; names are one, however they are written."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField()
    colour = models.CharField(max_length=7, default="#6b7280", db_default="#6b7280")
    description = models.TextField(default="", db_default="", blank=True)
    position = models.IntegerField(default=0, db_default=0)

    class Meta:
        app_label = "contacts"
        constraints = [models.UniqueConstraint(Lower("name"), name="one_label_per_name")]

    def __str__(self) -> str:
        return self.name


class ContactLabel(models.Model):
    """A label on a contact."""

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="label_links")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="contact_links")

    class Meta:
        app_label = "contacts"
        constraints = [
            models.UniqueConstraint(fields=["contact", "label"], name="one_label_once_per_contact")
        ]
        indexes = [models.Index(fields=["label", "contact"], name="contact_by_label")]
