"""Files that cannot be read fail with a reason that a person understands; the others go on."""

import zipfile
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pytest_django import Settings

from tenant_apps.knowledge.extract import ocr
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.knowledge.conftest import Work, shelved, shown, upload


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(shelved("aftercare.pdf"))))
    writer.encrypt("secret", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
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
        ("bomb.xlsx", zip_bomb(), "The file is too big to read."),
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


def test_it_says_that_a_scan_needs_what_is_not_here(
    ben: Person, api: Api, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "languages", tuple)
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
