"""POST /openai/v1/audio/speech: a voice note of silence, as long as the words take, as OGG with Opus."""

import struct

from starlette.requests import Request
from starlette.responses import Response

from sandbox.openai.door import read_body
from sandbox.openai.errors import OpenAIError

MODELS = ("sandbox-voice", "tts-1", "tts-1-hd", "gpt-4o-mini-tts")
VOICES = ("alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse")
MAX_INPUT = 4096
CHARS_PER_S = 15
_FRAMES_PER_S = 50
# One Opus frame of 20 ms in which nothing is heard (RFC 6716: CELT, fullband, mono).
_SILENCE = b"\xf8\xff\xfe"


async def speak(request: Request) -> Response:
    """Return the sound; refuse what OpenAI refuses."""
    body = await read_body(request)
    text = body.get("input")
    if body.get("model") not in MODELS:
        raise OpenAIError(
            f"The model '{body.get('model')}' does not exist", status=404, code="model_not_found"
        )
    if not isinstance(text, str) or not text.strip():
        raise OpenAIError("Input should have at least 1 character", param="input")
    if len(text) > MAX_INPUT:
        raise OpenAIError(f"Input should have at most {MAX_INPUT} characters", param="input")
    if body.get("voice") not in VOICES:
        raise OpenAIError(f"Input should be one of {', '.join(VOICES)}", param="voice")
    if body.get("response_format", "mp3") != "opus":
        raise OpenAIError("The sandbox speaks Opus only.", param="response_format")
    return Response(voice_note(max(len(text) / CHARS_PER_S, 1)), media_type="audio/ogg")


def voice_note(seconds: float) -> bytes:
    """Return an OGG file (RFC 7845) with so many seconds of silence."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 7) + b"sandbox" + struct.pack("<I", 0)
    count = max(int(seconds * _FRAMES_PER_S), 1)
    pages = [_page([head], 0, 0, first=True), _page([tags], 0, 1)]
    for number, start in enumerate(range(0, count, _FRAMES_PER_S), 2):
        frames = min(_FRAMES_PER_S, count - start)
        granule = (start + frames) * 960
        pages.append(_page([_SILENCE] * frames, granule, number, last=start + frames >= count))
    return b"".join(pages)


def _page(
    packets: list[bytes], granule: int, number: int, *, first: bool = False, last: bool = False
) -> bytes:
    lacing = bytes(len(packet) for packet in packets)
    flags = (2 if first else 0) | (4 if last else 0)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, 1, number, 0, len(lacing))
    page = head + lacing + b"".join(packets)
    return page[:22] + struct.pack("<I", _crc(page)) + page[26:]


def _crc(data: bytes) -> int:
    """OGG's own checksum: polynomial 04c11db7, nothing reflected."""
    crc = 0
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = ((crc << 1) ^ 0x04C11DB7 if crc & 0x8000_0000 else crc << 1) & 0xFFFF_FFFF
    return crc
