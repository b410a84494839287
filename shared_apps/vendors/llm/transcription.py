"""Speech to text through any endpoint that speaks OpenAI's `POST /audio/transcriptions`.

Source: https://platform.openai.com/docs/api-reference/audio/createTranscription
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from django.conf import settings

if TYPE_CHECKING:
    from openai import OpenAI

MAX_BYTES = 25 * 1024 * 1024
# What OpenAI takes, by the end of the name, which is all that it looks at.
SUFFIXES = {
    "audio/ogg": "ogg",
    "audio/opus": "ogg",
    "application/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/mp4": "m4a",
    "audio/m4a": "m4a",
    "audio/x-m4a": "m4a",
    "video/mp4": "mp4",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/wave": "wav",
    "audio/flac": "flac",
    "audio/webm": "webm",
    "video/webm": "webm",
}
TIMEOUT_S = 60.0
# The client waits between these by itself; longer outages are the task's business.
MAX_RETRIES = 1

Failure = Literal["unavailable", "refused", "unreadable"]


@dataclass(frozen=True, slots=True)
class Transcription:
    """What was said; `language` is a code or a name, as the model gives it, empty when it does not tell."""

    text: str
    language: str = ""


class TranscriptionFailed(Exception):
    """No text came back; `permanent` when asking again is of no use."""

    def __init__(self, *, permanent: bool, code: Failure) -> None:
        super().__init__(f"The transcription service failed: {code}.")
        self.permanent = permanent
        self.code = code


def is_configured() -> bool:
    return bool(settings.TRANSCRIPTION_BASE_URL and settings.TRANSCRIPTION_MODEL)


def transcribe(*, content: bytes, suffix: str) -> Transcription:
    """Return what is said in a file of at most MAX_BYTES; raises TranscriptionFailed."""
    from openai import APIConnectionError, APIError, APIStatusError

    client = _client(settings.TRANSCRIPTION_BASE_URL, settings.TRANSCRIPTION_API_KEY)
    try:
        # "json" is the one format that every model has.
        answer = client.audio.transcriptions.create(
            model=settings.TRANSCRIPTION_MODEL, file=(f"voice.{suffix}", content), response_format="json"
        )
        text = answer.text.strip()
    except APIConnectionError as error:
        raise TranscriptionFailed(permanent=False, code="unavailable") from error
    except APIStatusError as error:
        permanent = error.status_code < 500 and error.status_code not in {408, 409, 429}
        raise TranscriptionFailed(
            permanent=permanent, code="refused" if permanent else "unavailable"
        ) from error
    except (APIError, AttributeError, TypeError, ValueError) as error:
        # A gateway's 200 with a page of HTML comes back as text, without `text`.
        raise TranscriptionFailed(permanent=False, code="unreadable") from error
    language = getattr(answer, "language", "")
    return Transcription(text.replace("\0", ""), language if isinstance(language, str) else "")


@lru_cache(maxsize=8)
def _client(base_url: str, api_key: str) -> "OpenAI":
    from openai import OpenAI

    # Compatible servers without keys still want the header to be there.
    return OpenAI(base_url=base_url, api_key=api_key or "none", timeout=TIMEOUT_S, max_retries=MAX_RETRIES)
