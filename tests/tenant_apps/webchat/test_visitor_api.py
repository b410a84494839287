"""What a visitor can do: arrive, write, attach, read, come back."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shared_apps.intake.models import IntakeEvent
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.actions import MemberSender, send_message
from tenant_apps.conversations.models import Conversation, Message, MessageStatus
from tenants.entering import entered
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import InTenant
from tests.tenant_apps.webchat.conftest import Browser, Visit

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def answered(tenant: Tenant, person: Person, text: str, **more: object) -> Message:
    """Let a member answer in the one thread there is, delivered."""
    with entered(tenant):
        message = send_message(
            conversation_id=Conversation.objects.get().id,
            sender=MemberSender(person.member),
            text=text,
            **more,  # type: ignore[arg-type]  # test shorthand
        )
        if not message.private:
            Message.objects.filter(id=message.id).update(
                status=MessageStatus.SENT, external_id=str(message.id)
            )
        return message


def test_it_shows_what_the_visitor_wrote(dana: Browser) -> None:
    client_id = dana.says("How much is a manicure?", page="https://acme.example/prices", language="en")

    [message] = dana.reads()
    assert (message["client_id"], message["from"], message["text"], message["status"]) == (
        client_id,
        "visitor",
        "How much is a manicure?",
        "delivered",
    )


def test_it_takes_a_repeated_message_once(dana: Browser) -> None:
    client_id = dana.says("Hello")

    dana.post("messages/", {"client_id": client_id, "text": "Hello"})
    dana.take_in()

    assert dana.texts() == ["Hello"]


def test_it_shows_the_answer_with_the_first_name_only(dana: Browser, acme: Tenant, ben: Person) -> None:
    dana.says("Hello")
    with entered(acme):
        ben.member.name = "Ben Carter"

    answered(acme, ben, "Hi, **Dana**!")

    answer = dana.reads()[-1]
    assert (answer["from"], answer["name"], answer["text"]) == ("team", "Ben", "Hi, **Dana**!")
    assert "ben@acme.test" not in str(dana.get("messages/").content)


def test_it_hides_notes_and_what_has_not_gone_out(dana: Browser, acme: Tenant, ben: Person) -> None:
    dana.says("Hello")
    answered(acme, ben, "She is difficult.", private=True)
    with entered(acme):
        send_message(
            conversation_id=Conversation.objects.get().id,
            sender=MemberSender(ben.member),
            text="Wait",
            undo_s=20,
        )

    assert dana.texts() == ["Hello"]


def test_it_goes_on_with_the_visit_of_a_known_browser(dana: Browser) -> None:
    dana.says("Hello")

    again = dana.post("visit/").json()

    assert (again["is_known"], again["is_verified"]) == (True, False)
    dana.token = again["token"]
    assert dana.texts() == ["Hello"]


def test_it_carries_a_file_to_the_inbox_and_back(
    dana: Browser, acme: Tenant, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    upload = dana.post("attachments/", {"file": SimpleUploadedFile("nails.png", PNG)}, format="multipart")
    handle = upload.json()["id"]

    dana.says("", attachments=[handle])
    with entered(acme):
        from tenant_apps.conversations.actions.fetch import fetch_attachment
        from tenant_apps.conversations.models import Attachment
        from tenant_apps.files.models import StoredFile

        fetch_attachment(attachment_id=Attachment.objects.get().id)
        # What the visitor uploaded is what the inbox shows, not a copy of it.
        assert Attachment.objects.get().file == StoredFile.objects.get()

    [message] = dana.reads()
    [file] = message["attachments"]
    assert (upload.status_code, message["kind"]) == (201, "image")
    assert (file["name"], file["content_type"], file["state"]) == ("nails.png", "image/png", "ready")
    fetched = dana.client.get(file["url"])
    assert (fetched.status_code, b"".join(fetched.streaming_content)) == (200, PNG)  # type: ignore[attr-defined]


def test_it_does_not_open_a_file_without_its_proof(dana: Browser, acme: Tenant) -> None:
    upload = dana.post("attachments/", {"file": SimpleUploadedFile("nails.png", PNG)}, format="multipart")
    with entered(acme):
        from tenant_apps.files.models import StoredFile

        file_id = StoredFile.objects.get().id

    answers = [dana.client.get(dana.url(f"files/{file_id}/?s={s}")) for s in ("", "x", upload.json()["id"])]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_it_attaches_no_file_of_another_visitor(dana: Browser, visit: Visit) -> None:
    upload = dana.post("attachments/", {"file": SimpleUploadedFile("nails.png", PNG)}, format="multipart")
    thief = visit()

    refused = thief.post("messages/", {"client_id": str(uuid4()), "attachments": [upload.json()["id"]]})

    assert (refused.status_code, refused.json()["fields"]) == (400, {"attachments": ["Not found."]})


def test_it_refuses_a_file_above_the_limit(dana: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenant_apps.webchat.api.views.MAX_FILE_BYTES", 16)

    refused = dana.post("attachments/", {"file": SimpleUploadedFile("nails.png", PNG)}, format="multipart")

    assert (refused.status_code, refused.json()["code"]) == (413, "file_too_large")


@pytest.mark.parametrize(
    "body",
    [{}, {"client_id": "x", "text": "a"}, {"text": "a"}, {"client_id": str(uuid4()), "text": "a" * 10_001}],
)
def test_it_refuses_a_message_that_is_none(dana: Browser, body: dict[str, str]) -> None:
    refused = dana.post("messages/", body)

    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert not IntakeEvent.objects.filter(platform="webchat").exists()


def test_it_refuses_an_empty_message(dana: Browser) -> None:
    refused = dana.post("messages/", {"client_id": str(uuid4()), "text": " \n"})

    assert (refused.status_code, refused.json()["fields"]) == (400, {"text": ["This is empty."]})


def test_it_marks_answers_read(dana: Browser, acme: Tenant, ben: Person) -> None:
    dana.says("Hello")
    answer = answered(acme, ben, "Hi")

    taken = dana.post("read/")
    dana.take_in()

    assert taken.status_code == 202
    with entered(acme):
        assert Message.objects.get(id=answer.id).status == MessageStatus.READ


def test_it_takes_a_reaction_to_what_the_visitor_sees(dana: Browser, acme: Tenant, ben: Person) -> None:
    dana.says("Hello")
    answer = answered(acme, ben, "Hi")

    dana.post(f"messages/{answer.id}/reaction/", {"emoji": "❤️"})
    dana.take_in()

    assert dana.reads()[-1]["reactions"] == [{"emoji": "❤️", "by": "visitor"}]


def test_it_takes_a_quick_reply(dana: Browser, acme: Tenant, ben: Person) -> None:
    dana.says("Hello")
    answered(
        acme, ben, "Shall we book?", buttons=[{"id": "yes", "title": "Yes"}, {"id": "no", "title": "No"}]
    )
    offered = dana.reads()[-1]["choices"]

    dana.says("", choice={"id": "yes", "title": "Yes"})

    assert [choice["title"] for choice in offered] == ["Yes", "No"]
    with entered(acme):
        message = Message.objects.filter(direction="in").latest("provider_at")
    assert (message.kind, message.text) == ("interactive_reply", "Yes")
    assert message.payload["reply"] == {"type": "button", "id": "yes", "title": "Yes"}


def test_it_offers_the_rows_of_a_list(dana: Browser, acme: Tenant, ben: Person) -> None:
    dana.says("Hello")
    row = {"id": "cut", "title": "Cut", "description": "30 min"}
    content = {"button": "Services", "sections": [{"title": "Hair", "rows": [row]}]}

    answered(acme, ben, "Which one?", kind="list", content=content)

    assert dana.reads()[-1]["choices"] == [{"id": "cut", "title": "Cut", "url": "", "note": "30 min"}]


def test_it_writes_a_card_out(dana: Browser, acme: Tenant, ben: Person) -> None:
    dana.says("Hello")

    answered(
        acme, ben, "", kind="contacts", content={"contacts": [{"name": "Ira", "phones": ["+380501112233"]}]}
    )

    assert dana.reads()[-1]["text"] == "Ira\n+380501112233"


def test_it_asks_for_the_form_before_the_first_message(
    dana: Browser, website: ChannelAccount, ada: Person, api: Callable[..., Client]
) -> None:
    question = {"name": "email", "type": "email", "label": {"en": "E-mail"}, "required": True}
    form = {"pre_chat": {"is_on": True, "questions": [question]}}
    api(ada).patch(f"/api/integrations/{website.id}/widget/", form)

    refused = dana.post("messages/", {"client_id": str(uuid4()), "text": "Hello"})
    dana.says("Hello", details={"email": "dana@example.com"})
    dana.says("And again")

    assert (refused.status_code, refused.json()["code"]) == (400, "details_missing")
    assert dana.texts() == ["Hello", "And again"]


def test_it_notes_what_the_visitor_tells_without_joining_anybody(
    dana: Browser, acme: Tenant, in_tenant: InTenant
) -> None:
    from tenant_apps.conversations.events import DetailsTold
    from tenant_apps.webchat.subscribers import keep_details

    with in_tenant(acme):
        Contact.objects.create(name="Boss", email="boss@acme.test")
    dana.says("Hello", details={"name": "Dana", "email": "boss@acme.test"}, language="uk")

    with in_tenant(acme):
        message = Message.objects.get()
        keep_details([DetailsTold(message_id=message.id)])

        contact = Contact.objects.get(name="Dana")
        assert (contact.email, contact.language) == ("boss@acme.test", "uk")
        assert Contact.objects.count() == 2


def test_it_pages_through_a_long_thread_with_a_fixed_number_of_queries(
    dana: Browser,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    dana.says("0")
    with CaptureQueriesContext(connection) as one:
        dana.get("messages/")
    for number in range(1, 12):
        dana.says(str(number))

    with CaptureQueriesContext(connection) as many:
        page = dana.get("messages/?limit=5").json()

    older = dana.get(f"messages/?limit=5&before={page['results'][0]['id']}").json()
    newer = dana.get(f"messages/?after={older['results'][-1]['id']}").json()
    assert len(one) == len(many)
    assert [m["text"] for m in older["results"]] == ["2", "3", "4", "5", "6"]
    assert (older["has_older"], [m["text"] for m in newer["results"]]) == (True, ["7", "8", "9", "10", "11"])


def test_it_says_whether_the_business_is_open(dana: Browser) -> None:
    config = dana.get("config/").json()

    assert (config["name"], config["is_online"], config["position"]) == ("Acme", True, "right")
    assert "allowed_origins" not in config
