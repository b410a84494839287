"""How the web front's files leave: the worker fresh and for the whole host, hashed files for a year."""

from pathlib import Path

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from config import spa


@pytest.fixture(autouse=True)
def built(settings: Settings, tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/main-abc.js").write_text("1")
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
