from django.db import models


class Mailbox(models.Model):
    """An account that is read by IMAP, and when next. `trouble` is what the last attempt ran into."""

    account = models.OneToOneField(
        "inbox_channels.ChannelAccount", on_delete=models.CASCADE, related_name="mailbox", primary_key=True
    )
    due_at = models.DateTimeField(db_index=True)
    failures = models.SmallIntegerField(default=0)
    trouble = models.TextField(default="", blank=True)
    read_at = models.DateTimeField(null=True)


class MailFolder(models.Model):
    """How far a folder has been read: mails up to `last_uid` of this `uid_validity` are in the ledger.

    UIDs hold as long as the server keeps `uid_validity` (RFC 9051 §2.3.1.1). Mails up to `history_uid` were there
    before the mailbox was connected. `seen_at` is when the newest one that was taken had come in.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="folders")
    role = models.CharField(max_length=8)
    uid_validity = models.BigIntegerField()
    last_uid = models.BigIntegerField()
    history_uid = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "role"], name="one_row_per_mail_folder")]
