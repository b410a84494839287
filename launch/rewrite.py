"""`bin/check --write`: bring what is generated or formatted by machine in step."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from launch.commands import run_step
from launch.layout import ROOT
from launch.plan import FRONTEND, SCHEMA, TEST_SETTINGS


def main(env: Mapping[str, str]) -> None:
    """Format the Python and web sources, write the API description and the typed client."""
    python = sys.executable
    run_step("Formatting Python", [python, "-m", "ruff", "format", "."], cwd=ROOT)
    run_step(
        "Writing openapi.json",
        [
            *(python, "manage.py", "spectacular", "--validate", "--fail-on-warn"),
            *("--format", "openapi-json", "--file", str(SCHEMA)),
        ],
        cwd=ROOT,
        env={**env, **TEST_SETTINGS},
    )
    run_step("Writing the typed client", ["npm", "run", "gen:api"], cwd=FRONTEND)
    run_step("Formatting the web app", ["npm", "run", "format"], cwd=FRONTEND)
