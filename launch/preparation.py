"""Bring schemas, pool and demo data up to date, and remember it inside the database that it is true of."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

import psycopg

from launch.layout import ROOT, Layout
from launch.stamps import files_below, fingerprint

BACKEND = ("config", "tenants", "shared_apps", "tenant_apps", "sandbox")


@dataclass(frozen=True, slots=True)
class Work:
    """What a start must do before the processes: `manage.py` commands with their titles."""

    commands: tuple[tuple[str, str], ...]
    marks: dict[str, str]


def find_work(database_url: str, layout: Layout, *, with_demo: bool, is_embedded: bool) -> Work:
    """Compare this checkout with what the database was last prepared for.

    A database from outside may have been changed by others, so there everything is done each time.
    """
    done = _recall(database_url) if is_embedded else {}
    marks = {"schema": _schema_mark(), "demo": done.get("demo", "")}
    commands: list[tuple[str, str]] = []
    if done.get("schema") != marks["schema"]:
        commands += [("migrate_all", "Migrating all schemas"), ("fill_pool", "Filling the schema pool")]
    if with_demo:
        marks["demo"] = fingerprint([ROOT / name for name in BACKEND])
        if done.get("demo") != marks["demo"] or not (layout.data_dir / "demo.json").exists():
            commands.append(("load_demo", "Loading demo data"))
    return Work(tuple(commands), marks)


def remember(database_url: str, work: Work) -> None:
    """Note in the database what it was prepared for; dropped or restored, it takes the note along."""
    with psycopg.connect(database_url, autocommit=True) as link:
        name = psycopg.sql.Identifier(link.info.dbname)
        note = psycopg.sql.Literal(json.dumps(work.marks))
        link.execute(psycopg.sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, note))


def _recall(database_url: str) -> dict[str, str]:
    with psycopg.connect(database_url) as link:
        row = link.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    try:
        found = json.loads(row[0]) if row and row[0] else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _schema_mark() -> str:
    folders = [ROOT / name for name in BACKEND]
    migrations = [
        path for path in files_below(folders) if "migrations" in path.parts or "settings" in path.parts
    ]
    return fingerprint([*migrations, ROOT / "requirements.txt"], extra=sys.version)
