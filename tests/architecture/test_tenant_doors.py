"""A tenant is entered in four places: HTTP, sockets, tasks, commands; and where schemas are made and kept."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("config", "tenants", "shared_apps", "tenant_apps", "sandbox")

# What turns a connection's search path. tenant-schemas-celery does so for tasks, in its own code.
TURNS = re.compile(
    r"\b(set_tenant|set_schema|set_schema_to_public|schema_context|tenant_context|activate)\(|search_path"
)
ENTERS = re.compile(r"^\s*from tenants\.entering import|^\s*import tenants\.entering", re.MULTILINE)

DOORS = {
    "tenants/middleware.py",
    "tenants/sockets.py",
    "tenants/every.py",
    # Creation and upkeep of schemas, which belong to nobody or to someone who is just arriving.
    "tenants/actions.py",
    "tenants/domains.py",
    "tenants/life.py",
    "tenants/purging.py",
    "tenants/transfers/exporting.py",
    "tenants/transfers/importing.py",
    "tenants/pool.py",
    "tenants/migrating.py",
    "tenants/management/commands/migrate_all.py",
    "tenants/management/commands/migrate_tenants.py",
}


def modules() -> dict[str, str]:
    """Return path → text of all code but migrations."""
    found = [
        path for folder in CODE for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts
    ]
    return {str(path.relative_to(ROOT)): path.read_text() for path in found}


def test_it_turns_the_search_path_in_one_place_and_for_new_schemas() -> None:
    turning = {path for path, text in modules().items() if TURNS.search(text)}

    # A recipe fills a schema that nobody has yet, within one transaction.
    assert turning == {"tenants/entering.py", "tenants/recipes.py"}


def test_it_enters_tenants_by_the_doors_only() -> None:
    entering = {path for path, text in modules().items() if ENTERS.search(text)}

    assert entering == DOORS
