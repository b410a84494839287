from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from pgvector.django import HalfVectorField, HnswIndex

from shared_apps.core.ids import uuid7
from tenant_apps.files.models import StoredFile

DIMENSIONS = 384


class DocumentKind(models.TextChoices):
    """Where it comes from: an uploaded file or photo, a web page, a post, somebody's answer, the business card."""

    FILE = "file"
    PHOTO = "photo"
    PAGE = "page"
    POST = "post"
    ENTRY = "entry"
    PROFILE = "profile"


class DocumentStatus(models.TextChoices):
    QUEUED = "queued"
    READING = "reading"
    READY = "ready"
    FAILED = "failed"


class Document(models.Model):
    """An uploaded file and how far its reading is."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # None for a file that was refused at the door: there is nothing to keep.
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=8, choices=DocumentKind.choices, default=DocumentKind.FILE)
    url = models.TextField(blank=True, default="", help_text="Where people read a page or a post themselves.")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True, blank=True, default="")
    status = models.CharField(max_length=12, choices=DocumentStatus.choices, default=DocumentStatus.QUEUED)
    reason = models.TextField(blank=True, default="")
    reason_code = models.CharField(max_length=32, blank=True, default="")
    reason_data = models.JSONField(default=dict, help_text="The numbers of the reason, for its translation.")
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent read.")
    pages = models.PositiveIntegerField(null=True)
    page_errors = models.PositiveIntegerField(default=0, help_text="Pages that could not be read.")
    chunk_count = models.PositiveIntegerField(default=0)
    token_count = models.PositiveIntegerField(
        default=0, help_text="Terms in all chunks; for the mean length."
    )
    effective_on: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    # By its own words ("archive", "no longer valid") or because `superseded_by` is newer.
    is_superseded = models.BooleanField(default=False)
    superseded_by = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="+", null=True)
    lineage = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_index=True,
        help_text="What its versions' names have in common.",
    )
    version = models.PositiveIntegerField(default=1)
    is_kept = models.BooleanField(
        default=False, help_text="A person wants it to count beside newer versions."
    )
    is_outdated = models.BooleanField(
        default=False, help_text="A person says that a newer one replaces it, whatever they say."
    )
    named_like = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        help_text="A newer one of this name that says other things: both count, and people are asked.",
    )
    embedding_model = models.CharField(max_length=200, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    touched_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(
        help_text="Last sign of life of whoever reads it; a stale one is queued again."
    )
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["status", "touched_at"], name="document_unfinished")]

    def __str__(self) -> str:
        return self.name


def _nearest(field: str, *, name: str) -> HnswIndex:
    """Rows without a vector are not in such an index, so the place that does not serve costs nothing."""
    return HnswIndex(name=name, fields=[field], m=16, ef_construction=64, opclasses=["halfvec_cosine_ops"])


class Chunk(models.Model):
    """A passage: what is shown and cited (`text`), what it stands under (`heading`, `context`), how it is found."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="chunks")
    ord = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)
    text = models.TextField()
    heading = models.TextField(blank=True, default="")
    context = models.TextField(blank=True, default="")
    page = models.PositiveIntegerField(null=True)
    row = models.PositiveIntegerField(null=True)
    effective_on: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    is_superseded = models.BooleanField(default=False)
    token_count = models.PositiveIntegerField()
    # Positions 1… carry the field as a weight: A row title, B heading, C context, D body.
    lexical = SearchVectorField()
    # Two places for vectors: one serves while the other is filled by the next model (SearchIndex.serving says which).
    # Half precision: half the memory of an index that has to stay in it, and the same order of passages.
    embedding_a = HalfVectorField(dimensions=DIMENSIONS, null=True)
    embedding_b = HalfVectorField(dimensions=DIMENSIONS, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "ord"], name="chunk_order")]
        indexes = [
            GinIndex(fields=["lexical"], name="chunk_lexical"),
            _nearest("embedding_a", name="chunk_embedding_a"),
            _nearest("embedding_b", name="chunk_embedding_b"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Term(models.Model):
    """A word of the tenant's documents: in how many chunks it stands, and its trigrams to find misspelt ones."""

    # "C" sorts by bytes, so that an index serves beginnings of words.
    term = models.CharField(primary_key=True, max_length=64, db_collation="C")
    chunk_count = models.IntegerField()
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        indexes = [GinIndex(fields=["trigrams"], name="term_trigrams")]

    def __str__(self) -> str:
        return self.term


class Slot(models.TextChoices):
    A = "a"
    B = "b"


class SearchIndex(models.Model):
    """The one row of this schema: whose vectors serve, and how far those of the next model are.

    `model_id` is empty until the first passage is written. While `next_model_id` is set the other place is filled in
    the background; questions are asked of the serving one until it is complete.
    """

    is_only = models.BooleanField(primary_key=True, default=True, editable=False)
    serving = models.CharField(max_length=1, choices=Slot, default=Slot.A)
    model_id = models.CharField(max_length=200, blank=True, default="")
    next_model_id = models.CharField(max_length=200, blank=True, default="")
    done = models.PositiveIntegerField(default=0, help_text="Passages that have the next model's vector.")
    total = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True, default="", help_text="Why the rebuild does not get on.")
    # Whoever rebuilds shows a sign of life here; a silent one is replaced.
    touched_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    rebuilt_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    @property
    def other(self) -> Slot:
        return Slot.B if self.serving == Slot.A else Slot.A

    def __str__(self) -> str:
        return self.model_id or "empty"
