"""A customer asks to see something: the model finds a photo, and it goes out after the answer."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tenant_apps.agent.models import AgentSettings
from tenant_apps.conversations.models import Message
from tenant_apps.files.models import StoredFile
from tenant_apps.knowledge.actions import read_document
from tenant_apps.knowledge.photos.actions import change_photo, upload_photos
from tenant_apps.workspace.models import Service
from tests.tenant_apps.agent.conftest import Customer
from tests.tenant_apps.agent.model_server import ModelServer

pytestmark = pytest.mark.django_db
ANSWER = "Рожевий манікюр."


@pytest.fixture(autouse=True)
def _configured(model: ModelServer, settings: Any) -> None:
    settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_API_KEY = model.base_url, "tester", "sk-test"


@pytest.fixture
def photo(dana: Customer) -> Any:
    """A photo of a manicure that a camera signed with its place."""
    exif = Image.Exif()
    exif[0x010F] = "Lviv camera"
    out = BytesIO()
    Image.new("RGB", (90, 60), "#e77fa4").save(out, "JPEG", exif=exif)
    [document] = upload_photos(files=[SimpleUploadedFile("nails.jpg", out.getvalue())])
    change_photo(photo_id=document.id, changes={"caption": "Рожевий манікюр"})
    read_document(document_id=document.id)
    return document


def sent(conversation_id: Any) -> list[tuple[str, list[str]]]:
    found = Message.objects.filter(conversation_id=conversation_id, direction="out", private=False)
    return [
        (message.text, [one.file.name for one in message.attachments.all() if one.file])
        for message in found.order_by("created_at", "id")
    ]


def test_it_sends_the_photo_after_the_answer(model: ModelServer, dana: Customer, photo: Any) -> None:
    model.calls("find_photos", '{"query": "манікюр"}')
    model.says(ANSWER)

    conversation_id = dana.asks("Покажіть фото манікюру, будь ласка")

    assert sent(conversation_id) == [(ANSWER, []), ("", ["nails.jpg"])]
    copy = StoredFile.objects.exclude(id=photo.file_id).get()
    with copy.file.open("rb") as handle:
        assert dict(Image.open(handle).getexif()) == {}


def test_it_sends_no_photo_that_does_not_fit(model: ModelServer, dana: Customer, photo: Any) -> None:
    model.calls("find_photos", '{"query": "весільна зачіска"}')
    model.says(ANSWER)

    conversation_id = dana.asks("Покажіть фото весільних зачісок")

    assert [files for _, files in sent(conversation_id)] == [[]]


def test_it_sends_no_photo_that_may_not_be_sent(model: ModelServer, dana: Customer, photo: Any) -> None:
    change_photo(photo_id=photo.id, changes={"is_sendable": False})
    model.calls("find_photos", '{"query": "манікюр"}')
    model.says(ANSWER)

    conversation_id = dana.asks("Покажіть фото манікюру")

    assert [files for _, files in sent(conversation_id)] == [[]]


def test_it_shows_a_photo_without_a_model(dana: Customer, photo: Any, settings: Any) -> None:
    settings.LLM_BASE_URL = ""

    conversation_id = dana.asks("Покажіть фото манікюру, будь ласка")

    assert sent(conversation_id) == [("Ось фото: Рожевий манікюр", []), ("", ["nails.jpg"])]


def test_it_tells_the_price_and_shows_the_photo_without_a_model(
    dana: Customer, photo: Any, settings: Any, price_list: list[Service]
) -> None:
    settings.LLM_BASE_URL = ""

    conversation_id = dana.asks("Скільки коштує класичний манікюр? І покажіть фото манікюру")

    assert [files for _, files in sent(conversation_id)] == [[], ["nails.jpg"]]
    assert "450 грн" in sent(conversation_id)[0][0]


@pytest.mark.parametrize("asked", ["Скільки коштує манікюр?", "Can I take photos of my manicure?"])
def test_it_shows_nothing_unasked_without_a_model(
    asked: str, dana: Customer, photo: Any, settings: Any, price_list: list[Service]
) -> None:
    settings.LLM_BASE_URL = ""

    conversation_id = dana.asks(asked)

    assert [files for _, files in sent(conversation_id)] == [[]]


def test_it_shows_no_photo_without_a_model_where_the_owner_switched_that_off(
    dana: Customer, photo: Any, settings: Any
) -> None:
    settings.LLM_BASE_URL = ""
    AgentSettings.objects.create(tools_off=["find_photos"])

    conversation_id = dana.asks("Покажіть фото манікюру")

    assert [files for _, files in sent(conversation_id)] == [[]]
