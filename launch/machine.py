"""Programs of the machine that tests need: Chromium with fonts, Tesseract, Poppler."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from launch.commands import run_step
from launch.errors import LaunchError
from launch.layout import ROOT

# What must be there → the Debian packages that bring it.
PROGRAMS = {
    "chromium": ("chromium",),
    "tesseract": ("tesseract-ocr", "tesseract-ocr-ukr"),
    "pdftotext": ("poppler-utils",),
    "fc-list": ("fontconfig",),
}
FONT_PACKAGES = ("fonts-dejavu-core", "fonts-noto-color-emoji")


def require_programs() -> None:
    """Install what is missing when we are root on Debian or Ubuntu, else say what to install."""
    missing = missing_packages()
    if not missing:
        return
    listed = " ".join(missing)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise LaunchError(f"The tests need programs that are missing here: apt-get install {listed}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_step("Updating the package lists", ["apt-get", "update", "-q"], cwd=ROOT, env=env)
    run_step(
        f"Installing {listed}",
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing],
        cwd=ROOT,
        env=env,
        hint="Install these packages yourself and start again.",
    )
    if still := missing_packages():
        raise LaunchError(f"Still missing after installing: {' '.join(still)}. Install them yourself.")


def missing_packages() -> list[str]:
    """List the packages whose programs, language or fonts are not here."""
    missing = [
        package for name, packages in PROGRAMS.items() if shutil.which(name) is None for package in packages
    ]
    if shutil.which("tesseract") and "ukr" not in _output("tesseract", "--list-langs").split():
        missing.append("tesseract-ocr-ukr")
    fonts = _output("fc-list", ":", "file") if shutil.which("fc-list") else ""
    if "DejaVu" not in fonts:
        missing.append(FONT_PACKAGES[0])
    if "Emoji" not in fonts:
        missing.append(FONT_PACKAGES[1])
    return missing


def _output(*argv: str) -> str:
    return subprocess.run(argv, cwd=Path("/"), capture_output=True, text=True, check=False).stdout
