"""Writes: saved views."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from shared_apps.core.errors import Forbidden, Invalid
from shared_apps.facts import publish
from tenant_apps.conversations.lists.events import ViewChanged, ViewDeleted
from tenant_apps.conversations.lists.models import SavedView
from tenant_apps.conversations.lists.selectors import asking, get_view_for, views_for
from tenant_apps.conversations.lists.trees import condition
from tenant_apps.team.models import Member
from tenant_apps.team.rights.kernel import Permission

MAX_VIEWS = 200


@transaction.atomic
def save_view(*, member: Member, name: str, filter: Any, **fields: Any) -> SavedView:
    """Keep a filter under a name, at the end of the member's own; raises Invalid, BadFilter."""
    condition(filter, asking(member))
    own = SavedView.objects.filter(owner=member)
    if own.count() >= MAX_VIEWS:
        raise Invalid("There are too many views.", fields={"name": ["Delete a view first."]})
    last = own.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    view = SavedView.objects.create(
        owner=member, name=name.strip(), filter=filter, position=position, **fields
    )
    publish(ViewChanged(view_id=view.id))
    return view


@transaction.atomic
def change_view(*, member: Member, view_id: UUID, changes: dict[str, Any]) -> SavedView:
    """Set the given fields; raises NotFound, Forbidden for somebody else's view, BadFilter."""
    view = _own(member, view_id)
    if "filter" in changes:
        condition(changes["filter"], asking(member))
    for name, value in changes.items():
        setattr(view, name, value.strip() if name == "name" else value)
    view.save()
    publish(ViewChanged(view_id=view.id))
    return view


@transaction.atomic
def delete_view(*, member: Member, view_id: UUID) -> None:
    """Delete a view; raises NotFound, Forbidden for somebody else's."""
    _own(member, view_id).delete()
    publish(ViewDeleted(view_id=view_id))


@transaction.atomic
def order_views(*, member: Member, ids: Sequence[UUID]) -> None:
    """Put the member's own views into the order of `ids`; others in it are left where they are."""
    own = {view.id: view for view in views_for(member).filter(owner=member.id, id__in=ids)}
    for position, view_id in enumerate(ids):
        if view_id in own:
            own[view_id].position = position
    SavedView.objects.bulk_update(own.values(), ["position"])
    publish(*(ViewChanged(view_id=view_id) for view_id in own))


def _own(member: Member, view_id: UUID) -> SavedView:
    """Return a view that `member` may change: their own, or a shared one for those who run the workspace."""
    view = get_view_for(member, view_id)
    if view.owner_id != member.id and not member.may(Permission.INBOX):
        raise Forbidden("This view is somebody else's. Save one of your own.")
    return view
