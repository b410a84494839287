"""Who is told of what, how often, and by which ways."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.channels.events import ChannelTroubled
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.events import (
    ConversationAssigned,
    ConversationOpened,
    HandedOff,
    MessageFailed,
    MessageReceived,
    PersonAwaited,
)
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.conversations.organising.events import MemberMentioned, SnoozeEnded
from tenant_apps.conversations.organising.models import Participant
from tenant_apps.notifications import subscribers
from tenant_apps.notifications.actions import News, tell
from tenant_apps.notifications.choices import is_quiet
from tenant_apps.notifications.digests import send_due_digests
from tenant_apps.notifications.models import Alert, AlertSettings, Kind
from tenant_apps.notifications.tasks import sweep_alerts
from tenant_apps.team.models import Member, Team
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api

ALERTS = "/api/alerts/"
PREFERENCES = "/api/notification-preferences/"


def told() -> list[tuple[str, str, int]]:
    rows = Alert.objects.select_related("member").order_by("member__name", "kind")
    return [(row.member.name, row.kind, row.count) for row in rows]


def set_thread(thread: Conversation, **fields: Any) -> None:
    Conversation.objects.filter(id=thread.id).update(**fields)


def received(thread: Conversation) -> MessageReceived:
    message = Message.objects.filter(conversation=thread, direction="in").latest("created_at")
    return MessageReceived(message_id=message.id, conversation_id=thread.id)


def test_a_message_tells_who_has_the_conversation_and_who_watches(
    thread: Conversation, ada: Person, ben: Person
) -> None:
    set_thread(thread, status="open", assignee=ben.member)
    Participant.objects.create(conversation=thread, member=ada.member)

    subscribers.tell_of_messages([received(thread)])

    assert told() == [("Ada", "participating", 1), ("Ben", "message", 1)]
    alert = Alert.objects.get(kind="message")
    assert alert.about == {"contact": "Dana Koval", "channel": "Acme", "text": "Скільки коштує манікюр?"}


def test_unread_alerts_count_on_instead_of_piling_up(thread: Conversation, ben: Person) -> None:
    set_thread(thread, status="open", assignee=ben.member)

    subscribers.tell_of_messages([received(thread), received(thread)])
    subscribers.tell_of_messages([received(thread)])

    assert told() == [("Ben", "message", 2)]


def test_the_agents_conversations_and_blocked_people_tell_nobody(thread: Conversation, ben: Person) -> None:
    subscribers.tell_of_messages([received(thread)])
    subscribers.tell_of_openings([ConversationOpened(conversation_id=thread.id)])
    set_thread(thread, status="open", assignee=ben.member)
    Contact.objects.update(blocked_at=timezone.now())
    subscribers.tell_of_messages([received(thread)])

    assert told() == []


def test_a_new_conversation_tells_all_who_may_take_it(
    thread: Conversation, ada: Person, ben: Person, cleo: Person
) -> None:
    Member.objects.filter(id=ben.member.id).update(sees="team")
    set_thread(thread, status="open", team=Team.objects.create(name="Nails"))

    subscribers.tell_of_openings([ConversationOpened(conversation_id=thread.id)])

    assert told() == [("Ada", "new_conversation", 1)]


def test_a_conversation_that_a_member_opens_again_is_nobodys_news(thread: Conversation, ben: Person) -> None:
    set_thread(thread, status="open", assignee=ben.member)

    subscribers.tell_of_openings([ConversationOpened(conversation_id=thread.id, by=ben.member.id)])

    assert told() == []


def test_the_end_of_a_snooze_tells_who_has_the_conversation(
    thread: Conversation, ada: Person, ben: Person, api: Api
) -> None:
    set_thread(thread, status="open")
    subscribers.tell_of_wakings([SnoozeEnded(conversation_id=thread.id)])
    set_thread(thread, assignee=ben.member)
    subscribers.tell_of_wakings([SnoozeEnded(conversation_id=thread.id)])

    assert told() == [("Ada", "snooze_ended", 1), ("Ben", "snooze_ended", 2)]
    [alert] = api(ben).get(ALERTS).json()["results"]
    assert (alert["kind"], alert["about"]["contact"]) == ("snooze_ended", "Dana Koval")


def test_a_hand_off_tells_the_team(thread: Conversation, ada: Person, ben: Person) -> None:
    set_thread(thread, status="open")

    subscribers.tell_of_hand_offs([HandedOff(conversation_id=thread.id)])

    assert told() == [("Ada", "handed_off", 1), ("Ben", "handed_off", 1)]


def test_an_assignment_tells_the_assignee_unless_they_took_it(
    thread: Conversation, ada: Person, ben: Person
) -> None:
    set_thread(thread, assignee=ben.member)

    def assigned(by: Person) -> ConversationAssigned:
        return ConversationAssigned(conversation_id=thread.id, assignee_id=ben.member.id, by=by.member.id)

    subscribers.tell_of_assignments([assigned(ben)])
    assert told() == []

    subscribers.tell_of_assignments([assigned(ada)])
    assert told() == [("Ben", "assigned", 1)]
    assert Alert.objects.get().about["by"] == "Ada"


def test_a_mention_tells_who_was_called(thread: Conversation, ada: Person, ben: Person) -> None:
    note = Message.objects.create(
        conversation=thread, channel_account=thread.channel_account, direction="out", kind="text",
        text="@Ben look", sender_kind="member", private=True, status="sent", provider_at=timezone.now(),
    )  # fmt: skip

    subscribers.tell_of_mentions(
        [
            MemberMentioned(
                member_id=ben.member.id, message_id=note.id, conversation_id=thread.id, by=ada.member.id
            )
        ]
    )

    assert told() == [("Ben", "mention", 1)]


def test_a_failed_message_tells_its_writer_once(thread: Conversation, ben: Person) -> None:
    message = Message.objects.create(
        conversation=thread, channel_account=thread.channel_account, direction="out", kind="text", text="50",
        sender_kind="member", sender_id=ben.member.id, status="failed", error_code="131047",
        provider_at=timezone.now(),
    )  # fmt: skip
    fact = MessageFailed(message_id=message.id, conversation_id=thread.id)

    subscribers.tell_of_failures([fact])
    subscribers.tell_of_failures([fact])

    assert told() == [("Ben", "send_failed", 1)]


def test_a_broken_channel_tells_those_who_can_mend_it(thread: Conversation, ada: Person, ben: Person) -> None:
    subscribers.tell_of_channel_troubles([ChannelTroubled(channel_account_id=thread.channel_account_id)])

    assert told() == [("Ada", "channel_trouble", 1)]


def test_it_lists_and_reads(thread: Conversation, ben: Person, api: Api) -> None:
    set_thread(thread, status="open", assignee=ben.member)
    subscribers.tell_of_messages([received(thread)])

    [row] = api(ben).get(ALERTS).json()["results"]

    assert (row["kind"], row["conversation"], row["count"], row["read"]) == (
        "message",
        str(thread.id),
        1,
        False,
    )
    assert api(ben).get(f"{ALERTS}unread/").json() == {"unread": 1}
    assert api(ben).put(f"{ALERTS}{row['id']}/read/").json()["read"] is True
    assert api(ben).get(f"{ALERTS}unread/").json() == {"unread": 0}
    assert api(ben).get(f"{ALERTS}?unread=true").json()["results"] == []


def test_it_reads_all_of_one_conversation(thread: Conversation, ben: Person, api: Api) -> None:
    tell([News(ben.member.id, Kind.MESSAGE, thread.id), News(ben.member.id, Kind.CHANNEL_TROUBLE)])

    first = api(ben).put(f"{ALERTS}read-all/", {"conversation": str(thread.id)})
    second = api(ben).put(f"{ALERTS}read-all/")

    assert (first.json(), second.json()) == ({"unread": 1}, {"unread": 0})


def test_what_was_read_begins_anew(thread: Conversation, ben: Person, api: Api) -> None:
    tell([News(ben.member.id, Kind.MESSAGE, thread.id)])
    api(ben).put(f"{ALERTS}read-all/")

    tell([News(ben.member.id, Kind.MESSAGE, thread.id)])

    assert [row["count"] for row in api(ben).get(ALERTS).json()["results"]] == [1, 1]


def test_a_member_chooses_the_ways(thread: Conversation, ben: Person, api: Api) -> None:
    chosen = api(ben).put(
        PREFERENCES,
        {
            "kinds": {
                "message": {"in_app": False, "push": False, "email": False},
                "mention": {"sound": False},
            },
            "quiet": {"start": "22:00", "end": "08:00"},
            "digest": "daily",
            "digest_hour": 7,
        },
    )

    assert chosen.status_code == 200
    body = api(ben).get(PREFERENCES).json()
    assert body == chosen.json()
    assert body["kinds"]["mention"] == {"in_app": True, "push": True, "email": True, "sound": False}
    assert (body["quiet"], body["digest"], body["digest_hour"]) == (
        {"start": "22:00", "end": "08:00"},
        "daily",
        7,
    )
    tell([News(ben.member.id, Kind.MESSAGE, thread.id)])
    assert told() == []


@pytest.mark.parametrize(
    "body",
    [
        {"kinds": {"song": {}}},
        {"kinds": {"message": {"push": "loud"}}},
        {"quiet": {"start": "25:00", "end": "08:00"}},
        {"timezone": "Mars"},
        {"digest": "yearly"},
        {"digest_hour": 24},
    ],
)
def test_it_refuses_choices_that_make_no_sense(ben: Person, api: Api, body: dict[str, Any]) -> None:
    before = api(ben).get(PREFERENCES).json()

    refused = api(ben).put(PREFERENCES, body)

    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert api(ben).get(PREFERENCES).json() == before


@pytest.mark.parametrize(
    ("start", "end", "hour", "quiet"),
    [(22, 8, 21, True), (22, 8, 5, True), (22, 8, 12, False), (9, 12, 8, True), (9, 12, 14, False)],
)
def test_quiet_hours_may_run_over_midnight(start: int, end: int, hour: int, quiet: bool) -> None:
    at = datetime(2026, 11, 21, hour, tzinfo=UTC)  # two hours later in Kyiv

    assert is_quiet(time(start), time(end), "Europe/Kyiv", at) is quiet


def test_a_digest_holds_what_is_unread_and_goes_once(
    thread: Conversation, ben: Person, inside: Tenant
) -> None:
    AlertSettings.objects.create(member=ben.member, digest="hourly")
    tell([News(ben.member.id, Kind.MESSAGE, thread.id, about={"contact": "Dana", "text": "Hi"})])

    first, second = send_due_digests(), send_due_digests()

    assert (first, second) == (1, 0)
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["ben@acme.test"], "1 unread in Acme")
    assert "• Dana wrote: Hi" in letter.body


def test_a_digest_speaks_ukrainian(thread: Conversation, ben: Person) -> None:
    Member.objects.filter(id=ben.member.id).update(language="uk")
    AlertSettings.objects.create(member=ben.member, digest="hourly")
    tell([News(ben.member.id, Kind.HANDED_OFF, thread.id, about={"contact": "Дана"})])

    send_due_digests()

    assert mail.outbox[0].subject == "Acme: непрочитаних — 1"
    assert "Потрібна людина: Дана" in mail.outbox[0].body


def test_a_digest_with_nothing_in_it_stays(thread: Conversation, ben: Person) -> None:
    AlertSettings.objects.create(
        member=ben.member, digest="hourly", digest_sent_at=timezone.now() - timedelta(hours=2)
    )

    assert send_due_digests() == 0
    assert mail.outbox == []


def test_what_nobody_looks_at_any_more_is_forgotten_once_a_day(thread: Conversation, ben: Person) -> None:
    old, young = timezone.now() - timedelta(days=91), timezone.now() - timedelta(days=89)
    for at in (old, young):
        Alert.objects.create(member=ben.member, kind=Kind.MESSAGE, conversation=thread, at=at, read_at=at)

    sweep_alerts()
    left = list(Alert.objects.values_list("at", flat=True))
    Alert.objects.create(member=ben.member, kind=Kind.MESSAGE, conversation=thread, at=old)
    sweep_alerts()

    assert (left, Alert.objects.count()) == ([young], 2)


def test_alerts_are_their_members_alone(
    thread: Conversation, ada: Person, ben: Person, mallory: Person, acme: Tenant, api: Api
) -> None:
    tell([News(ben.member.id, Kind.MESSAGE, thread.id)])
    own = f"{ALERTS}{Alert.objects.get().id}/read/"

    assert api(ada).get(ALERTS).json()["results"] == []
    assert api(ada).put(own).status_code == 404
    assert api(mallory).put(own).status_code == 404
    assert api(mallory, at=acme).get(ALERTS).status_code == 404
    assert api(mallory, at=acme).put(PREFERENCES, {"digest": "off"}).status_code == 404
    assert Alert.objects.get().read_at is None


def test_a_viewer_keeps_their_own(cleo: Person, api: Api) -> None:
    assert api(cleo).get(ALERTS).status_code == 200
    assert api(cleo).put(PREFERENCES, {"digest": "daily"}).status_code == 200
    assert api(cleo).put(f"{ALERTS}{uuid4()}/read/").status_code == 404


def test_thirty_alerts_cost_what_one_costs(thread: Conversation, ben: Person, api: Api) -> None:
    tell([News(ben.member.id, Kind.CHANNEL_TROUBLE)])
    api(ben).get(ALERTS)
    with CaptureQueriesContext(connection) as one:
        api(ben).get(ALERTS)
    Alert.objects.bulk_create([Alert(member=ben.member, kind=Kind.CHANNEL_TROUBLE) for _ in range(29)])

    with CaptureQueriesContext(connection) as many:
        api(ben).get(ALERTS)

    assert len(many) == len(one)


def test_a_session_is_told_once_however_it_came_to_wait(thread: Conversation, ben: Person) -> None:
    set_thread(thread, status="open")

    subscribers.tell_of_openings([PersonAwaited(conversation_id=thread.id)])
    subscribers.tell_of_openings([ConversationOpened(conversation_id=thread.id)])

    assert told() == [("Ada", "new_conversation", 1), ("Ben", "new_conversation", 1)]
