"""Read mailboxes: claim, read, put into the ledger, remember how far."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from imaplib import IMAP4
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from shared_apps.core.clock import now
from shared_apps.intake import actions as intake
from tenant_apps.channels.actions.notes import note_failure, note_recovery
from tenant_apps.channels.adapters.email.envelope import Envelope, Folder, wrap
from tenant_apps.channels.adapters.email.folders import ROLES, Selected, open_folder, setting_of
from tenant_apps.channels.adapters.email.servers import ServerTrouble, imap, server_of
from tenant_apps.channels.mailboxes import reading
from tenant_apps.channels.mailboxes.models import Mailbox, MailFolder
from tenant_apps.channels.models import AccountState, ChannelAccount
from tenant_apps.channels.selectors import credentials_of

log = logging.getLogger(__name__)

POLL_EVERY = timedelta(seconds=25)
# While one worker reads a mailbox, the sweeper leaves it alone for this long.
CLAIM = timedelta(minutes=3)
LONGEST_PAUSE = timedelta(minutes=15)
# One mail after the other, so that a full mailbox does not keep a worker from the others.
MAILS_PER_POLL = 50
# A server may be away for a few minutes before anybody is told.
PATIENCE = 4


class Overtaken(Exception):
    """Somebody else has read on in this folder meanwhile."""


def due_mailboxes() -> list[UUID]:
    """Return the accounts to read now, making the rows of those that were connected since."""
    wanted, at = mailboxes(), now()
    new = wanted.filter(mailbox=None).values_list("id", flat=True)
    Mailbox.objects.bulk_create([Mailbox(account_id=id, due_at=at) for id in new], ignore_conflicts=True)
    return list(wanted.filter(mailbox__due_at__lte=at).values_list("id", flat=True))


def make_due(account_ids: Collection[UUID]) -> list[UUID]:
    """Make the mailboxes among the accounts due at once and return them; one that is being read stays as it is."""
    at = now()
    ids = list(mailboxes().filter(id__in=account_ids).values_list("id", flat=True))
    Mailbox.objects.bulk_create([Mailbox(account_id=id, due_at=at) for id in ids], ignore_conflicts=True)
    # Beyond the usual pause lies only the claim of who reads it now, or a server that is away.
    Mailbox.objects.filter(account__in=ids, due_at__lte=at + POLL_EVERY).update(due_at=at)
    return ids


def mailboxes() -> QuerySet[ChannelAccount]:
    """Return the connected accounts that are read by us."""
    mine = ChannelAccount.objects.filter(kind="email", settings__mode="imap")
    return mine.exclude(state=AccountState.DISCONNECTED)


def poll(*, account_id: UUID) -> bool:
    """Read what is new in the account's folders; return whether there is more to read at once."""
    if not Mailbox.objects.filter(account=account_id, due_at__lte=now()).update(due_at=now() + CLAIM):
        return False
    mailbox = Mailbox.objects.select_related("account").get(account=account_id)
    if not mailbox.account.is_connected:
        return False
    try:
        has_more = _read(mailbox)
    except ServerTrouble as trouble:
        _fail(mailbox, trouble)
        return False
    except Overtaken:
        return False
    _succeed(mailbox, has_more)
    return has_more


def _read(mailbox: Mailbox) -> bool:
    has_more = False
    with imap(server_of(credentials_of(mailbox.account), "imap")) as connection:
        for role in ROLES:
            selected = open_folder(connection, role)
            if selected is not None:
                has_more |= _read_folder(mailbox, connection, role, selected)
            elif role == "inbox":
                raise ServerTrouble("passing", "The mailbox has no inbox that can be opened.")
    return has_more


def _read_folder(mailbox: Mailbox, connection: IMAP4, role: Folder, selected: Selected) -> bool:
    folder = _placed(mailbox, connection, role, selected)
    uids = reading.uids_after(connection, folder.last_uid)
    place = _Place(folder.id, folder.uid_validity, folder.last_uid)
    for uid, mail in reading.mails(connection, uids[:MAILS_PER_POLL]):
        body = _enveloped(mailbox, role, mail, is_history=uid <= folder.history_uid) if mail else None
        _take(mailbox, place, uid, body, mail.at if mail else None)
        place = _Place(folder.id, folder.uid_validity, uid)
    return len(uids) > MAILS_PER_POLL


def _placed(mailbox: Mailbox, connection: IMAP4, role: Folder, selected: Selected) -> MailFolder:
    """Return where to read on: behind what there was at first, or behind the last day when the UIDs are new."""
    newest = selected.next_uid - 1
    folder = MailFolder.objects.filter(mailbox=mailbox, role=role).first()
    if folder is None:
        # A mail that came in between connecting and this first look is a customer's like any later one.
        begun = Selected.read(mailbox.account.settings.get(setting_of(role)))
        if begun and begun.uid_validity == selected.uid_validity:
            newest = begun.next_uid - 1
        days = int(mailbox.account.settings.get("history_days") or 0)
        earlier = reading.uids_since(connection, now() - timedelta(days=days)) if days else []
        return MailFolder.objects.create(
            mailbox=mailbox,
            role=role,
            uid_validity=selected.uid_validity,
            last_uid=min([newest, *(uid - 1 for uid in earlier)]),
            history_uid=newest,
            seen_at=now(),
        )
    if folder.uid_validity != selected.uid_validity:
        # The server counts anew: what was read already is known by its Message-ID and has no effect.
        again = reading.uids_since(connection, folder.seen_at - timedelta(days=1))
        folder.uid_validity, folder.history_uid = selected.uid_validity, 0
        folder.last_uid = min([newest, *(uid - 1 for uid in again)])
        folder.save(update_fields=["uid_validity", "history_uid", "last_uid"])
    return folder


@dataclass(frozen=True, slots=True)
class _Place:
    folder_id: int
    uid_validity: int
    last_uid: int


@transaction.atomic
def _take(mailbox: Mailbox, place: _Place, uid: int, body: bytes | None, at: datetime | None) -> None:
    """Put one mail into the ledger and step behind it, together; raises Overtaken."""
    folder = MailFolder.objects.select_for_update().get(id=place.folder_id)
    if (folder.uid_validity, folder.last_uid) != (place.uid_validity, place.last_uid):
        raise Overtaken
    if body is not None:
        intake.accept(platform="email", account_id=mailbox.account.external_id, body=body)
    folder.last_uid = uid
    folder.seen_at = max(folder.seen_at, at) if at else folder.seen_at
    folder.save(update_fields=["last_uid", "seen_at"])


def _enveloped(mailbox: Mailbox, role: Folder, mail: reading.FoundMail, *, is_history: bool) -> bytes:
    envelope = Envelope(
        mailbox=mailbox.account.external_id,
        form="mime",
        folder=role,
        at=mail.at.timestamp(),
        size=mail.size if mail.is_cut else 0,
        is_history=is_history,
    )
    return wrap(envelope, mail.raw)


def _succeed(mailbox: Mailbox, has_more: bool) -> None:
    at = now()
    Mailbox.objects.filter(account=mailbox.account_id).update(
        due_at=at if has_more else at + POLL_EVERY, failures=0, trouble="", read_at=at
    )
    if mailbox.trouble:
        note_recovery(mailbox.account_id, trouble=mailbox.trouble)


def _fail(mailbox: Mailbox, trouble: ServerTrouble) -> None:
    """Pause longer each time; tell people at once of what they can mend, of the rest when it lasts."""
    failures = min(mailbox.failures + 1, 30)
    pause = min(POLL_EVERY * 2 ** min(failures, 10), LONGEST_PAUSE)
    Mailbox.objects.filter(account=mailbox.account_id).update(
        due_at=now() + pause, failures=failures, trouble=trouble.text
    )
    log.warning("mailbox %s: %s", mailbox.account_id, trouble.text)
    if trouble.fault != "passing" or failures >= PATIENCE:
        note_failure(mailbox.account_id, trouble.text, code=trouble.code)
