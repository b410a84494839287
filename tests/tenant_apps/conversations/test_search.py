"""Search over messages, contacts and conversations."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.core.clock import now
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.conversations.search.api.serializers import HitSerializer
from tenant_apps.conversations.search.models import MessageWords
from tenant_apps.conversations.search.vocabulary import learn_words
from tenant_apps.conversations.search.words import asked_words, distance, nearest, snippet, tsquery
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Anonymous, Api
from tests.tenant_apps.conversations.conftest import Receive

PATH = "/api/search/"

TEXTS = [
    "Добрий день! Чи можна записатися на манікюр у п'ятницю?",
    "Скільки коштує фарбування волосся",
    "Can I book two haircuts for Saturday?",
    "My number is +380 67 999 88 77",
    "👍 Дякую, до зустрічі на манікюрі!",
]


def write(thread: Conversation, *texts: str, **fields: object) -> list[Message]:
    at = now() - timedelta(hours=1)
    return [
        Message.objects.create(
            conversation=thread,
            channel_account=thread.channel_account,
            direction="in",
            kind="text",
            text=text,
            sender_kind="contact",
            sender_id=thread.contact_id,
            sender_name="Dana Koval",
            status="delivered",
            provider_at=at + timedelta(seconds=number),
            **fields,
        )
        for number, text in enumerate(texts)
    ]


@pytest.fixture
def said(thread: Conversation) -> list[Message]:
    messages = write(thread, *TEXTS)
    learn_words()
    return messages


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("манікюр", [4, 0]),
        ("МАНІКЮРУ", [4, 0]),
        ("мані", [4, 0]),
        ("фарбувати волосся", [1]),
        ("пятниця", [0]),
        ("п’ятниця", [0]),
        ("haircut", [2]),
        ("booking haircuts", [2]),
        ("999", [3]),
        ("манекюр", [4, 0]),  # one wrong letter
        ("фарубвання", [1]),  # two letters in each other's place
        ("haircts", [2]),  # one letter missing
        ("педикюрчик", []),
        ("манікюр haircut", []),
        ("", []),
        ("& | ! : * '", []),
    ],
)
def test_it_finds_messages(
    said: list[Message], thread: Conversation, ben: Person, api: Api, question: str, found: list[int]
) -> None:
    Message.objects.exclude(id__in=[message.id for message in said]).delete()

    answer = api(ben).get(PATH, {"q": question})

    assert answer.status_code == 200
    assert [hit["message"]["id"] for hit in answer.json()["results"]] == [str(said[at].id) for at in found]


def test_a_hit_tells_where_it_stands_and_what_to_mark(
    said: list[Message], thread: Conversation, ben: Person, api: Api
) -> None:
    [hit] = (
        api(ben)
        .get(PATH, {"q": "манікюр", "to": (said[-1].provider_at + timedelta(seconds=1)).isoformat()})
        .json()["results"][:1]
    )

    assert set(hit) <= set(HitSerializer().fields)
    assert hit["conversation"]["id"] == str(thread.id)
    assert hit["contact"]["name"] == "Dana Koval"
    assert hit["channel"]["kind"] == "whatsapp"
    message = hit["message"]
    assert message["snippet"] == TEXTS[4]
    # The thumb is two units of a JavaScript string.
    [[start, end]] = message["highlights"]
    assert message["snippet"].encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le") == "манікюрі"
    around = api(ben).get(f"/api/conversations/{thread.id}/messages/", {"around": message["id"]})
    assert message["id"] in [row["id"] for row in around.json()["results"]]


def test_it_says_what_it_looked_for_instead(said: list[Message], ben: Person, api: Api) -> None:
    answer = api(ben).get(PATH, {"q": "манекюр"})

    assert answer.json()["corrected"] == ["манікюр"]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"sender": "contact"}, 2),
        ({"sender": "member"}, 0),
        ({"sender": str(uuid4())}, 0),
        ({"channel": str(uuid4())}, 0),
        ({"to": "2020-01-01T00:00:00Z"}, 0),
        ({"from": "2020-01-01T00:00:00Z"}, 2),
    ],
)
def test_it_filters(
    said: list[Message], thread: Conversation, ben: Person, api: Api, filters: dict[str, str], count: int
) -> None:
    Message.objects.exclude(id__in=[message.id for message in said]).delete()

    answer = api(ben).get(PATH, {"q": "манікюр", **filters})

    assert len(answer.json()["results"]) == count


def test_it_searches_inside_one_thread(
    said: list[Message], thread: Conversation, ben: Person, api: Api
) -> None:
    inside = api(ben).get(PATH, {"q": "haircut", "conversation": str(thread.id)})
    elsewhere = api(ben).get(PATH, {"q": "haircut", "conversation": str(uuid4())})

    assert (len(inside.json()["results"]), elsewhere.status_code) == (1, 404)


@pytest.mark.parametrize(
    "query",
    [{"in": "files"}, {"channel": "7"}, {"sender": "7"}, {"cursor": "x"}, {"from": "x"}, {"limit": "0"}],
)
def test_it_refuses_what_makes_no_sense(ben: Person, api: Api, query: dict[str, str]) -> None:
    answer = api(ben).get(PATH, {"q": "x", **query})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_pages_neither_repeat_nor_leave_out(thread: Conversation, ben: Person, api: Api) -> None:
    write(thread, *[f"знижка {number}" for number in range(7)])
    seen: list[str] = []
    path = f"{PATH}?q=знижка&limit=3"

    first = api(ben).get(path).json()
    second = api(ben).get(first["next"]).json()
    third = api(ben).get(second["next"]).json()

    seen = [hit["message"]["snippet"] for page in (first, second, third) for hit in page["results"]]
    assert seen == [f"знижка {number}" for number in range(6, -1, -1)]
    assert third["next"] is None


def test_the_index_follows_edits_and_deletions(thread: Conversation, ben: Person, api: Api) -> None:
    edited, deleted, gone = write(thread, "перукар", "масажист", "візажист")

    Message.objects.filter(id=edited.id).update(text="косметолог")
    Message.objects.filter(id=deleted.id).update(deleted_at=now())
    Message.objects.filter(id=gone.id).delete()

    def hits(q: str) -> int:
        return len(api(ben).get(PATH, {"q": q}).json()["results"])

    assert [hits(q) for q in ("перукар", "косметолог", "масажист", "візажист")] == [0, 1, 0, 0]
    assert not MessageWords.objects.filter(message__in=[deleted.id, gone.id]).exists()


def test_a_receipt_leaves_the_index_alone(thread: Conversation) -> None:
    [message] = write(thread, "перукар")
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin FROM conversations_messagewords WHERE message_id = %s", [message.id])
        before = cursor.fetchone()

    Message.objects.filter(id=message.id).update(status="read", rev=7)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctid, xmin FROM conversations_messagewords WHERE message_id = %s", [message.id]
        )
        assert cursor.fetchone()[1] == before[0]


@pytest.mark.parametrize(
    "question", ["Dana", "dan kov", "коваль", "0671112233", "671112233", "38067111", "daan"]
)
def test_it_finds_contacts(thread: Conversation, ben: Person, api: Api, question: str) -> None:
    Contact.objects.update(name="Dana Koval Коваленко", phone="+380 67 111 22 33")
    write(thread, "Dana")
    learn_words()

    answer = api(ben).get(PATH, {"q": question, "in": "contacts"})

    assert [hit["contact"]["id"] for hit in answer.json()["results"]] == [str(thread.contact_id)]


def test_it_finds_conversations_by_their_contact(thread: Conversation, ben: Person, api: Api) -> None:
    [hit] = api(ben).get(PATH, {"q": "dana", "in": "conversations"}).json()["results"]

    assert (hit["type"], hit["thread"]["id"]) == ("conversation", str(thread.id))
    assert hit["contact"]["highlights"] == [[0, 4]]


def test_it_finds_people_and_their_words_when_it_is_not_said_where(
    thread: Conversation, ben: Person, api: Api
) -> None:
    write(thread, "It is Dana again", *["Dana"] * 30)
    learn_words()

    first = api(ben).get(PATH, {"q": "dana"}).json()
    second = api(ben).get(first["next"]).json()

    kinds = [hit["type"] for hit in first["results"]]
    assert kinds == ["contact", "conversation", *["message"] * 30]
    assert [hit["type"] for hit in second["results"]] == ["message"]


def test_thirty_hits_cost_what_one_costs(
    thread: Conversation, receive: Receive, ben: Person, api: Api
) -> None:
    def queries() -> int:
        client = api(ben)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PATH, {"q": "знижка"}).status_code == 200
        return len(captured)

    write(thread, *["знижка"] * 3)
    queries()
    one = queries()
    write(thread, *["знижка"] * 27)

    assert queries() == one


def test_the_neighbour_and_the_stranger_find_nothing(
    said: list[Message], mallory: Person, acme: Tenant, api: Api, anonymous: Anonymous
) -> None:
    at_home = api(mallory).get(PATH, {"q": "манікюр"})
    next_door = api(mallory, at=acme).get(PATH, {"q": "манікюр"})

    assert at_home.json()["results"] == []
    assert next_door.status_code == 404
    assert anonymous(acme).get(PATH, {"q": "манікюр"}).status_code == 401


def test_a_viewer_may_search(said: list[Message], cleo: Person, api: Api) -> None:
    assert len(api(cleo).get(PATH, {"q": "haircut"}).json()["results"]) == 1


def test_it_shows_history_under_the_old_paths(
    said: list[Message], thread: Conversation, ben: Person, mallory: Person, acme: Tenant, api: Api
) -> None:
    path = f"/api/chat/old-message/whatsapp/{thread.id}/"

    page = api(ben).get(path, {"limit": 2}).json()
    [profile] = api(ben).get("/api/chat/chat-profile-list/").json()["results"]

    assert page["results"][-1]["text"] == Message.objects.latest("provider_at").text
    assert page["next"] == f"{path}?before={page['results'][0]['id']}&limit=2"
    assert (profile["room_id"], profile["platform"]) == (str(thread.id), "whatsapp")
    assert api(ben).get("/api/chat/chat-profile/", {"room_id": str(thread.id)}).json() == profile
    assert api(ben).get(f"/api/chat/old-message/telegram/{thread.id}/").status_code == 404
    assert api(mallory).get(path).status_code == 404
    assert api(mallory, at=acme).get("/api/chat/chat-profile-list/").status_code == 404


def test_words_of_a_question_are_no_syntax() -> None:
    assert tsquery(asked_words("a & !b:* (c)")) == "(a:*) & (b:*) & (c:*)"


def test_neighbours_are_one_or_two_edits_away() -> None:
    assert distance("абвг", "абгв") == 1
    assert nearest("манекюр", ["манікюр", "педикюр", "монітор"]) == ["манікюр"]


def test_a_long_text_is_cut_around_its_first_hit() -> None:
    text = "слово " * 100 + "манікюр " + "слово " * 100

    part, [(start, end)] = snippet(text, asked_words("манікюру"))

    assert len(part) <= 242
    assert part[start:end] == "манікюр"
