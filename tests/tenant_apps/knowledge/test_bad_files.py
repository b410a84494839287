"""Files that cannot be read fail with a reason that a person understands; the others go on."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject
from pytest_django import Settings

from config.uploads import BoundedBodies
from tenant_apps.knowledge.extract import apart, ocr
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.knowledge.conftest import UPLOAD, Work, shelved, shown, upload


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(shelved("aftercare.pdf"))))
    writer.encrypt("secret", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_macros(name: str, folder: str) -> bytes:
    out = BytesIO(shelved(name))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{folder}/vbaProject.bin", b"\x00Attribut")
    return out.getvalue()


def zip_bomb() -> bytes:
    out = BytesIO(shelved("prices_2026.xlsx"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/bomb.xml", b"0" * 60_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("locked.pdf", encrypted_pdf(), "The file is protected by a password."),
        ("page.pdf", b"<!doctype html><p>hello</p>", "The file is not what its name says."),
        ("text.xlsx", b"just text", "The file is not what its name says."),
        ("blank.txt", b"  \n\n ", "The file is empty."),
        ("cut.docx", shelved("rules.docx")[:9000], "The file is damaged and cannot be opened."),
        ("cut.pdf", shelved("aftercare.pdf")[:700], "The file is damaged and cannot be opened."),
        ("noise.pdf", bytes(range(256)) * 20, "The file is damaged and cannot be opened."),
        ("bomb.xlsx", zip_bomb(), "The file unpacks to far more than it should."),
        ("macro.xlsm", with_macros("prices_2026.xlsx", "xl"), "The file carries macros"),
        ("macro.docx", with_macros("rules.docx", "word"), "The file carries macros"),
        ("old.xls", OLE + b"\x00" * 600, "This is a format of before 2007."),
        ("lock.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "The file is protected by a password."),
        ("none.html", b"<html><body><script>x=1</script></body>", "The file is empty."),
        ("song.mp3", b"ID3" + b"\x00" * 200, "This kind of file cannot be read."),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and len(value) < 12 else "",
)
def test_it_says_why_a_file_cannot_be_read(
    ben: Person, api: Api, work: Work, name: str, content: bytes, reason: str
) -> None:
    bad, good = upload(api(ben), (name, content), ("good.txt", b"We open at nine."))

    work()

    failed = shown(api(ben), bad)
    assert (failed["status"], failed["chunks"]) == ("failed", 0)
    assert failed["reason"].startswith(reason)
    assert shown(api(ben), good)["status"] == "ready"


def test_it_says_that_a_file_is_too_large(ben: Person, api: Api, work: Work, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000_000
    [big] = upload(api(ben), ("big.txt", b"word " * 300_000))

    work()

    assert (big["status"], big["reason"]) == (
        "failed",
        "The file is larger than 1 MB. Split it into smaller ones.",
    )
    assert (big["reason_code"], big["reason_data"]) == ("too_large", {"most_mb": 1})


def test_it_says_that_a_scan_needs_what_is_not_here(
    ben: Person, api: Api, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(apart.ENVIRONMENT, "PATH", "/nowhere")
    [scan] = upload(api(ben), ("scan.pdf", shelved("scan.pdf")))

    work()

    assert shown(api(ben), scan)["reason"].startswith("The file holds only pictures")


@pytest.mark.skipif(not ocr.is_available(), reason="tesseract and pdftoppm are not on this machine")
def test_it_reads_a_scan(ben: Person, api: Api, work: Work) -> None:
    [scan] = upload(api(ben), ("scan.pdf", shelved("scan.pdf")))

    work()

    assert shown(api(ben), scan)["status"] == "ready"
    found = api(ben).post("/api/knowledge/search/", {"q": "When does Dockyard Lane reopen?", "k": 3}).json()
    assert any("We reopen on Tuesday 26 January 2027 at 10:00." in one["text"] for one in found["results"])


def test_it_gives_up_a_file_that_never_ends(
    ben: Person, api: Api, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SILENT_S", 0.0)
    [slow] = upload(api(ben), ("aftercare.pdf", shelved("aftercare.pdf")))

    work()

    failed = shown(api(ben), slow)
    assert (failed["status"], failed["reason_code"]) == ("failed", "too_slow")


def test_it_reads_the_other_pages_when_one_is_damaged(ben: Person, api: Api, work: Work) -> None:
    [document] = upload(api(ben), ("torn.pdf", torn_pdf()))

    work()

    read = shown(api(ben), document)
    assert (read["status"], read["pages"], read["page_errors"]) == ("ready", 3, 1)
    pages = api(ben).get(f"/api/documents/{document['id']}/pages/").json()["results"]
    assert [(page["number"], page["error"] and page["error"]["code"]) for page in pages] == [
        (1, None),
        (2, "broken"),
        (3, None),
    ]


def test_it_refuses_half_a_gigabyte_at_the_door(ben: Person, api: Api, acme: Tenant) -> None:
    response = api(ben).post(
        UPLOAD, b"--x--", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="500000000"
    )

    assert (response.status_code, response.json()["code"]) == (413, "upload_too_large")
    assert response.json()["data"] == {"most_mb": 110}


async def test_the_server_refuses_half_a_gigabyte_before_it_takes_a_byte() -> None:
    scope = {"type": "http", "headers": [(b"content-length", b"500000000")]}

    sent = await answered(scope, pieces=[])

    assert sent[0]["status"] == 413
    assert b"upload_too_large" in sent[1]["body"]


async def test_the_server_stops_taking_a_body_that_does_not_say_how_long_it_is(settings: Settings) -> None:
    settings.UPLOAD_MAX_BODY_BYTES = 1000

    sent = await answered({"type": "http", "headers": []}, pieces=[b"x" * 600] * 3)

    assert [message.get("status") for message in sent] == [413, None]


async def answered(scope: dict[str, Any], pieces: list[bytes]) -> list[dict[str, Any]]:
    """What the front of the server sends for a request with these pieces, before an application that reads all."""
    sent: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def reader(_scope: object, take: Any, _send: object) -> None:
        while True:
            await take()

    await BoundedBodies(reader)(scope, receive, send)
    return sent


def torn_pdf() -> bytes:
    """Three pages; the second one is turned by no angle."""
    writer = PdfWriter()
    for _ in range(3):
        writer.append(PdfReader(BytesIO(shelved("aftercare.pdf"))))
    writer.pages[1][NameObject("/Rotate")] = NameObject("/Torn")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
