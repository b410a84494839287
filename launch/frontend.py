"""Install and build the web app when its sources changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from launch.commands import run_step
from launch.console import say
from launch.errors import LaunchError
from launch.layout import ROOT
from launch.locks import exclusive
from launch.stamps import fingerprint, is_fresh, write

FRONTEND = ROOT / "frontend"
OLDEST_NODE = (20, 19)
# Node 20 brings npm 10, which cannot install the lockfile; a newer one is put beside the environment.
WANTED_NPM = 11
OWN_NPM = ROOT / ".venv" / "npm"


def install_and_build() -> None:
    """Bring `frontend/dist` in step with its sources; without Node only when there is nothing to do."""
    if not (FRONTEND / "package.json").exists():
        say("  The web app is not in this checkout: only the API will answer.")
        return
    stamp, mark = FRONTEND / "dist" / ".stamp", _source_mark()
    if is_fresh(stamp, mark):
        return
    with exclusive(ROOT / "launch"):
        if is_fresh(stamp, mark):
            return
        _install()
        run_step("Building the web app", ["npm", "run", "build"], cwd=FRONTEND, env=_environment())
        write(stamp, mark)


def require_tools() -> None:
    """Refuse at once, before anything runs, when there is something to build and no Node to do it."""
    if (FRONTEND / "package.json").exists() and not is_fresh(FRONTEND / "dist" / ".stamp", _source_mark()):
        require_node()


def install() -> None:
    """Install the frontend's packages when its lockfile changed."""
    with exclusive(ROOT / "launch"):
        _install()


def _install() -> None:
    version = require_node()
    use_wanted_npm()
    stamp = FRONTEND / "node_modules" / ".parlor.stamp"
    mark = fingerprint([FRONTEND / "package.json", FRONTEND / "package-lock.json"], extra=version)
    if is_fresh(stamp, mark):
        return
    run_step(
        "Installing the web app's packages",
        ["npm", "ci", "--no-audit", "--no-fund"],
        cwd=FRONTEND,
        env=_environment(),
        hint="Check the network and the package index, then start again.",
    )
    write(stamp, mark)


def use_wanted_npm() -> None:
    """Let this process and its children find an npm that is new enough; raises LaunchError."""
    if _npm_major() >= WANTED_NPM:
        return
    tools = OWN_NPM / "node_modules" / ".bin"
    if not (tools / "npm").exists():
        OWN_NPM.mkdir(parents=True, exist_ok=True)
        run_step(
            f"Installing npm {WANTED_NPM}",
            ["npm", "install", "--prefix", str(OWN_NPM), "--no-audit", "--no-fund", f"npm@{WANTED_NPM}"],
            cwd=OWN_NPM,
            env=_environment(),
            hint="Check the network and the package index, then start again.",
        )
    os.environ["PATH"] = f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"


def _npm_major() -> int:
    shown = subprocess.run(["npm", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"(\d+)\.", shown)
    return int(found[1]) if found else 0


def require_node() -> str:
    """Return Node's version; refuse a missing or old one."""
    wanted = ".".join(map(str, OLDEST_NODE))
    advice = f"install Node.js {wanted} or newer (with npm) and start again"
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise LaunchError(f"Node.js is needed to build the web app and was not found: {advice}.")
    shown = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    found = re.fullmatch(r"v(\d+)\.(\d+)\.\S+", shown)
    if found is None or (int(found[1]), int(found[2])) < OLDEST_NODE:
        raise LaunchError(f"Node.js {shown or 'of unknown version'} is too old for the web app: {advice}.")
    return shown


def _source_mark() -> str:
    return fingerprint(FRONTEND / entry.name for entry in FRONTEND.iterdir() if entry.name != "node_modules")


def _environment() -> dict[str, str]:
    return {**os.environ, "CI": "1", "NO_COLOR": "1", "NO_UPDATE_NOTIFIER": "1"}
