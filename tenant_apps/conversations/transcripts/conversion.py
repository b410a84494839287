"""Make of any audio what the transcription service takes. Without ffmpeg, foreign formats stay without a transcript."""

from shared_apps.vendors.llm.transcription import SUFFIXES
from tenant_apps.files.sounds import with_ffmpeg

# Sixteen thousand samples a second of one channel are what speech models hear; so an hour is some 14 MB.
_HOW = ("-vn", "-ac", "1", "-ar", "16000", "-b:a", "32k", "-f", "mp3")


def readable(content: bytes, mime: str) -> tuple[bytes, str] | None:
    """Return (content, suffix) that the service takes, None when there is no way."""
    suffix = SUFFIXES.get(mime.partition(";")[0].strip().lower())
    if suffix:
        return content, suffix
    converted = with_ffmpeg(content, _HOW)
    return (converted, "mp3") if converted else None
