"""Writes: recognise senders, change what is known about a contact."""

from tenant_apps.contacts.actions.change import change_contact, name_contact
from tenant_apps.contacts.actions.meet import meet
from tenant_apps.contacts.actions.recognise import Introduction, link_identity, recognise

__all__ = ["Introduction", "change_contact", "link_identity", "meet", "name_contact", "recognise"]
