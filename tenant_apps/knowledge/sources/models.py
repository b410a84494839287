from datetime import datetime
from uuid import UUID

from django.db import models

from shared_apps.core.ids import uuid7

DOCUMENT = "knowledge.Document"


# What plans call answers from posts.
INSTAGRAM_POSTS = "instagram_embeddings"


class SourceKind(models.TextChoices):
    PAGE = "page"
    SITE = "site"
    SITEMAP = "sitemap"
    INSTAGRAM = "instagram"


class SourceStatus(models.TextChoices):
    QUEUED = "queued"
    READING = "reading"
    READY = "ready"
    FAILED = "failed"


class Source(models.Model):
    """Something that is read again and again; `run` counts the rounds.

    `url` is where a crawl begins; posts have the channel account's id instead. While a step works on the source,
    `holder` is its name: one at a time.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=SourceKind)
    url = models.TextField(blank=True, default="")
    account_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=8, choices=SourceStatus, default=SourceStatus.QUEUED)
    reason = models.TextField(blank=True, default="")
    reason_code = models.CharField(max_length=32, blank=True, default="")
    is_paused = models.BooleanField(default=False)
    max_pages = models.PositiveIntegerField()
    max_depth = models.PositiveIntegerField()
    refresh_hours = models.PositiveIntegerField(help_text="0 means: only when somebody asks for it.")
    run = models.PositiveIntegerField(default=0)
    holder: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True)
    touched_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(
        help_text="Last sign of life of whoever reads it."
    )
    checked_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    next_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "knowledge"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "url", "account_id"], nulls_distinct=False, name="one_source"
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], name="source_due"),
            models.Index(fields=["status", "touched_at"], name="source_unfinished"),
        ]

    def __str__(self) -> str:
        return self.name


class PageState(models.TextChoices):
    QUEUED = "queued"
    READ = "read"
    SKIPPED = "skipped"
    FAILED = "failed"
    GONE = "gone"


class SourcePage(models.Model):
    """One address of a source and what became of it in its last round.

    `etag`, `last_modified` and `content_hash` tell whether it has to be read again. A page that is gone keeps its
    document until `gone_since` is long enough ago: sites lose pages for an hour, too.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="pages")
    url = models.TextField()
    depth = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=PageState, default=PageState.QUEUED)
    reason = models.TextField(blank=True, default="")
    reason_code = models.CharField(max_length=32, blank=True, default="")
    http_status = models.PositiveIntegerField(null=True)
    etag = models.TextField(blank=True, default="")
    last_modified = models.TextField(blank=True, default="")
    content_hash = models.CharField(max_length=64, blank=True, default="")
    document = models.OneToOneField(DOCUMENT, on_delete=models.SET_NULL, related_name="+", null=True)
    title = models.TextField(blank=True, default="")
    run = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    checked_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    changed_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    gone_since: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    class Meta:
        app_label = "knowledge"
        constraints = [models.UniqueConstraint(fields=["source", "url"], name="one_page_per_source")]
        indexes = [
            models.Index(fields=["source", "state", "depth", "id"], name="page_in_line"),
            models.Index(fields=["gone_since"], condition=models.Q(state="gone"), name="page_gone"),
        ]

    def __str__(self) -> str:
        return self.url
