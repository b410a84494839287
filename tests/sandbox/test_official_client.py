"""pywa, an independent client of the Cloud API, finds in the sandbox what it finds at Meta."""

import httpx
import pytest
from pywa.client import WhatsApp
from pywa.errors import MediaUploadError, ReEngagementMessage, WhatsAppError
from pywa.types.callback import Button, Section, SectionList, SectionRow

from tests.sandbox.running import Product, Salon, eventually


@pytest.fixture
def whatsapp(salon: Salon) -> WhatsApp:
    """A pywa client that believes the sandbox is graph.facebook.com."""
    base = str(salon.control.base_url)

    def to_sandbox(request: httpx.Request) -> None:
        request.url = httpx.URL(base.rstrip("/") + "/graph" + request.url.raw_path.decode())
        request.headers["host"] = request.url.netloc.decode()

    session = httpx.Client(event_hooks={"request": [to_sandbox]}, trust_env=False)
    return WhatsApp(phone_id=salon.account, token=salon.token, session=session, api_version=26.0)


def test_it_sends_text_and_buttons(whatsapp: WhatsApp, salon: Salon) -> None:
    salon.say(text="Hi")

    sent = whatsapp.send_message("380671112233", "Коли зручно?", buttons=[Button("18:30", "t18")])

    item = salon.thread()[-1]
    assert (item["id"], item["kind"], item["text"]) == (sent.id, "buttons", "Коли зручно?")
    assert item["buttons"] == [{"id": "t18", "title": "18:30"}]


def test_it_sends_a_list(whatsapp: WhatsApp, salon: Salon) -> None:
    salon.say(text="Hi")
    rows = [SectionRow(title="Манікюр", callback_data="nails", description="90 хв")]

    whatsapp.send_message("380671112233", "?", buttons=SectionList("Послуги", [Section("Руки", rows)]))

    assert salon.thread()[-1]["list"]["sections"][0]["rows"][0]["id"] == "nails"


def test_it_sends_a_file_it_uploads(whatsapp: WhatsApp, salon: Salon) -> None:
    salon.say(text="Hi")

    whatsapp.send_document("380671112233", b"%PDF-1.4", filename="price.pdf", mime_type="application/pdf")

    item = salon.thread()[-1]
    assert (item["kind"], item["media"]["name"]) == ("document", "price.pdf")


def test_it_downloads_what_the_customer_sent(whatsapp: WhatsApp, product: Product, salon: Salon) -> None:
    salon.say(audio=True)
    audio = product.messages(salon.account)[-1]["audio"]

    found = whatsapp.get_media_url(audio["id"])

    assert found.mime_type.startswith("audio/ogg")
    assert found.file_size > 1000


def test_it_marks_as_read_and_types(whatsapp: WhatsApp, salon: Salon) -> None:
    message = salon.say(text="Hi")["id"]

    whatsapp.indicate_typing(message)

    assert eventually(lambda: salon.thread()[0]["status"] == "read")


def test_it_reads_the_number(whatsapp: WhatsApp, salon: Salon) -> None:
    number = whatsapp.get_business_phone_number()

    assert (number.id, number.verified_name) == (salon.account, "Acme")


def test_it_knows_the_closed_window_by_its_code(whatsapp: WhatsApp) -> None:
    with pytest.raises(ReEngagementMessage) as refusal:
        whatsapp.send_message("380671112233", "Hello?")

    assert refusal.value.code == 131047


def test_it_knows_a_bad_token(salon: Salon, whatsapp: WhatsApp) -> None:
    salon.control.post("/control/accounts/", json={"account": salon.account, "token": "EAAanother"})

    with pytest.raises(WhatsAppError) as refusal:
        whatsapp.send_message("380671112233", "Hello?")

    assert refusal.value.code == 190
    assert not isinstance(refusal.value, MediaUploadError)
