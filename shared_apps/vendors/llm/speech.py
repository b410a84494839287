"""Text to speech through any endpoint that speaks OpenAI's `POST /audio/speech`.

Source: https://platform.openai.com/docs/api-reference/audio/createSpeech
"""

import re

from django.conf import settings

# A voice note as every messenger plays it.
CONTENT_TYPE, SUFFIX = "audio/ogg", "ogg"
DEFAULT_VOICE = "alloy"
MAX_CHARS = 4096
TIMEOUT_S = 20.0

_MARKS = re.compile(r"[*_`~#>]+|^\s*[-•]\s+", re.MULTILINE)


class SpeechFailed(Exception):
    """No sound came back; the text tells why in one word, for the record."""


def is_configured() -> bool:
    return bool(settings.SPEECH_BASE_URL and settings.SPEECH_MODEL)


def synthesise(*, text: str, voice: str = "") -> bytes:
    """Return `text` as a voice note: OGG with Opus; raises SpeechFailed."""
    from openai import APIConnectionError, APIError, APIStatusError, OpenAI

    client = OpenAI(
        base_url=settings.SPEECH_BASE_URL,
        # Compatible servers without keys still want the header to be there.
        api_key=settings.SPEECH_API_KEY or "none",
        timeout=TIMEOUT_S,
        max_retries=0,
    )
    try:
        with client:
            answer = client.audio.speech.create(
                model=settings.SPEECH_MODEL,
                voice=voice or DEFAULT_VOICE,
                input=_MARKS.sub("", text)[:MAX_CHARS],
                response_format="opus",
            )
            content = answer.read()
    except APIConnectionError as error:
        raise SpeechFailed("unreachable") from error
    except APIStatusError as error:
        raise SpeechFailed("refused" if error.status_code < 500 else "server") from error
    except (APIError, AttributeError, TypeError, ValueError) as error:
        raise SpeechFailed("unreadable") from error
    # A gateway's page of HTML is no sound.
    if not content.startswith(b"OggS"):
        raise SpeechFailed("unreadable")
    return content
