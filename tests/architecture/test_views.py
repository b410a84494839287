"""Views translate: what they show is read by selectors, what they change is changed by actions."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("tenants", "shared_apps", "tenant_apps")

# `none()` asks for nothing: generic views want a queryset to know their model by.
ASKS = re.compile(r"\.objects\b(?!\.none\(\))|\b_(?:default|base)_manager\b|\bget_object_or_404\(")


def api_modules() -> dict[str, str]:
    """Return path → text of every module of an API: `api.py`, and all below a folder `api`."""
    paths = [path.relative_to(ROOT) for folder in CODE for path in (ROOT / folder).rglob("*.py")]
    return {str(path): (ROOT / path).read_text() for path in paths if "api" in path.with_suffix("").parts}


def test_it_finds_the_modules() -> None:
    found = api_modules()

    assert len(found) > 100
    assert {"tenant_apps/conversations/api/views.py", "shared_apps/console/trail/api.py"} < found.keys()


def test_it_leaves_the_tables_to_selectors_and_actions() -> None:
    asking = {path for path, text in api_modules().items() if ASKS.search(text)}

    assert asking == set()
