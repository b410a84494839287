from collections.abc import Sequence

from tenant_apps.contacts.actions.change import name_contact
from tenant_apps.contacts.actions.recognise import Introduction, recognise
from tenant_apps.contacts.models import Contact


def meet(people: Sequence[Introduction]) -> None:
    """Make contacts of people whom the business knows from elsewhere; those who are contacts keep their names.

    Call inside the drain's transaction, as `recognise` says.
    """
    if not people:
        return
    names = {contact_id: person.name for contact_id, person in zip(recognise(people), people, strict=True)}
    for contact_id in (
        Contact.objects.filter(id__in=names, name="").order_by("id").values_list("id", flat=True)
    ):
        name_contact(contact_id=contact_id, name=names[contact_id])
