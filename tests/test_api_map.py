"""docs/api-map.md: every address that it names is there and takes the method that it names."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import resolve

from config.spa import file_or_nothing, page
from shared_apps.intake.platforms import platform_called

MAP = Path(__file__).parent.parent / "docs" / "api-map.md"
ROWS = re.findall(
    r"^\| ([A-Z]+ \S+) \| (?:([A-Z]+) (\S+)|\*later\*) \|$", MAP.read_text("utf-8"), re.MULTILINE
)
HERE = sorted({(method, path) for _, method, path in ROWS if path})
FILLED = {"platform": "telegram", "org_slug": "acme"}
ANY_ID = "01920000-0000-7000-8000-0000000acae0"


def views_at(path: str) -> list[Any]:
    """Return what answers at `path` in a workspace and on the public site."""
    whole = re.sub(r"\{(\w+)\}", lambda found: FILLED.get(found[1], ANY_ID), path)
    found = [resolve(whole, urls).func for urls in ("config.urls_tenant", "config.urls_public")]
    return [view for view in found if view not in (page, file_or_nothing)]


def takes(view: Any, method: str) -> bool:
    """Say whether a view has the method; plain functions decide for themselves."""
    kind = getattr(view, "cls", None) or getattr(view, "view_class", None)
    return kind is None or hasattr(kind, method.lower())


def test_the_map_is_whole() -> None:
    table = [line for line in MAP.read_text("utf-8").splitlines() if re.match(r"\| [A-Z]", line)]

    assert len(table) == len(ROWS) > 150


@pytest.mark.parametrize(("method", "path"), HERE, ids=" ".join)
def test_an_address_of_the_map_is_there(method: str, path: str) -> None:
    if path.startswith("/webhook/"):
        assert platform_called(path.split("/")[2]) is not None
        return

    assert any(takes(view, method) for view in views_at(path)), (method, path)
