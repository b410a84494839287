"""Keep canned replies and macros; count their use."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from shared_apps.core.clock import now
from shared_apps.core.errors import Forbidden, Invalid
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.replies.errors import MacroTaken, ShortcutTaken
from tenant_apps.conversations.replies.models import CannedFile, CannedReply, Macro, Scope
from tenant_apps.conversations.replies.steps import checked_steps
from tenant_apps.conversations.replies.variables import unknown_in
from tenant_apps.files.models import StoredFile
from tenant_apps.team.models import Member, Team, TeamMembership
from tenant_apps.team.rights.kernel import Permission


@transaction.atomic
def write_reply(reply: CannedReply, *, by: Member, fields: dict[str, Any]) -> CannedReply:
    """Save a new or known reply; raises Forbidden, Invalid, ShortcutTaken."""
    if not reply._state.adding:
        _check_owner(reply, by)
    for name in ("shortcut", "title", "text"):
        if name in fields:
            setattr(reply, name, fields[name].strip() if name != "text" else fields[name])
    if "scope" in fields or reply._state.adding:
        _belong(reply, by, fields)
    _check_owner(reply, by)
    unknown = unknown_in(reply.text)
    if unknown:
        raise Invalid("A variable is not known.", fields={"text": [f"{{{{{unknown[0]}}}}} is not known."]})
    if not reply._state.adding:
        reply.rev += 1
    try:
        with transaction.atomic():
            reply.save()
    except IntegrityError as error:
        raise ShortcutTaken(reply.shortcut) from error
    if "attachments" in fields:
        _attach(reply, fields["attachments"])
    return reply


def _belong(reply: CannedReply, by: Member, fields: dict[str, Any]) -> None:
    """Give the reply to its scope."""
    reply.scope = fields.get("scope", Scope.EVERYONE)
    reply.owner = by if reply.scope == Scope.OWN else None
    reply.team = _one(Team, "team", fields) if reply.scope == Scope.TEAM else None
    reply.channel_account = _one(ChannelAccount, "channel", fields) if reply.scope == Scope.CHANNEL else None


def _one(model: type[Any], name: str, fields: dict[str, Any]) -> Any:
    row = model.objects.filter(id=fields.get(name)).first()
    if row is None:
        raise Invalid("This scope needs its place.", fields={name: [f"Choose a {name}."]})
    return row


def _check_owner(reply: CannedReply, by: Member) -> None:
    """Everyone keeps their own and their teams'; what all use is kept by who runs the workspace."""
    if by.may(Permission.INBOX) or reply.owner_id == by.id:
        return
    in_team = TeamMembership.objects.filter(member=by, team=reply.team_id).exists()
    if reply.scope != Scope.TEAM or not in_team:
        raise Forbidden


def _attach(reply: CannedReply, ids: Sequence[UUID]) -> None:
    known = set(StoredFile.objects.filter(id__in=ids).values_list("id", flat=True))
    if known != set(ids):
        raise Invalid("A file is missing. Upload it again.", fields={"attachments": ["Not found."]})
    CannedFile.objects.filter(reply=reply).delete()
    CannedFile.objects.bulk_create(
        [CannedFile(reply=reply, file_id=id, position=at) for at, id in enumerate(dict.fromkeys(ids))]
    )


@transaction.atomic
def delete_reply(reply: CannedReply, *, by: Member) -> None:
    """Remove a reply; raises Forbidden."""
    _check_owner(reply, by)
    reply.delete()


def note_use(*, reply_id: UUID) -> None:
    """Count one use of a reply."""
    CannedReply.objects.filter(id=reply_id).update(usage_count=F("usage_count") + 1, used_at=now())


@transaction.atomic
def write_macro(macro: Macro, *, by: Member, fields: dict[str, Any]) -> Macro:
    """Save a new or known macro; raises Forbidden, Invalid, MacroTaken."""
    if not macro._state.adding:
        _check_macro(macro, by)
        macro.rev += 1
    if "name" in fields:
        macro.name = fields["name"].strip()
    if "shared" in fields or macro._state.adding:
        macro.owner = None if fields.get("shared") else by
    _check_macro(macro, by)
    if "steps" in fields:
        macro.steps = checked_steps(fields["steps"])
    if "position" in fields:
        macro.position = fields["position"]
    try:
        with transaction.atomic():
            macro.save()
    except IntegrityError as error:
        raise MacroTaken(macro.name) from error
    return macro


def _check_macro(macro: Macro, by: Member) -> None:
    if not by.may(Permission.INBOX) and macro.owner_id != by.id:
        raise Forbidden


@transaction.atomic
def delete_macro(macro: Macro, *, by: Member) -> None:
    """Remove a macro; raises Forbidden."""
    _check_macro(macro, by)
    macro.delete()
