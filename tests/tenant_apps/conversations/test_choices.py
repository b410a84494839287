"""A number or a title, typed where buttons became numbered text, is that choice."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.channels import registry
from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.outbound import OutboundKind
from tenant_apps.conversations.choices import chosen
from tenant_apps.conversations.models import Conversation, Message
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.conversations.conftest import FIXTURES, Receive, write_to_ledger

PLAIN = Capabilities(max_text=1000, max_caption=0)
RICH = registry.get("whatsapp").capabilities
BUTTONS = {
    "buttons": [
        {"id": "a", "title": "Манікюр"},
        {"id": "site", "title": "Сайт", "url": "https://acme.example"},
        {"id": "b", "title": "Педикюр"},
    ]
}
LIST = {
    "list": {
        "button": "Час",
        "sections": [
            {"title": "Ранок", "rows": [{"id": "9", "title": "09:00", "description": ""}]},
            {"title": "Вечір", "rows": [{"id": "18", "title": "18:00", "description": "останній"}]},
        ],
    }
}


@pytest.mark.parametrize(
    ("text", "kind", "payload", "channel", "expected"),
    [
        ("1", "buttons", BUTTONS, PLAIN, ("a", "Манікюр", "button_reply")),
        # Links have no number, so the second choice is the third button.
        (" 2. ", "buttons", BUTTONS, PLAIN, ("b", "Педикюр", "button_reply")),
        ("педикюр", "buttons", BUTTONS, PLAIN, ("b", "Педикюр", "button_reply")),
        ("2)", "list", LIST, PLAIN, ("18", "18:00", "list_reply")),
        ("3", "buttons", BUTTONS, PLAIN, None),
        ("0", "buttons", BUTTONS, PLAIN, None),
        ("2 please", "buttons", BUTTONS, PLAIN, None),
        ("Сайт", "buttons", BUTTONS, PLAIN, None),
        ("1", "list", LIST, RICH, None),
        ("1", "text", {}, PLAIN, None),
    ],
)
def test_it_reads_a_choice(
    text: str,
    kind: OutboundKind,
    payload: dict[str, Any],
    channel: Capabilities,
    expected: tuple[str, str, str] | None,
) -> None:
    found = chosen(text, kind=kind, body="Оберіть", payload=payload, channel=channel)

    assert found == (expected and dict(zip(("id", "title", "type"), expected, strict=True)))


def ask(api: Api, ben: Person, thread: Conversation, count: int) -> None:
    """Send `count` buttons; WhatsApp shows three at the most."""
    buttons = [{"id": f"b{number}", "title": f"Choice {number}"} for number in range(1, count + 1)]
    answer = api(ben).post(
        f"/api/conversations/{thread.id}/messages/",
        {
            "client_id": str(UUID(int=count)),
            "kind": "buttons",
            "text": "Which one?",
            "content": {"buttons": buttons},
        },
    )
    assert answer.status_code == 201


def write(receive: Receive, text: str, schema: str) -> None:
    body = (FIXTURES / "text.json").read_text()
    recorded = body[body.index('"body": ') : body.index("\n", body.index('"body": '))]
    said = body.replace(recorded, f'"body": "{text}"').replace("PARLOR001", "PARLOR777")
    write_to_ledger(said.replace("1790000000", "1790000099").encode(), schema=schema)
    receive()


@pytest.mark.parametrize(
    ("count", "reply"), [(4, {"id": "b2", "title": "Choice 2", "type": "button_reply"}), (3, None)]
)
def test_it_understands_the_number_of_a_button_that_the_channel_could_not_show(
    count: int, reply: dict[str, str] | None, thread: Conversation, receive: Receive, ben: Person, api: Api
) -> None:
    ask(api, ben, thread, count)

    write(receive, "2", ben.tenant.schema_name)

    message = Message.objects.get(external_id="wamid.PARLOR777")
    assert (message.kind, message.text, message.payload.get("reply")) == ("text", "2", reply)


def test_a_later_message_takes_the_choice_away(
    thread: Conversation, receive: Receive, ben: Person, api: Api
) -> None:
    ask(api, ben, thread, 4)
    api(ben).post(
        f"/api/conversations/{thread.id}/messages/", {"client_id": str(UUID(int=9)), "text": "How many?"}
    )

    write(receive, "2", ben.tenant.schema_name)

    assert "reply" not in Message.objects.get(external_id="wamid.PARLOR777").payload


def test_long_texts_are_not_looked_at(thread: Conversation, receive: Receive, ben: Person) -> None:
    with CaptureQueriesContext(connection) as queries:
        write(receive, "I would rather like to tell you the whole story of my nails.", ben.tenant.schema_name)

    assert not [query for query in queries if "CROSS JOIN LATERAL" in query["sql"]]
