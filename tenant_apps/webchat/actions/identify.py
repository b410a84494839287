"""A website vouches for its visitor."""

from django.db import transaction

from tenant_apps.channels.adapters.webchat.verify import proves_identity
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.actions import change_contact, link_identity
from tenant_apps.contacts.selectors import get_contact
from tenant_apps.webchat import selectors
from tenant_apps.webchat.errors import BadIdentity
from tenant_apps.webchat.tokens import Visitor


@transaction.atomic
def identify(
    *, account: ChannelAccount, visitor: Visitor | None, user_id: str, proof: str, name: str, email: str
) -> Visitor:
    """Return the verified visitor; raises BadIdentity.

    What was said anonymously on this browser goes along, unless it was said by another verified person. Name and
    e-mail are not covered by the proof, so they only fill what is still empty.
    """
    if not proves_identity(selectors.identity_secret(account), user_id, proof):
        raise BadIdentity
    verified = Visitor(account.external_id, "user", user_id, name)
    contact_id = selectors.contact_of(account, verified)
    if contact_id is None and visitor is not None and _has_written(account, visitor):
        contact_id = link_identity(
            channel_account_id=account.id, previous=(visitor.identity,), current=(verified.identity,)
        )
    if contact_id is not None:
        contact = get_contact(contact_id)
        told = {"name": name, "email": email}
        changes = {field: told[field] for field in told if told[field] and not getattr(contact, field)}
        if changes:
            change_contact(contact_id=contact_id, changes=changes)
    return verified


def _has_written(account: ChannelAccount, visitor: Visitor) -> bool:
    return not visitor.is_verified and selectors.contact_of(account, visitor) is not None
