from django.db import models

from tenant_apps.knowledge.models import Document


class ReadPage(models.Model):
    """A page (or sheet, or part of a long text) and its blocks; with an `error_code` nothing of it was read."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="read_pages")
    ord = models.PositiveIntegerField()
    number = models.PositiveIntegerField(
        null=True, help_text="The page's number, from 1; none for sheets and texts."
    )
    title = models.CharField(max_length=200, blank=True, default="", help_text="The sheet's name.")
    blocks = models.JSONField(default=list)
    is_scan = models.BooleanField(default=False)
    error_code = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "ord"], name="read_page_order")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.ord}"
