"""Photos: looked at by Google, a model or this machine; found by what is on them; sent only if they may be."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageDraw
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from shared_apps.facts.models import FactRow
from tenant_apps.agent.tools import find_photos
from tenant_apps.agent.usage.models import AgentCall
from tenant_apps.agent.usage.subscribers import book_photos
from tenant_apps.files.models import StoredFile
from tenant_apps.knowledge.events import PhotoShown
from tenant_apps.knowledge.models import Chunk, Document
from tenant_apps.knowledge.photos.models import Photo
from tenant_apps.knowledge.photos.selectors import photos_for
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Api, InTenant
from tests.sandbox.running import free_port, sandbox_on
from tests.tenant_apps.knowledge.conftest import Work

UPLOAD = "/api/photos/upload/"


def picture(colour: str = "#e77fa4", size: tuple[int, int] = (60, 80), kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def put(client: Client, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
    given = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(UPLOAD, {"files": given}, format="multipart")
    assert response.status_code == 201, response.content
    return list(response.json()["results"])


def photo_of(client: Client, photo: dict[str, Any]) -> dict[str, Any]:
    return dict(client.get(f"/api/photos/{photo['id']}/").json())


def described(client: Client, work: Work, name: str, caption: str) -> dict[str, Any]:
    [photo] = put(client, (name, picture() + name.encode()))
    client.patch(f"/api/photos/{photo['id']}/", {"caption": caption})
    work()
    return photo_of(client, photo)


@pytest.fixture(scope="module")
def vision(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox_on(tmp_path_factory.mktemp("sandbox"), free_port()) as running:
        yield f"http://127.0.0.1:{running.port}/vision"


def test_it_says_what_this_machine_can_tell_of_a_photo(ben: Person, api: Api, work: Work) -> None:
    [photo] = put(api(ben), ("nails.jpg", picture()))

    work()

    seen = photo_of(api(ben), photo)
    assert (seen["status"], seen["reader"], seen["width"], seen["height"]) == ("ready", "local", 60, 80)
    assert [label["name"] for label in seen["labels"]] == ["pink (рожевий)", "upright (вертикальне)"]
    assert seen["colours"][0]["share"] == 1.0


def test_it_asks_google_when_there_is_a_key(
    ben: Person, api: Api, work: Work, vision: str, settings: Settings
) -> None:
    settings.GOOGLE_VISION_URL, settings.GOOGLE_VISION_API_KEY = vision, "AIza-test"
    [photo] = put(api(ben), ("nails.png", picture(kind="PNG")))

    work()

    seen = photo_of(api(ben), photo)
    assert (seen["status"], seen["reader"], len(seen["labels"])) == ("ready", "google_vision", 3)
    label = seen["labels"][0]["name"]
    found = api(ben).post("/api/knowledge/search/", {"q": label, "k": 1}).json()["results"]
    assert found[0]["source"]["document"] == photo["id"]


@pytest.mark.parametrize(("key", "is_ok"), [("AIza-test", True), ("wrong", False)])
def test_it_books_what_others_were_asked_once(
    ben: Person, api: Api, work: Work, vision: str, settings: Settings, key: str, is_ok: bool, inside: Tenant
) -> None:
    settings.GOOGLE_VISION_URL, settings.GOOGLE_VISION_API_KEY = vision, key
    put(api(ben), ("nails.jpg", picture()))
    work()
    [asked] = FactRow.objects.filter(name="PhotoShown")

    for _ in range(2):
        book_photos([PhotoShown.read(asked.payload)])

    call = AgentCall.objects.get()
    assert (call.feature, call.provider, call.is_ok) == ("vision", "google_vision", is_ok)


def test_it_looks_itself_when_google_does_not_answer(
    ben: Person, api: Api, work: Work, vision: str, settings: Settings
) -> None:
    settings.GOOGLE_VISION_URL, settings.GOOGLE_VISION_API_KEY = vision, "wrong"
    [photo] = put(api(ben), ("nails.jpg", picture()))

    work()

    assert (photo_of(api(ben), photo)["status"], photo_of(api(ben), photo)["reader"]) == ("ready", "local")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.jpg", b"", "empty"),
        ("text.jpg", b"just words", "not_a_photo"),
        ("cut.jpg", picture(size=(800, 800))[:900], "broken"),
        ("paper.pdf", b"%PDF-1.4", "not_a_photo"),
    ],
)
def test_it_says_why_a_photo_cannot_be_shown(
    ben: Person, api: Api, work: Work, name: str, content: bytes, code: str
) -> None:
    bad, good = put(api(ben), (name, content), ("good.jpg", picture()))

    work()

    assert (photo_of(api(ben), bad)["status"], photo_of(api(ben), bad)["reason_code"]) == ("failed", code)
    assert photo_of(api(ben), good)["status"] == "ready"


def test_it_refuses_a_picture_made_to_fill_memory(ben: Person, api: Api, work: Work) -> None:
    out = BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    [photo] = put(api(ben), ("bomb.png", out.getvalue()))

    work()

    assert photo_of(api(ben), photo)["reason_code"] == "bomb"


def test_a_customer_is_shown_what_was_asked_for(inside: Tenant, ben: Person, api: Api, work: Work) -> None:
    nails = described(api(ben), work, "a.jpg", "Рожевий манікюр з дизайном")
    described(api(ben), work, "b.jpg", "Зал очікування")

    found = photos_for("Покажіть фото манікюру")

    assert [(str(one.photo_id), one.caption, one.score) for one in found] == [
        (nails["id"], "Рожевий манікюр з дизайном", 1.0)
    ]
    assert photos_for("Do you have photos of haircuts?") == []
    assert photos_for("Покажіть фото") == []


def test_the_agents_tool_names_the_photo(inside: Tenant, ben: Person, api: Api, work: Work) -> None:
    nails = described(api(ben), work, "a.jpg", "Pink manicure")

    found = find_photos.run({"query": "manicure"})

    assert found.content == {"photos": [{"id": nails["id"], "caption": "Pink manicure", "score": 1.0}]}


def test_a_photo_that_may_not_be_sent_is_not_found_for_customers(
    inside: Tenant, ben: Person, api: Api, work: Work
) -> None:
    nails = described(api(ben), work, "a.jpg", "Pink manicure")

    changed = api(ben).patch(f"/api/photos/{nails['id']}/", {"is_sendable": False})

    assert changed.json()["is_sendable"] is False
    assert photos_for("pink manicure") == []


def test_the_list_is_searched_by_words(ben: Person, api: Api, work: Work) -> None:
    described(api(ben), work, "a.jpg", "Pink manicure")
    described(api(ben), work, "b.jpg", "Waiting room")

    found = api(ben).get("/api/photos/?q=waiting").json()["results"]

    assert [one["caption"] for one in found] == ["Waiting room"]


def test_deleting_a_photo_leaves_no_trace(
    ben: Person, api: Api, work: Work, acme: Tenant, in_tenant: InTenant,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    photo = described(api(ben), work, "a.jpg", "Pink manicure")
    with in_tenant(acme):
        path = StoredFile.objects.get().file.name or ""

    with django_capture_on_commit_callbacks(execute=True):
        response = api(ben).delete(f"/api/photos/{photo['id']}/")

    assert response.status_code == 204
    with in_tenant(acme):
        assert [model.objects.count() for model in (Document, Photo, Chunk, StoredFile)] == [0, 0, 0, 0]
    assert not default_storage.exists(path)


def test_viewers_and_neighbours_change_no_photos(
    ben: Person, cleo: Person, mallory: Person, api: Api
) -> None:
    [photo] = put(api(ben), ("a.jpg", picture()))
    path = f"/api/photos/{photo['id']}/"

    assert [api(cleo).patch(path, {"caption": "x"}).status_code, api(cleo).delete(path).status_code] == [
        403,
        403,
    ]
    assert [api(mallory).get(path).status_code, api(mallory).delete(path).status_code] == [404, 404]
    assert photo_of(api(ben), photo)["caption"] == ""


def test_the_list_costs_the_same_with_one_and_with_thirty(ben: Person, api: Api) -> None:
    put(api(ben), ("0.jpg", picture()))
    with CaptureQueriesContext(connection) as one:
        api(ben).get("/api/photos/")
    put(api(ben), *[(f"{n}.jpg", picture() + bytes([n])) for n in range(1, 30)])

    with CaptureQueriesContext(connection) as thirty:
        found = api(ben).get("/api/photos/").json()["results"]

    assert (len(found), len(thirty)) == (30, len(one))


def test_photos_are_not_in_the_list_of_documents(ben: Person, api: Api) -> None:
    put(api(ben), ("a.jpg", picture()))

    assert api(ben).get("/api/documents/").json()["results"] == []


def test_writing_on_a_photo_is_read(ben: Person, api: Api, work: Work) -> None:
    canvas = Image.new("RGB", (900, 200), "white")
    ImageDraw.Draw(canvas).text((40, 60), "WINTER OFFER GEL MANICURE", fill="black", font_size=48)
    out = BytesIO()
    canvas.save(out, "PNG")
    [photo] = put(api(ben), ("sign.png", out.getvalue()))

    work()

    assert "OFFER" in photo_of(api(ben), photo)["text"]
