"""The rows of all tables that point at a thread: moved to another one, kept as JSON, put back.

The tables are found from the models themselves, so a room that is added later is moved too. Rows that the other
thread has already, such as a label, are kept and put back when the threads part.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.db.models import F, QuerySet

from tenant_apps.conversations.drafts.models import Draft
from tenant_apps.conversations.models import Conversation, Message, Reaction, SenderKind
from tenant_apps.conversations.organising.models import Mention
from tenant_apps.conversations.search.models import MessageWords

# The triggers of search move its rows with their messages.
FOLLOWING = (MessageWords,)
Table = tuple[type[models.Model], str]


def plain(value: Any) -> Any:
    """Return `value` as JSON has it, times to the microsecond: Django's own form cuts them to milliseconds."""
    return (
        value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, UUID) else value
    )


def kept(rows: Iterable[models.Model]) -> str:
    """Return rows as a document for `put_back`."""
    return json.dumps(serializers.serialize("python", rows), default=plain)


def put_back(documents: Iterable[str]) -> None:
    """Save kept rows; one whose label, member or policy was deleted meanwhile stays away."""
    for document in documents:
        for row in serializers.deserialize("python", json.loads(document)):
            if let_go(row.object):
                row.save()


def put_back_unless_changed(before: str, after: str) -> None:
    """Give a row that the join changed its old values, unless it went on changing since."""
    [row] = serializers.deserialize("python", json.loads(before))
    now = type(row.object)._default_manager.filter(pk=row.object.pk)
    if kept(now) == after:
        put_back([before])


def let_go(row: models.Model) -> bool:
    """Empty keys of `row` to what was deleted meanwhile; return False when it cannot be without."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        target = field.related_model
        if value is None or not isinstance(target, type) or target._base_manager.filter(pk=value).exists():
            continue
        if not field.null:
            return False
        setattr(row, field.attname, None)
    return True


def pointing() -> list[Table]:
    """Return every table with a foreign key to conversations, and the key's name; messages first."""
    found: list[Table] = []
    for relation in Conversation._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            model = relation.related_model
            if isinstance(model, type) and not issubclass(model, FOLLOWING):
                found.append((model, relation.field.name))  # type: ignore[union-attr]  # relations have a field
    return sorted(found, key=lambda table: table[0] is not Message)


def move(gone: Conversation, into: Conversation) -> dict[str, Any]:
    """Let all that points at `gone` point at `into`; return what `move_back` needs."""
    moved: dict[str, list[str]] = {}
    dropped: list[str] = []
    changed: list[tuple[str, str]] = []
    for model, name in pointing():
        rows = model._default_manager.filter(**{name: gone})
        ids = list(rows.values_list("pk", flat=True))
        if not ids:
            continue
        if _moved_at_once(rows, name, into):
            there = ids
        else:
            there = [id for id in ids if _moved_at_once(model._default_manager.filter(pk=id), name, into)]
            left = list(rows)
            dropped += [kept([row]) for row in left]
            changed += [_met(row, into) for row in left if isinstance(row, Draft)]
            rows.delete()
        is_key = model._meta.pk is model._meta.get_field(name)
        moved[f"{model._meta.label}.{name}"] = [str(into.pk if is_key else id) for id in there]
    return {"moved": moved, "dropped": dropped, "changed": changed}


def _moved_at_once(rows: QuerySet[models.Model], name: str, into: Conversation) -> bool:
    """Move rows; False, and nothing done, when the other thread has the like of one already."""
    try:
        with transaction.atomic():
            rows.update(**{name: into})
    except IntegrityError:
        return False
    return True


def _met(draft: Draft, into: Conversation) -> tuple[str, str]:
    """Show the text of a draft beside the member's draft of the other thread, as when two devices meet."""
    mine = Draft.objects.filter(conversation=into, member=draft.member_id, mode=draft.mode)
    before = kept(mine.all())
    mine.filter(other_text="").update(
        other_text=draft.text, other_written_at=draft.written_at, rev=F("rev") + 1
    )
    return before, kept(mine.all())


def move_back(record: dict[str, Any], *, gone: Conversation, into: Conversation) -> None:
    """Undo `move`; what was deleted meanwhile stays deleted."""
    tables = {f"{model._meta.label}.{name}": (model, name) for model, name in pointing()}
    for label, ids in record["moved"].items():
        model, name = tables[label]
        model._default_manager.filter(pk__in=ids, **{name: into}).update(**{name: gone})
    put_back(record["dropped"])
    for before, after in record["changed"]:
        put_back_unless_changed(before, after)


def rename(messages: "QuerySet[Message]", *, was: UUID, to: UUID) -> None:
    """Let what contact `was` wrote and chose in `messages` be of contact `to`."""
    reactions = Reaction.objects.filter(message__in=messages, by_kind=SenderKind.CONTACT, by_id=was)
    reactions.update(by_id=to)
    written = messages.filter(sender_kind=SenderKind.CONTACT, sender_id=was)
    # Search's triggers do not look at who wrote.
    MessageWords.objects.filter(message__in=written).update(sender_id=to)
    written.update(sender_id=to)


def carry(messages: "QuerySet[Message]", to: Conversation) -> None:
    """Move messages with the mentions in them."""
    Mention.objects.filter(message__in=messages).update(conversation=to)
    messages.update(conversation=to)
