"""Reads: a page of the list, the counts of its tabs, saved views with theirs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from shared_apps.core.clock import now
from shared_apps.core.errors import Invalid, NotFound
from tenant_apps.channels import registry
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Label
from tenant_apps.conversations.lists import sorts
from tenant_apps.conversations.lists.errors import BadFilter
from tenant_apps.conversations.lists.fields import ACTIVE, UNATTENDED
from tenant_apps.conversations.lists.kinds import Asking
from tenant_apps.conversations.lists.models import SavedView
from tenant_apps.conversations.lists.trees import EVERYTHING, Tree, condition, ids_in
from tenant_apps.conversations.lists.visibility import parts_visible_to, visible_to
from tenant_apps.conversations.models import AgentMode, Conversation, Status
from tenant_apps.conversations.organising.models import Mention
from tenant_apps.conversations.search.models import ContactWords, MessageWords
from tenant_apps.conversations.search.words import asked_words, tsquery
from tenant_apps.conversations.selectors import with_names
from tenant_apps.team.models import Member, Team
from tenant_apps.workspace.selectors import current_workspace

# A count that people read: beyond this it says "more".
COUNTED = 1_000
SAID = 3_000


@dataclass(frozen=True)
class ListFilter:
    """What a list shows; the words are those of the API. All of them have to hold."""

    status: str = "active"
    tab: str = "all"
    assignee: str = "all"
    team: str = ""
    label: str = ""
    priority: str = ""
    agent: str = "all"
    channel: str = ""
    contact: str = ""
    unattended: bool = False
    q: str = ""
    tree: Tree = field(default_factory=lambda: EVERYTHING)


def asking(member: Member) -> Asking:
    """Return who asks and when, in the business's own time zone."""
    # The tenant's row, which every request has at hand, repeats the workspace's time zone.
    zone = getattr(connection.tenant, "timezone", "") or current_workspace().timezone  # type: ignore[attr-defined]  # django-tenants adds it
    return Asking(member, now().astimezone(ZoneInfo(zone)))


def visible(member: Member) -> QuerySet[Conversation]:
    """Return the conversations that `member` may see."""
    return Conversation.objects.filter(visible_to(member))


def conversations_for(member: Member, wanted: ListFilter) -> QuerySet[Conversation]:
    """Return the conversations that `member` may see, filtered; raises Invalid for a word that is none."""
    return visible(member).filter(_asked(member, wanted))


def _asked(member: Member, wanted: ListFilter) -> Q:
    # A list without a filter of its own names no dates, so it need not ask for the time zone.
    who = Asking(member, now()) if wanted.tree == EVERYTHING else asking(member)
    found = tab_condition(wanted.tab, member) & _words(wanted, who)
    if wanted.tree != EVERYTHING:
        found &= condition(wanted.tree, who)
    return found & _matches(wanted.q.strip()) if wanted.q.strip() else found


def list_page(member: Member, wanted: ListFilter, *, sort: str, cursor: str, limit: int) -> sorts.Page:
    """Return a page of the list with what its views need; raises Invalid."""
    asked = _asked(member, wanted)
    rows = visible(member).filter(asked)
    parts = [Conversation.objects.filter(part).filter(asked) for part in parts_visible_to(member)]
    return sorts.page(rows, parts=parts, sort=sort, cursor=cursor, limit=limit, dressed=with_names)


def tab_condition(tab: str, member: Member) -> Q:
    """Return what a tab shows beside its status; raises Invalid for a tab that is none."""
    tabs: Mapping[str, Q] = {
        "all": Q(),
        "mine": Q(assignee=member.id),
        "unassigned": Q(assignee__isnull=True),
        "ai": Q(agent_mode=AgentMode.AUTOPILOT),
        "mentions": Q(Exists(Mention.objects.filter(conversation=OuterRef("pk"), member=member.id))),
        "unattended": UNATTENDED,
    }
    if tab not in tabs:
        raise Invalid("There is no such tab.", fields={"tab": [f"Choose one of {', '.join(tabs)}."]})
    return tabs[tab]


def _words(wanted: ListFilter, who: Asking) -> Q:
    """Return the condition of the single words of an address, as the trees have them."""
    found = _status(wanted.status)
    if wanted.agent in ("on", "off"):
        found &= Q(agent_mode=AgentMode.AUTOPILOT if wanted.agent == "on" else AgentMode.OFF)
    if wanted.unattended:
        found &= UNATTENDED
    given = {
        "assignee": "" if wanted.assignee == "all" else wanted.assignee,
        "team": wanted.team,
        "label": wanted.label,
        "priority": wanted.priority,
        # A kind stands for all accounts of it.
        ("channel_kind" if wanted.channel in registry.ADAPTERS else "channel"): wanted.channel,
        "contact": wanted.contact,
    }
    for name, value in given.items():
        if value:
            found &= _word(name, value, who)
    return found


def _word(name: str, value: str, who: Asking) -> Q:
    is_nobody = value == "none" and name != "priority"
    leaf = {"field": name, "op": "absent"} if is_nobody else {"field": name, "op": "eq", "value": value}
    try:
        return condition(leaf, who)
    except BadFilter as error:
        raise Invalid("This filter is none.", fields={name: [error.message]}) from error


def _status(status: str) -> Q:
    if status == "all":
        return Q()
    if status == "active":
        return ACTIVE
    if status not in Status.values:
        choices = ", ".join(Status.values)
        raise Invalid("This status is not known.", fields={"status": [f"Choose one of {choices}."]})
    return Q(status=status)


def _matches(q: str) -> Q:
    """Return the condition that search's index finds `q`: in the contact's names and numbers, or in what was said.

    Of a word that everyone says, the newest SAID messages count.
    """
    asked = asked_words(q)
    if not asked:
        return Q(pk__in=[])
    query = SearchQuery(tsquery(asked), config="simple", search_type="raw")
    called = ContactWords.objects.filter(words=query).values("contact_id")
    said = MessageWords.objects.filter(words=query).order_by("-at", "-message_id")
    return Q(contact_id__in=called) | Q(pk__in=said.values("conversation_id")[:SAID])


def counts_for(member: Member) -> dict[str, int]:
    """Return how many active conversations each tab shows: one query, counted and never kept."""
    found: dict[str, int | None] = (
        visible(member)
        .filter(ACTIVE)
        .aggregate(
            all=Count("id"),
            mine=Count("id", filter=tab_condition("mine", member)),
            unassigned=Count("id", filter=tab_condition("unassigned", member)),
            ai=Count("id", filter=tab_condition("ai", member)),
            mentions=Count("id", filter=tab_condition("mentions", member)),
            unattended=Count("id", filter=UNATTENDED),
            unread=Sum("unread"),
        )
    )
    return {name: count or 0 for name, count in found.items()}


def views_for(member: Member) -> QuerySet[SavedView]:
    """Return the views that `member` may use: their own first, then those that are shared, in order."""
    return (
        SavedView.objects.filter(Q(owner=member.id) | Q(is_shared=True))
        .select_related("owner")
        .order_by("is_shared", "position", "created_at", "id")
    )


def get_view_for(member: Member, view_id: UUID) -> SavedView:
    """Return one view that `member` may use; raises NotFound."""
    view = views_for(member).filter(id=view_id).first()
    if view is None:
        raise NotFound("There is no such view.")
    return view


def view_counts(member: Member, views: Sequence[SavedView]) -> dict[UUID, int]:
    """Return how many conversations each view shows, at most COUNTED: one query for all views.

    A view whose filter is of another time and cannot be read any more counts nothing.
    """
    parts: list[str] = []
    params: list[Any] = []
    counted: list[UUID] = []
    for view in views:
        try:
            rows = conversations_for(member, ListFilter(status="all", tree=view.filter))
        except Invalid:
            continue
        sql, values = rows.order_by().values("pk")[:COUNTED].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608 - Django's own SQL, values apart
        params += values
        counted.append(view.id)
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return dict(zip(counted, cursor.fetchone(), strict=True))


Gone = dict[str, str]


def gone_from(views: Iterable[SavedView]) -> dict[UUID, list[Gone]]:
    """Return view → what its filter names that is there no more: one query per kind of thing, if any is named."""
    named = {view.id: _ids(view.filter) for view in views}
    asked: dict[str, set[str]] = defaultdict(set)
    for found in named.values():
        for _, of, id in found:
            asked[of].add(id)
    tables: Mapping[str, Any] = {"label": Label, "team": Team, "channel": ChannelAccount, "member": Member}
    known = {
        of: {str(id) for id in tables[of].objects.filter(id__in=ids).values_list("id", flat=True)}
        for of, ids in asked.items()
    }
    return {
        view_id: [{"field": field, "id": id} for field, of, id in found if id not in known[of]]
        for view_id, found in named.items()
    }


def _ids(tree: Tree) -> list[tuple[str, str, str]]:
    try:
        return [(field, of, str(UUID(id))) for field, of, id in ids_in(tree)]
    except (BadFilter, ValueError):
        return []
