"""Read text from pictures with tesseract, when the machine has it."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from tenant_apps.knowledge.extract.blocks import ExtractFailed, FailureCode

PAGE_TIMEOUT_S = 60
MAX_SCANNED_PAGES = 100
PAGES_AT_ONCE = 2
# An A4 page at 200 dpi.
LONGEST_SIDE_PX = 2339
WANTED_LANGUAGES = ("ukr", "eng")


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return which of our languages tesseract knows here; empty when it is not installed."""
    tesseract = shutil.which("tesseract")
    if not tesseract:
        return ()
    listed = subprocess.run(  # noqa: S603 - a fixed command
        [tesseract, "--list-langs"], capture_output=True, text=True, timeout=PAGE_TIMEOUT_S, check=False
    )
    return tuple(name for name in WANTED_LANGUAGES if name in listed.stdout.split())


def is_available() -> bool:
    return bool(languages() and shutil.which("pdftoppm"))


def read_picture(content: bytes) -> list[str]:
    """Return the lines of a picture; raises ExtractFailed."""
    if not languages():
        raise ExtractFailed(FailureCode.NO_OCR)
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "picture"
        picture.write_bytes(content)
        return _lines(picture)


def read_pages(content: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, list[str], FailureCode | None]]:
    """Yield (page, lines, why not) for the given pages of a PDF, two at a time; raises ExtractFailed."""
    if not is_available():
        raise ExtractFailed(FailureCode.NO_OCR)
    if len(numbers) > MAX_SCANNED_PAGES:
        raise ExtractFailed(FailureCode.TOO_MANY_SCANS, most=MAX_SCANNED_PAGES)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(PAGES_AT_ONCE) as threads:
        source = Path(folder) / "source.pdf"
        source.write_bytes(content)
        yield from threads.map(lambda number: _read_page(source, number), numbers)


def _read_page(source: Path, number: int) -> tuple[int, list[str], FailureCode | None]:
    page = source.with_name(f"page{number}")
    at = ["-f", str(number), "-l", str(number)]
    try:
        # The longer side is bounded, so that a page of three metres is no picture of a gigabyte.
        size = ["-scale-to", str(LONGEST_SIDE_PX)]
        _run(["pdftoppm", *size, "-gray", "-png", "-singlefile", *at, str(source), str(page)])
        return number, _lines(page.with_suffix(".png")), None
    except ExtractFailed as failure:
        return number, [], failure.code
    finally:
        page.with_suffix(".png").unlink(missing_ok=True)


def _lines(picture: Path) -> list[str]:
    # Page segmentation 6 reads a page as one block: rows of a price list stay whole.
    text = _run(["tesseract", str(picture), "-", "-l", "+".join(languages()), "--psm", "6"])
    return [line.strip() for line in text.split("\n")]


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands; only our own temporary paths vary
            command,
            capture_output=True,
            timeout=PAGE_TIMEOUT_S,
            check=True,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin", "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise ExtractFailed(FailureCode.TOO_SLOW) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise ExtractFailed(FailureCode.BROKEN) from error
    return done.stdout.decode("utf-8", "replace")
