"""Attachments over HTTP: what is kept, how it leaves, who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from pytest_django import Settings

from tenant_apps.files.actions import clean_name
from tenant_apps.files.models import StoredFile
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Anonymous, Api, InTenant

PATH = "/api/attachments/"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
PAGE = b"<!doctype html><script>alert(1)</script>"


def upload(
    client: Client, content: bytes, *, name: str = "cat.png", content_type: str = "image/png"
) -> dict[str, str]:
    given = SimpleUploadedFile(name, content, content_type)
    response = client.post(PATH, {"file": given}, format="multipart")
    assert response.status_code == 201, response.content
    return dict(response.json())


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response)


def test_it_stores_a_picture_in_the_tenants_own_folder(
    ben: Person, api: Api, acme: Tenant, in_tenant: InTenant
) -> None:
    kept = upload(api(ben), PNG)

    with in_tenant(acme):
        stored = StoredFile.objects.get()
    assert kept == {
        "id": str(stored.id),
        "name": "cat.png",
        "content_type": "image/png",
        "size": 40,
        "url": f"{PATH}{stored.id}/",
    }
    assert stored.file.name == f"{acme.schema_name}/files/{stored.id}/cat.png"


def test_it_serves_a_picture_inline_and_cacheable(ben: Person, api: Api) -> None:
    url = upload(api(ben), PNG)["url"]

    response = api(ben).get(url)

    assert body(response) == PNG
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert api(ben).get(url, HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304


@pytest.mark.parametrize(
    ("name", "content", "declared"),
    [
        ("cat.png", PAGE, "image/png"),
        ("page.html", PAGE, "text/html"),
        ("cat.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml"),
        ("notes.txt", b"\xef\xbb\xbf  <html><body onload=alert(1)>", "text/plain"),
    ],
)
def test_it_never_serves_markup_that_a_browser_would_run(
    ben: Person, api: Api, name: str, content: bytes, declared: str
) -> None:
    url = upload(api(ben), content, name=name, content_type=declared)["url"]

    response = api(ben).get(url)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]


def test_it_serves_a_part_of_a_recording(ben: Person, api: Api) -> None:
    url = upload(api(ben), b"OggS0123456789", name="voice.ogg", content_type="audio/ogg; codecs=opus")["url"]

    response = api(ben).get(url, HTTP_RANGE="bytes=4-7")

    assert (response.status_code, body(response)) == (206, b"0123")
    assert response["Content-Range"] == "bytes 4-7/14"


@pytest.mark.parametrize(
    "wanted", ["bytes=" + "9" * 5000 + "-", "bytes=-" + "9" * 5000, "bytes=9-4", "bits=1-2"]
)
def test_it_serves_the_whole_where_the_range_is_none(ben: Person, api: Api, wanted: str) -> None:
    url = upload(api(ben), b"OggS0123456789", name="voice.ogg", content_type="audio/ogg")["url"]

    response = api(ben).get(url, HTTP_RANGE=wanted)

    assert (response.status_code, body(response)) == (200, b"OggS0123456789")


def test_it_refuses_a_file_above_the_limit(ben: Person, api: Api, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 10

    response = api(ben).post(PATH, {"file": SimpleUploadedFile("a.png", PNG)}, format="multipart")

    assert (response.status_code, response.json()["code"]) == (413, "file_too_large")


def test_it_refuses_an_empty_file(ben: Person, api: Api) -> None:
    response = api(ben).post(PATH, {"file": SimpleUploadedFile("a.png", b"")}, format="multipart")

    assert (response.status_code, response.json()["code"]) == (400, "file_empty")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("..\\..\\etc/pass\r\nwd.png", "passwd.png"),
        ("прайс.xlsx", "прайс.xlsx"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        ("/", "file"),
    ],
)
def test_it_keeps_the_last_part_of_a_name_that_people_can_read(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_viewer_reads_but_does_not_upload(ben: Person, cleo: Person, api: Api) -> None:
    url = upload(api(ben), PNG)["url"]

    response = api(cleo).post(PATH, {"file": SimpleUploadedFile("a.png", PNG)}, format="multipart")

    assert (response.status_code, response.json()["code"]) == (403, "forbidden")
    assert api(cleo).get(url).status_code == 200


def test_a_neighbour_finds_nothing(ben: Person, mallory: Person, api: Api, acme: Tenant) -> None:
    url = upload(api(ben), PNG)["url"]

    assert api(mallory).get(url).status_code == 404
    assert api(mallory, at=acme).get(url).status_code == 404
    assert (
        api(mallory, at=acme)
        .post(PATH, {"file": SimpleUploadedFile("a.png", PNG)}, format="multipart")
        .status_code
        == 404
    )


def test_a_stranger_is_asked_to_sign_in(anonymous: Anonymous, acme: Tenant) -> None:
    response = anonymous(acme).get(f"{PATH}00000000-0000-7000-8000-000000000000/")

    assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")
