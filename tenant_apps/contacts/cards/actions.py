"""Write notes, custom fields and the block."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Func, JSONField, Max, TextField, Value

from shared_apps.audit.actions import record
from shared_apps.core.clock import now
from shared_apps.core.errors import Conflict, Forbidden, Invalid
from shared_apps.facts import publish
from tenant_apps.contacts.cards.models import ContactNote, CustomField, FieldKind
from tenant_apps.contacts.events import ContactChanged
from tenant_apps.contacts.models import Contact
from tenant_apps.team.models import Member
from tenant_apps.team.rights.kernel import Permission


@transaction.atomic
def add_note(contact: Contact, *, by: Member, text: str) -> ContactNote:
    """Add a remark of `by`."""
    note = ContactNote.objects.create(contact=contact, author=by, author_name=by.name, text=text)
    _announce(contact.id)
    return note


@transaction.atomic
def edit_note(note: ContactNote, *, by: Member, text: str) -> ContactNote:
    """Change a remark; raises Forbidden for another's, unless `by` runs the workspace."""
    _check_author(note, by)
    note.text, note.edited_at = text, now()
    note.save(update_fields=["text", "edited_at"])
    _announce(note.contact_id)
    return note


@transaction.atomic
def delete_note(note: ContactNote, *, by: Member) -> None:
    """Remove a remark; raises Forbidden."""
    _check_author(note, by)
    note.delete()
    _announce(note.contact_id)


def _check_author(note: ContactNote, by: Member) -> None:
    if note.author_id != by.id and not by.may(Permission.INBOX):
        raise Forbidden


@transaction.atomic
def write_field(field: CustomField, *, by: Member, fields: dict[str, Any]) -> CustomField:
    """Save a custom field; raises Conflict for a key that is taken, Invalid for a list without options.

    The kind and the key of a field that has values stay.
    """
    if field._state.adding:
        last = CustomField.objects.aggregate(last=Max("position"))["last"]
        field.position = 0 if last is None else last + 1
        field.key, field.kind = fields["key"], fields["kind"]
    for name in ("name", "options", "position"):
        if name in fields:
            setattr(field, name, fields[name])
    if field.kind == FieldKind.LIST and not field.options:
        raise Invalid("A list needs options.", fields={"options": ["Give at least one."]})
    try:
        with transaction.atomic():
            field.save()
    except IntegrityError as error:
        raise Conflict("field_taken", f"There is a field {field.key} already.") from error
    record("custom_field.updated", actor=by, target_kind="custom_field", target_id=field.id)
    return field


@transaction.atomic
def delete_field(field: CustomField, *, by: Member) -> None:
    """Remove a field with all its values."""
    record("custom_field.deleted", actor=by, target_kind="custom_field", target_id=field.id)
    # An expression, so that values written meanwhile are not overwritten with older ones.
    with_value = Contact.objects.filter(custom__has_key=field.key)
    with_value.update(custom=_without(field.key), rev=F("rev") + 1)
    field.delete()


def _without(key: str) -> Any:
    return Func(
        F("custom"),
        Value(key, output_field=TextField()),
        template="(%(expressions)s)",
        arg_joiner=" - ",
        output_field=JSONField(),
    )


@transaction.atomic
def block_contact(contact: Contact, *, by: Member, is_blocked: bool) -> Contact:
    """Block a contact or let them back in; nobody answers or is told of a blocked one."""
    contact = Contact.objects.select_for_update(no_key=True).get(id=contact.id)
    if (contact.blocked_at is not None) == is_blocked:
        return contact
    contact.blocked_at = now() if is_blocked else None
    contact.rev += 1
    contact.save(update_fields=["blocked_at", "rev"])
    record(
        "contact.blocked" if is_blocked else "contact.unblocked",
        actor=by,
        target_kind="contact",
        target_id=contact.id,
    )
    publish(ContactChanged(contact_id=contact.id))
    return contact


def _announce(contact_id: UUID) -> None:
    Contact.objects.filter(id=contact_id).update(rev=F("rev") + 1)
    publish(ContactChanged(contact_id=contact_id))
