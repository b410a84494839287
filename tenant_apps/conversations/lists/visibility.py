"""Who may see a conversation: one rule for lists, counts, threads, search and frames."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q

from shared_apps.core.lookups import Lookup
from shared_apps.facts.wiring import once
from shared_apps.realtime import Audience, member_key, team_key
from tenant_apps.conversations.models import Conversation
from tenant_apps.conversations.organising.models import Mention, Participant
from tenant_apps.team.models import Member, TeamMembership


def visible_to(member: Member, conversation: str = "") -> Q:
    """Return the condition under which `member` sees a conversation.

    A restricted member sees what belongs to their teams, what they have, watch or were called to, and what belongs
    to nobody yet. `conversation` is the path from the filtered model to the conversation, such as "conversation".
    """
    if not member.is_restricted:
        return Q()
    path = f"{conversation}__" if conversation else ""
    called = OuterRef(f"{conversation}_id" if conversation else "pk")
    mine = {"member": member.id}
    teams = TeamMembership.objects.filter(member=member.id).values("team_id")
    return (
        Q(**{f"{path}assignee": member.id})
        | Q(**{f"{path}team__isnull": True, f"{path}assignee__isnull": True})
        | Q(**{f"{path}team__in": teams})
        | Q(Exists(Participant.objects.filter(conversation=called, **mine)))
        | Q(Exists(Mention.objects.filter(conversation=called, **mine)))
    )


def parts_visible_to(member: Member) -> list[Q]:
    """Return conditions of which one holds for what `member` sees, as `visible_to` says, each answered by indexes."""
    if not member.is_restricted:
        return [Q()]
    mine = {"member": member.id}
    teams = ArraySubquery(TeamMembership.objects.filter(**mine).values("team_id"))
    is_of_team = Func(F("team_id"), teams, template="%(expressions)s)", arg_joiner=" = ANY (", **_TRUTH)
    watched = Participant.objects.filter(**mine).values("conversation_id")
    called_to = Mention.objects.filter(**mine).values("conversation_id")
    return [
        Q(assignee=member.id) | Q(team__isnull=True, assignee__isnull=True) | Q(is_of_team),
        Q(id__in=watched.union(called_to, all=True)),
    ]


_TRUTH: dict[str, Any] = {"output_field": BooleanField()}


def may_see(member_id: UUID, conversation_id: str) -> bool:
    """Return whether a member, by id, may look at a conversation; False for what is no id."""
    member = Member.objects.filter(id=member_id, is_active=True).first()
    try:
        wanted = UUID(conversation_id)
    except ValueError:
        return False
    return member is not None and Conversation.objects.filter(visible_to(member), id=wanted).exists()


def audiences(conversations: Iterable[Conversation]) -> dict[UUID, Audience | None]:
    """Return conversation → whose sockets its frames are for, with two queries when anybody is restricted, else one.

    None means everyone's: nobody is restricted, or the conversation belongs to nobody yet.
    """
    rows = list(conversations)
    if not _somebody_is_restricted():
        return {row.id: None for row in rows}
    watching = _watching([row.id for row in rows])
    return {row.id: _audience(row, watching.get(row.id, ())) for row in rows}


def audiences_called(ids: Sequence[UUID]) -> dict[UUID, Audience | None]:
    """Return the audiences of the conversations `ids`."""
    if not _somebody_is_restricted():
        return dict.fromkeys(ids)
    return audiences(Conversation.objects.filter(id__in=ids).only("id", "team", "assignee"))


def _somebody_is_restricted() -> bool:
    return once("restricted", lambda: any(member.is_restricted for member in _seeing_teams.all()))


_seeing_teams = Lookup(lambda: Member.objects.filter(sees="team", is_active=True))


def _watching(ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    seats = Participant.objects.filter(conversation__in=ids).values_list("conversation_id", "member_id")
    called = Mention.objects.filter(conversation__in=ids).values_list("conversation_id", "member_id")
    for conversation_id, member_id in seats.union(called):
        found.setdefault(conversation_id, set()).add(member_id)
    return found


def _audience(row: Conversation, watching: Iterable[UUID]) -> Audience | None:
    if row.team_id is None and row.assignee_id is None:
        return None
    keys = {member_key(member_id) for member_id in watching}
    if row.assignee_id:
        keys.add(member_key(row.assignee_id))
    if row.team_id:
        keys.add(team_key(row.team_id))
    return Audience(frozenset(keys))
