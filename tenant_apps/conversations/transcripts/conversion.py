"""Make of any audio what the transcription service takes. Without ffmpeg, foreign formats stay without a transcript."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from shared_apps.vendors.llm.transcription import SUFFIXES

_DEADLINE_S = 60
# Sixteen thousand samples a second of one channel are what speech models hear; so an hour is some 14 MB.
_HOW = ("-vn", "-ac", "1", "-ar", "16000", "-b:a", "32k", "-f", "mp3")


def readable(content: bytes, mime: str) -> tuple[bytes, str] | None:
    """Return (content, suffix) that the service takes, None when there is no way."""
    suffix = SUFFIXES.get(mime.partition(";")[0].strip().lower())
    if suffix:
        return content, suffix
    converted = _converted(content)
    return (converted, "mp3") if converted else None


def _converted(content: bytes) -> bytes:
    program = shutil.which("ffmpeg")
    if program is None:
        return b""
    with TemporaryDirectory(prefix="parlor-voice-") as folder:
        source = Path(folder) / "source"
        source.write_bytes(content)
        # Only this file may be read: a playlist in disguise must not open others, here or in the network.
        command = [program, "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe", "-i", str(source)]
        try:
            done = subprocess.run(  # noqa: S603 - our own arguments; the customer's bytes are in a file
                [*command, *_HOW, "pipe:1"], capture_output=True, timeout=_DEADLINE_S, check=True
            )
        except (subprocess.SubprocessError, OSError):
            return b""
    return done.stdout
