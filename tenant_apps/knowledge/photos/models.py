from django.db import models

from tenant_apps.knowledge.models import Document


class Photo(models.Model):
    """What is known of a picture: the owner's words first, then what its reader saw."""

    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, primary_key=True, related_name="photo"
    )
    caption = models.CharField(max_length=300, blank=True, default="", help_text="Written by a person.")
    description = models.TextField(blank=True, default="", help_text="One sentence of the reader.")
    text = models.TextField(blank=True, default="", help_text="What is written on it.")
    labels = models.JSONField(default=list, help_text='[{"name", "score"}], surest first.')
    colours = models.JSONField(default=list, help_text='[{"name", "hex", "share"}], largest first.')
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    reader = models.CharField(max_length=16, blank=True, default="")
    is_sendable = models.BooleanField(default=True, help_text="The agent may send it to customers.")

    def __str__(self) -> str:
        return self.caption or str(self.document_id)
