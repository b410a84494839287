from django.db import models
from django.db.models.functions import Lower, Now

from shared_apps.core.ids import uuid7
from tenant_apps.contacts.cards.models import ContactMerge, ContactNote, CustomField
from tenant_apps.contacts.keys import phone_digits
from tenant_apps.contacts.labels.models import ContactLabel, Label

__all__ = ["Contact", "ContactLabel", "ContactMerge", "ContactNote", "CustomField", "Identity", "Label"]


class Contact(models.Model):
    """A customer, by whatever name they gave."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField(default="", db_default="", blank=True)
    phone = models.TextField(default="", db_default="", blank=True)
    email = models.TextField(default="", db_default="", blank=True)
    language = models.CharField(max_length=5, default="", db_default="", blank=True)
    notes = models.TextField(default="", db_default="", blank=True)
    custom = models.JSONField(default=dict, db_default={})
    # Nobody answers a blocked contact and nobody is told of one.
    blocked_at = models.DateTimeField(null=True)
    # Joined with another contact, which has all that this one had; kept so that the two can be parted again.
    merged_into = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    rev = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            # Typed numbers are found by their digits.
            models.Index(phone_digits("phone"), name="contact_by_digits"),
            models.Index(Lower("email"), name="contact_by_email"),
        ]


class Identity(models.Model):
    """What a channel account calls a contact: (account, kind, value), where kind is phone, wa_id, bsuid, psid …"""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identities")
    channel_account_id = models.UUIDField()
    kind = models.TextField()
    value = models.TextField()
    # Strongest first; a message goes to the first that the channel can address.
    strength = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel_account_id", "kind", "value"], name="one_contact_per_identity"
            )
        ]
        # The same person on another channel.
        indexes = [models.Index(fields=["value"], name="identity_by_value")]
