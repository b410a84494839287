"""Files of the Graph API: up, looked up, down, gone."""

from unittest.mock import ANY

import httpx
import pytest

from sandbox.whatsapp import uploads
from tests.sandbox.running import Salon

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def upload(salon: Salon, content: bytes = PNG, mime: str = "image/png") -> httpx.Response:
    files = {"file": ("a.png", content, mime)}
    return salon.graph("POST", f"{salon.account}/media", files=files, data={"messaging_product": "whatsapp"})


def test_it_gives_back_what_was_uploaded(salon: Salon) -> None:
    media_id = upload(salon).json()["id"]

    found = salon.graph("GET", media_id).json()

    assert found == {
        "messaging_product": "whatsapp",
        "url": ANY,
        "mime_type": "image/png",
        "sha256": ANY,
        "file_size": len(PNG),
        "id": media_id,
    }
    fetched = httpx.get(found["url"], headers={"authorization": f"Bearer {salon.token}"}, trust_env=False)
    assert (fetched.status_code, fetched.content) == (200, PNG)


def test_it_refuses_a_download_without_the_token(salon: Salon) -> None:
    url = salon.graph("GET", upload(salon).json()["id"]).json()["url"]

    answer = httpx.get(url, trust_env=False)

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)


def test_it_lets_a_download_address_expire(salon: Salon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "URL_LIFETIME_S", -1)
    url = salon.graph("GET", upload(salon).json()["id"]).json()["url"]

    answer = httpx.get(url, headers={"authorization": f"Bearer {salon.token}"}, trust_env=False)

    assert answer.status_code == 404


def test_it_deletes_a_file(salon: Salon) -> None:
    media_id = upload(salon).json()["id"]

    answer = salon.graph("DELETE", media_id)

    assert answer.json() == {"success": True}
    assert salon.graph("GET", media_id).json()["error"]["error_subcode"] == 33


def test_it_sends_an_uploaded_picture(salon: Salon) -> None:
    media_id = upload(salon).json()["id"]
    salon.say(text="Show me")

    salon.send(type="image", image={"id": media_id, "caption": "Here"})

    item = salon.thread()[-1]
    assert (item["kind"], item["text"], item["media"]["id"]) == ("image", "Here", media_id)
    assert salon.control.get(item["media"]["url"]).content == PNG


def test_it_refuses_a_picture_sent_as_audio(salon: Salon) -> None:
    media_id = upload(salon).json()["id"]
    salon.say(text="Hi")

    answer = salon.send(type="audio", audio={"id": media_id})

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 131053)


def test_it_refuses_a_type_meta_does_not_take(salon: Salon) -> None:
    answer = upload(salon, mime="image/tiff")

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


def test_it_refuses_an_upload_without_a_file(salon: Salon) -> None:
    answer = salon.graph("POST", f"{salon.account}/media", json={"messaging_product": "whatsapp"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)
