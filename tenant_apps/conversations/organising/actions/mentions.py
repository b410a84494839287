"""Who was called in a private note."""

from collections.abc import Sequence
from uuid import UUID

from shared_apps.facts import Fact, publish
from tenant_apps.conversations.models import Message, SenderKind
from tenant_apps.conversations.organising.events import MemberMentioned
from tenant_apps.conversations.organising.models import Mention
from tenant_apps.team.models import Member, TeamMembership


def store_mentions(messages: Sequence[Message]) -> None:
    """Keep who is called by the ids in the notes' `payload.mentions`, members or teams, and tell them.

    A repeated call has no effect; an id that is nobody's is let go by, and nobody is told of a note of their own.
    Call inside a transaction.
    """
    called = {message.id: _ids(message) for message in messages if message.private}
    named = {id for ids in called.values() for id in ids}
    if not named:
        return
    members = set(Member.objects.filter(id__in=named, is_active=True).values_list("id", flat=True))
    teams: dict[UUID, list[UUID]] = {}
    places = TeamMembership.objects.filter(team__in=named, member__is_active=True)
    for team_id, member_id in places.values_list("team_id", "member_id"):
        teams.setdefault(team_id, []).append(member_id)
    facts: list[Fact] = []
    for message in messages:
        facts += _call(message, called.get(message.id, []), members, teams)
    publish(*facts)


def _call(
    message: Message, ids: Sequence[UUID], members: set[UUID], teams: dict[UUID, list[UUID]]
) -> list[Fact]:
    by_team = {member_id: id for id in ids for member_id in teams.get(id, [])}
    wanted: dict[UUID, UUID | None] = {**by_team, **{id: None for id in ids if id in members}}
    if message.sender_kind == SenderKind.MEMBER and message.sender_id:
        wanted.pop(message.sender_id, None)
    known = set(Mention.objects.filter(message=message).values_list("member_id", flat=True))
    fresh = {member_id: team for member_id, team in wanted.items() if member_id not in known}
    Mention.objects.bulk_create(
        [
            Mention(
                message=message, conversation_id=message.conversation_id, member_id=member_id, team_id=team
            )
            for member_id, team in fresh.items()
        ],
        ignore_conflicts=True,
    )
    return [
        MemberMentioned(
            member_id=member_id,
            message_id=message.id,
            conversation_id=message.conversation_id,
            by=message.sender_id if message.sender_kind == SenderKind.MEMBER else None,
        )
        for member_id in fresh
    ]


def _ids(message: Message) -> list[UUID]:
    found = []
    for given in message.payload.get("mentions") or []:
        try:
            found.append(UUID(str(given)))
        except ValueError:
            continue
    return found
