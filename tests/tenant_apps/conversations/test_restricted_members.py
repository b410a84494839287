"""Ben sees his teams' conversations only: what stands about the others is hidden everywhere, and in frames."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from shared_apps.core.clock import now
from shared_apps.realtime import member_key, team_key
from tenant_apps.agent.models import Outcome, Turn
from tenant_apps.agent.planning import Trace
from tenant_apps.contacts.cards.models import ContactMerge
from tenant_apps.contacts.events import ContactChanged
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import Attachment, Conversation, Message
from tenant_apps.conversations.people.realtime import contact_updated
from tenant_apps.files.actions import store
from tenant_apps.notifications.models import Alert
from tenant_apps.notifications.selectors import unread_count
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.conversations.rooms import opened, restricted, team_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(inside: Tenant, ben: Person) -> Conversation:
    """A conversation of a team that Ben is not in."""
    restricted(ben.member)
    return opened("Secret Dana", team=team_of("Others"))


@pytest.fixture
def own(inside: Tenant, ben: Person) -> Conversation:
    return opened("Open Dana", team=team_of("Ours", ben.member))


def names(api: Api, person: Person) -> list[str]:
    return [row["name"] for row in api(person).get("/api/contacts/").json()["results"]]


def test_the_list_leaves_out_contacts_of_hidden_conversations(
    hidden: Conversation, own: Conversation, ada: Person, ben: Person, api: Api
) -> None:
    Contact.objects.create(name="Never wrote")
    Contact.objects.create(name="Joined", merged_into=hidden.contact)

    assert sorted(names(api, ben)) == ["Never wrote", "Open Dana"]
    assert sorted(names(api, ada)) == ["Never wrote", "Open Dana", "Secret Dana"]


@pytest.mark.parametrize(
    ("method", "rest", "body"),
    [
        ("get", "", None),
        ("patch", "", {"name": "Seen"}),
        ("get", "notes/", None),
        ("post", "notes/", {"text": "Seen"}),
        ("get", "labels/", None),
        ("put", "labels/", {"labels": []}),
        ("put", "block/", {"blocked": True}),
        ("get", "look-alikes/", None),
        ("get", "merges/", None),
        ("get", "files/", None),
        ("post", "split/", {"identities": ["01920000-0000-7000-8000-00000000dead"]}),
    ],
)
def test_a_hidden_contact_is_not_there(
    method: str,
    rest: str,
    body: dict[str, Any] | None,
    hidden: Conversation,
    ada: Person,
    ben: Person,
    api: Api,
) -> None:
    path = f"/api/contacts/{hidden.contact_id}/{rest}"

    answer = getattr(api(ben), method)(path, body)

    assert answer.status_code == 404
    assert not Contact.objects.filter(name="Seen").exists()
    assert getattr(api(ada), method)(path, body).status_code != 404


def test_a_hidden_contact_is_joined_with_nobody(
    hidden: Conversation, own: Conversation, ada: Person, ben: Person, api: Api
) -> None:
    body = {"into": str(own.contact_id), "from": str(hidden.contact_id)}

    refused = api(ben).post("/api/contacts/merge/", body)

    assert (refused.status_code, ContactMerge.objects.count()) == (404, 0)
    joined = api(ada).post("/api/contacts/merge/", {"into": body["from"], "from": body["into"]}).json()
    assert api(ben).post(f"/api/contacts/merges/{joined['id']}/undo/").status_code == 404


def test_look_alikes_leave_out_hidden_contacts(
    hidden: Conversation, own: Conversation, ada: Person, ben: Person, api: Api
) -> None:
    Contact.objects.update(email="dana@example.com")
    path = f"/api/contacts/{own.contact_id}/look-alikes/"

    assert [api(ben).get(path).json()["results"], len(api(ada).get(path).json()["results"])] == [[], 1]


def test_frames_of_a_contact_go_to_those_who_see_its_conversation(
    hidden: Conversation, own: Conversation
) -> None:
    alone = Contact.objects.create(name="Never wrote")
    joined = Contact.objects.create(name="Joined", merged_into=hidden.contact)
    asked = [hidden.contact_id, own.contact_id, alone.id, joined.id]

    frames = contact_updated([ContactChanged(contact_id=id) for id in asked])

    keys = [frame.audience.keys if frame and frame.audience else None for frame in frames]
    others = frozenset({team_key(hidden.team_id)})
    assert keys == [others, frozenset({team_key(own.team_id)}), None, others]


def test_files_of_hidden_conversations_do_not_open(
    hidden: Conversation, own: Conversation, ada: Person, ben: Person, api: Api
) -> None:
    file = store(name="nails.png", content_type="image/png", content=ContentFile(b"secret"))
    free = store(name="price.png", content_type="image/png", content=ContentFile(b"price"))
    message = Message.objects.create(
        conversation=hidden, channel_account=hidden.channel_account, direction="in", kind="image",
        sender_kind="contact", status="delivered", provider_at=now(),
    )  # fmt: skip
    Attachment.objects.create(message=message, kind="image", file=file)

    path = f"/api/attachments/{file.id}/"

    assert [api(ben).get(path).status_code, api(ada).get(path).status_code] == [404, 200]
    assert api(ben).get(f"/api/attachments/{free.id}/").status_code == 200


def test_alerts_about_hidden_conversations_vanish(
    hidden: Conversation, own: Conversation, ben: Person, api: Api
) -> None:
    for row in (hidden, own):
        Alert.objects.create(member=ben.member, kind="assigned", conversation=row)

    [shown] = api(ben).get("/api/alerts/").json()["results"]

    assert (shown["conversation"], unread_count(ben.member.id)) == (str(own.id), 1)


def test_the_agents_history_leaves_out_hidden_conversations(
    hidden: Conversation, own: Conversation, ada: Person, ben: Person, api: Api
) -> None:
    turns = [
        Turn.objects.create(conversation=row, question="?", outcome=Outcome.SENT, trace=Trace().view())
        for row in (hidden, own)
    ]
    path = "/api/agent/history/"

    assert [row["id"] for row in api(ben).get(path).json()["results"]] == [str(turns[1].id)]
    assert api(ben).get(f"{path}{turns[0].id}/").status_code == 404
    assert api(ada).get(f"{path}{turns[0].id}/").status_code == 200


def test_a_member_who_has_a_conversation_sees_its_contact(
    hidden: Conversation, ben: Person, api: Api
) -> None:
    Conversation.objects.filter(id=hidden.id).update(assignee=ben.member)

    assert names(api, ben) == ["Secret Dana"]
    [frame] = contact_updated([ContactChanged(contact_id=hidden.contact_id)])
    assert frame is not None
    assert frame.audience is not None
    assert member_key(ben.member.id) in frame.audience.keys
