"""Sound from one format into another: a browser's recording by our own means, the rest with ffmpeg where there is."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tenant_apps.files.opus import ogg_from_webm

_DEADLINE_S = 60
# A voice note: one channel of Opus, or of AAC where Opus is not understood.
_AS = {
    "audio/ogg": ("ogg", ("-vn", "-ac", "1", "-c:a", "libopus", "-b:a", "32k", "-f", "ogg")),
    "audio/mp4": ("m4a", ("-vn", "-ac", "1", "-c:a", "aac", "-b:a", "64k", "-f", "ipod")),
}
SUFFIXES = {mime: suffix for mime, (suffix, _) in _AS.items()}


def converted(content: bytes, mime: str) -> bytes | None:
    """Return a sound as audio/ogg (Opus) or audio/mp4 (AAC), None when there is no way here."""
    own = ogg_from_webm(content) if mime == "audio/ogg" else None
    return own or with_ffmpeg(content, _AS[mime][1]) or None


def with_ffmpeg(content: bytes, how: Sequence[str]) -> bytes:
    """Return what ffmpeg makes of a file; nothing without ffmpeg, or of what it cannot read."""
    program = shutil.which("ffmpeg")
    if program is None:
        return b""
    with TemporaryDirectory(prefix="parlor-sound-") as folder:
        source, made = Path(folder) / "source", Path(folder) / "made"
        source.write_bytes(content)
        # Only this file may be read: a playlist in disguise must not open others, here or in the network.
        command = [program, "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe", "-i", str(source)]
        try:
            subprocess.run(  # noqa: S603 - our own arguments; a stranger's bytes are in a file
                [*command, *how, str(made)], capture_output=True, timeout=_DEADLINE_S, check=True
            )
            return made.read_bytes()
        except (subprocess.SubprocessError, OSError):
            return b""
