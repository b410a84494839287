"""The indexes of search, beside the tables they follow: a receipt rewrites a message's row, never its words."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from tenant_apps.contacts.models import Contact


class MessageWords(models.Model):
    """The words of a message and what search filters by; kept by triggers of conversations_message."""

    message = models.OneToOneField(
        "conversations.Message",
        primary_key=True,
        on_delete=models.CASCADE,
        db_constraint=False,
        related_name="+",
    )
    conversation = models.ForeignKey(
        "conversations.Conversation",
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    channel_account_id = models.UUIDField()
    sender_kind = models.CharField(max_length=10)
    sender_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    words = SearchVectorField()

    class Meta:
        app_label = "conversations"
        indexes = [
            GinIndex(fields=["words"], name="message_words"),
            models.Index(fields=["-at", "-message"], name="message_words_latest"),
            models.Index(fields=["conversation", "-at", "-message"], name="message_words_in_thread"),
        ]


class ContactWords(models.Model):
    """Names, numbers and addresses of a contact; kept by triggers of the contacts' tables."""

    contact = models.OneToOneField(
        Contact, primary_key=True, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    words = SearchVectorField()

    class Meta:
        app_label = "conversations"
        indexes = [GinIndex(fields=["words"], name="contact_words")]


class SearchWord(models.Model):
    """A word that was written here, and its spellings with one letter left out: how a typo finds it."""

    word = models.TextField(primary_key=True, db_collation="C")
    keys = ArrayField(models.TextField())

    class Meta:
        app_label = "conversations"
        indexes = [GinIndex(fields=["keys"], name="search_word_keys")]


class SearchProgress(models.Model):
    """How far the vocabulary has been read."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    read_until = models.DateTimeField(null=True)

    class Meta:
        app_label = "conversations"
