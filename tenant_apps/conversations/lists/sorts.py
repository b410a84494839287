"""Sorts, each backed by an index, and pages by the last row's own values: the same cost on every page."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from tenant_apps.conversations.lists.errors import BadCursor, BadSort
from tenant_apps.conversations.lists.finding import among_first
from tenant_apps.conversations.lists.keys import has_unread, priority_rank, waits_since
from tenant_apps.conversations.models import Conversation


@dataclass(frozen=True)
class Sort:
    """`keys` are all in one direction, so that a page begins where a row comparison says; the last one is unique."""

    keys: Sequence[Callable[[], Combinable]]
    is_descending: bool
    read: Sequence[Callable[[Any], Any]]


def _last() -> Combinable:
    return F("last_message_at")


def _id() -> Combinable:
    return F("id")


_at = datetime.fromisoformat
SORTS: Mapping[str, Sort] = {
    "latest": Sort([_last, _id], True, [_at, UUID]),
    "oldest": Sort([_last, _id], False, [_at, UUID]),
    "waiting": Sort([waits_since, _id], False, [_at, UUID]),
    "priority": Sort([priority_rank, _last, _id], True, [int, _at, UUID]),
    # Ids grow with the time they were made.
    "created": Sort([_id], True, [UUID]),
    "unread": Sort([has_unread, _last, _id], True, [int, _at, UUID]),
}


@dataclass(frozen=True)
class Page:
    """Rows in order, and the cursor of the next page, None at the end."""

    rows: Sequence[Conversation]
    next: str | None


def page(
    rows: QuerySet[Conversation],
    *,
    parts: Sequence[QuerySet[Conversation]],
    sort: str,
    cursor: str,
    limit: int,
    dressed: Callable[[QuerySet[Conversation]], QuerySet[Conversation]],
) -> Page:
    """Return `limit` of `rows` after `cursor` ("" for the first page), loaded as `dressed` says.

    `parts` make up the same rows; one may be in several.
    Raises BadSort, BadCursor.
    """
    order = sort_called(sort)
    keys = [key() for key in order.keys]
    after = _values(order, sort, cursor) if cursor else []
    try:
        first = among_first(
            rows, parts=parts, keys=keys, after=after, is_descending=order.is_descending, count=limit + 1
        )
    except EmptyResultSet:
        # What is asked for without a letter or a digit can be nowhere.
        return Page([], None)
    names = [f"_key{number}" for number in range(len(keys))]
    shown = dressed(Conversation.objects.filter(first)).annotate(**dict(zip(names, keys, strict=True)))
    ordering: list[Any] = [F(name).desc() if order.is_descending else F(name).asc() for name in names]
    found = list(shown.order_by(*ordering)[: limit + 1])
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    return Page(found[:limit], _cursor(sort, [getattr(last, name) for name in names]))


def sort_called(name: str) -> Sort:
    if name not in SORTS:
        raise BadSort([*SORTS])
    return SORTS[name]


def _cursor(sort: str, values: Sequence[Any]) -> str:
    shown = [value.isoformat() if isinstance(value, datetime) else str(value) for value in values]
    return urlsafe_b64encode(json.dumps([sort, *shown]).encode()).decode().rstrip("=")


def _values(order: Sort, sort: str, cursor: str) -> list[Any]:
    try:
        made_for, *shown = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if made_for != sort or len(shown) != len(order.read):
            raise BadCursor
        values = [read(value) for read, value in zip(order.read, shown, strict=True)]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadCursor from error
    if any(isinstance(value, datetime) and value.tzinfo is None for value in values):
        raise BadCursor
    return values
