"""Which templates of WhatsApp's can be sent, through the API."""

import pytest

from tests.cast import Person
from tests.conftest import Api
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.channels.conftest import WABA
from tests.tenant_apps.channels.whatsapp_account import LIST

pytestmark = pytest.mark.django_db
TEMPLATES = [
    {
        "name": "hello",
        "language": "en",
        "status": "APPROVED",
        "components": [{"type": "BODY", "text": "Hello!"}],
    },
    {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "status": "APPROVED",
        "components": [
            {"type": "HEADER", "format": "TEXT", "text": "Order {{order}}"},
            {"type": "BODY", "text": "{{first_name}}, it is ready. {{first_name}}!"},
            {"type": "FOOTER", "text": "Acme"},
            {
                "type": "BUTTONS",
                "buttons": [
                    {"type": "QUICK_REPLY", "text": "Thanks"},
                    {"type": "URL", "text": "Follow", "url": "https://acme.test/{{1}}"},
                ],
            },
        ],
    },
    {
        "name": "new_look",
        "language": "uk",
        "status": "APPROVED",
        "components": [
            {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["https://cdn.test/a.png"]}},
            {"type": "BODY", "text": "Нове!"},
        ],
    },
    # A place, a paused one, and what is no template at all: nothing that a person could fill in by typing.
    {"name": "where", "status": "APPROVED", "components": [{"type": "HEADER", "format": "LOCATION"}]},
    {"name": "tired", "status": "PAUSED", "components": [{"type": "BODY", "text": "Hi"}]},
    {"name": "odd", "components": "none"},
    "nonsense",
]


def test_it_lists_the_approved_templates_with_their_gaps(
    connected: str, meta: FakeGraph, cleo: Person, mallory: Person, api: Api
) -> None:
    meta.answer("GET", f"{WABA}/message_templates", {"data": TEMPLATES})
    path = f"{LIST}{connected}/templates/"

    found = {row["name"]: row for row in api(cleo).get(path).json()["results"]}
    again = api(cleo).get(path)

    assert list(found) == ["hello", "new_look", "order_update"]
    assert (found["hello"]["body"], found["hello"]["slots"]) == ("Hello!", [])
    assert [(s["part"], s["name"], s["index"], s["example"]) for s in found["order_update"]["slots"]] == [
        ("header", "order", 0, ""),
        ("body", "first_name", 0, ""),
        ("button", "Follow", 1, "https://acme.test/{{1}}"),
    ]
    assert [(s["part"], s["name"], s["example"]) for s in found["new_look"]["slots"]] == [
        ("file", "image", "https://cdn.test/a.png")
    ]
    assert (again.status_code, len(meta.asked)) == (200, 1)
    assert api(mallory).get(path).status_code == 404


def test_it_says_why_templates_cannot_be_listed(
    connected: str, meta: FakeGraph, ben: Person, api: Api
) -> None:
    meta.refuse("GET", f"{WABA}/message_templates", 190, status=401)

    answer = api(ben).get(f"{LIST}{connected}/templates/")

    assert (answer.status_code, answer.json()["code"]) == (409, "sign_in_expired")
