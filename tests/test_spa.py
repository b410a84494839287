"""How the web front's files leave: the worker fresh and for the whole host, hashed files for a year, texts packed."""

from pathlib import Path

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from config import spa


@pytest.fixture(autouse=True)
def built(settings: Settings, tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/main-abc.js").write_text("1")
    (tmp_path / "assets/main-abc.js.br").write_bytes(b"brotli")
    (tmp_path / "assets/main-abc.js.gz").write_bytes(b"gzip")
    (tmp_path / "assets/small-abc.js").write_text("3")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/inter-latin.woff2").write_bytes(b"font")
    (tmp_path / "sw.js").write_text("2")
    (tmp_path / "manifest.uk.webmanifest").write_text("{}")
    settings.FRONTEND_DIST = tmp_path
    return tmp_path


def test_it_serves_the_worker_fresh_and_for_every_path(rf: RequestFactory) -> None:
    answer = spa.page(rf.get("/sw.js"), "sw.js")

    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Type"] == "text/javascript"


def test_it_serves_the_manifest_by_its_own_type(rf: RequestFactory) -> None:
    answer = spa.page(rf.get("/manifest.uk.webmanifest"), "manifest.uk.webmanifest")

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


def test_it_lets_hashed_files_be_kept_for_a_year(rf: RequestFactory) -> None:
    answer = spa.asset(rf.get("/assets/main-abc.js"), "main-abc.js")

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("accepted", "encoding", "sent"),
    [
        ("gzip, deflate, br, zstd", "br", b"brotli"),
        ("gzip, deflate", "gzip", b"gzip"),
        ("br;q=0, GZIP;q=0.5", "gzip", b"gzip"),
        ("gzip; q=0.0", None, b"1"),
        ("", None, b"1"),
    ],
)
def test_it_sends_what_the_browser_reads(
    rf: RequestFactory, accepted: str, encoding: str | None, sent: bytes
) -> None:
    request = rf.get("/assets/main-abc.js", headers={"Accept-Encoding": accepted})

    answer = spa.asset(request, "main-abc.js")

    assert answer.content == sent
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_it_sends_a_file_that_was_not_compressed_as_it_is(rf: RequestFactory) -> None:
    request = rf.get("/assets/small-abc.js", headers={"Accept-Encoding": "br"})

    answer = spa.asset(request, "small-abc.js")

    assert (answer.content, answer.headers.get("Content-Encoding")) == (b"3", None)


def test_it_lets_the_public_pages_fonts_be_kept_for_a_year(rf: RequestFactory) -> None:
    answer = spa.page(rf.get("/fonts/inter-latin.woff2"), "fonts/inter-latin.woff2")

    assert answer.headers["Cache-Control"] == "public, max-age=31536000"
