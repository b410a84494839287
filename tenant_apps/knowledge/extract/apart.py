"""Read a file in a process of its own, so that nothing in it can hang, fill or crash the worker."""

import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path, PurePath
from typing import IO

import msgspec

from tenant_apps.knowledge.extract.blocks import Extracted, ExtractFailed, FailureCode, Tell, quietly
from tenant_apps.knowledge.extract.child import Answer
from tenant_apps.knowledge.extract.reader import extract

ROOT = Path(__file__).parents[3]
# No secrets: the file is a stranger's. The paths are where the reading tools are.
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
    "OMP_THREAD_LIMIT": "1",
    "LANG": "C.UTF-8",
}
# One scanned page may take a minute.
SILENT_S = 100.0
LONGEST_S = 1200.0
# Small texts cannot do harm, and a process costs more than they do.
HARMLESS_BYTES = 500_000
HARMLESS = frozenset({".txt", ".md", ".csv", ".tsv"})


def extract_safely(content: bytes, *, name: str, tell: Tell = quietly) -> Extracted:
    """Return the blocks of a file in reading order; raises ExtractFailed, after LONGEST_S seconds at the latest."""
    if len(content) <= HARMLESS_BYTES and PurePath(name).suffix.lower() in HARMLESS:
        return extract(content, name=name, tell=tell)
    with tempfile.TemporaryDirectory(prefix="parlor-read-") as folder:
        source, answer = Path(folder) / "source", Path(folder) / "answer"
        source.write_bytes(content)
        _run([str(source), name, str(answer)], folder, tell)
        if not answer.exists():
            # It was killed: by the limit on memory inside a library, or by the machine.
            raise ExtractFailed(FailureCode.TOO_BIG)
        told = msgspec.msgpack.decode(answer.read_bytes(), type=Answer)
    if told.found is None:
        raise ExtractFailed(told.failure or FailureCode.BROKEN, **told.data)
    return told.found


def _run(arguments: list[str], folder: str, tell: Tell) -> None:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; only temporary paths and a name vary
        [sys.executable, "-m", "tenant_apps.knowledge.extract.child", *arguments],
        cwd=ROOT,
        env={**ENVIRONMENT, "TMPDIR": folder},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        start_new_session=True,
    )
    assert process.stdout is not None, "asked for as a pipe"
    try:
        _listen(process.stdout, tell)
    finally:
        # The group: tesseract and pdftoppm are children of the child.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def _listen(lines: IO[bytes], tell: Tell) -> None:
    """Pass progress on until the child is done; raises ExtractFailed when it is silent or takes too long."""
    ends_at = time.monotonic() + LONGEST_S
    while True:
        ready, _, _ = select.select([lines], [], [], SILENT_S)
        if not ready or time.monotonic() > ends_at:
            raise ExtractFailed(FailureCode.TOO_SLOW)
        line = lines.readline()
        if not line:
            return
        done, total = line.split()
        tell(int(done), int(total))
