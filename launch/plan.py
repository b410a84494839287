"""Which checks there are, in which order and which may run side by side."""

from __future__ import annotations

import filecmp
import os
import sys
import sysconfig
from pathlib import Path

from launch.layout import ROOT
from launch.steps import PYTEST, VITEST, Step

FRONTEND = ROOT / "frontend"
SCHEMA = FRONTEND / "openapi.json"
TYPED_CLIENT = FRONTEND / "src" / "shared" / "api" / "schema.d.ts"
TEST_SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}


def _tool(name: str) -> str:
    return str(Path(sysconfig.get_path("scripts")) / name)


def _manage(*argv: str) -> tuple[str, ...]:
    return (sys.executable, "manage.py", *argv)


def _npm(name: str, script: str, *, timeout_s: float = 600) -> Step:
    return Step(name, ("npm", "run", "--silent", script), cwd=FRONTEND, timeout_s=timeout_s)


def static_checks(scratch: Path) -> list[Step]:
    """Return the checks that need no running system, quick ones first."""
    fresh_schema, fresh_client = scratch / "openapi.json", scratch / "schema.d.ts"
    return [
        Step("ruff format", (_tool("ruff"), "format", "--check", ".")),
        Step("ruff lint", (_tool("ruff"), "check", ".")),
        Step("import-linter", (_tool("lint-imports"), "--no-cache")),
        _npm("frontend lockfile", "check:lock"),
        Step("frontend clean install", ("npm", "ci", "--dry-run"), cwd=FRONTEND),
        Step("mypy", (_tool("mypy"),), env=TEST_SETTINGS, timeout_s=900),
        Step("django check", _manage("check", "--fail-level", "WARNING"), env=TEST_SETTINGS),
        Step("migrations in step", _manage("makemigrations", "--check", "--dry-run"), env=TEST_SETTINGS),
        Step(
            "openapi in step",
            _manage(
                "spectacular",
                "--validate",
                "--fail-on-warn",
                "--format",
                "openapi-json",
                "--file",
                str(fresh_schema),
            ),
            env=TEST_SETTINGS,
            after=lambda: _differs(fresh_schema, SCHEMA),
        ),
        Step(
            "typed client in step",
            ("npx", "--no-install", "openapi-typescript", "openapi.json", "-o", str(fresh_client)),
            cwd=FRONTEND,
            after=lambda: _differs(fresh_client, TYPED_CLIENT),
        ),
        _npm("frontend types", "typecheck"),
        _npm("frontend lint", "lint"),
        Step("sizes", (sys.executable, "-m", "launch.sizes")),
    ]


def unit_tests() -> list[Step]:
    """Return the backend's and the frontend's own tests, and the frontend's build."""
    return [
        Step(
            "backend tests",
            (
                # Whoever is done early takes over from the other: the last minute belongs to both.
                *(sys.executable, "-m", "pytest", "tests", "-q", "-n", "2", "--dist", "worksteal"),
                *("--ignore=tests/e2e", "--ignore=tests/chaos"),
            ),
            env=TEST_SETTINGS,
            counts=PYTEST,
            timeout_s=1200,
        ),
        Step("frontend tests", ("npm", "run", "--silent", "test"), cwd=FRONTEND, counts=VITEST),
        # One step: the size of a build that another step is still making means nothing.
        Step(
            "frontend build and size",
            ("sh", "-c", "npm run --silent build && npm run --silent check:size"),
            cwd=FRONTEND,
        ),
    ]


def system_tests() -> list[Step]:
    """Return the tests that run the whole system: two systems side by side, which the chaos comes over last.

    A browser test mostly waits; a file's tests stay together, in their order, with the system they began on.
    """
    return [
        Step(
            "e2e and chaos tests",
            (
                *(sys.executable, "-m", "pytest", "tests/e2e", "tests/chaos", "-q", "-p", "no:randomly"),
                *("-n", "2", "--dist", "loadfile"),
            ),
            env=TEST_SETTINGS,
            counts=PYTEST,
            timeout_s=1500,
        )
    ]


def _differs(fresh: Path, committed: Path) -> str:
    shown = os.path.relpath(committed, ROOT)
    if not committed.exists():
        return f"{shown} is missing: make it and commit it (see docs/operations.md)."
    if filecmp.cmp(fresh, committed, shallow=False):
        return ""
    return f"{shown} is out of step with the code: run `bin/check --write` and commit it."
