"""POST /openai/v1/audio/transcriptions: the same words for the same sound, refused as strictly as OpenAI refuses."""

import hashlib

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sandbox.openai.door import check_key
from sandbox.openai.errors import OpenAIError
from sandbox.web import reply

MODELS = ("sandbox-transcribe", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe")
FORMATS = ("flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm")
MAX_BYTES = 25 * 1024 * 1024
SAID = (
    "Добрий день! Чи можна записатися на манікюр на завтра?",
    "Скільки коштує жіноча стрижка?",
    "Hello, are you open on Sunday?",
    "Please move my appointment to Friday at three.",
)


async def transcribe(request: Request) -> Response:
    """Return {"text"} or, for response_format=text, the words alone."""
    check_key(request)
    async with request.form() as form:
        file, model = form.get("file"), str(form.get("model") or "")
        if model not in MODELS:
            raise OpenAIError(f"The model '{model}' does not exist", status=404, code="model_not_found")
        if not isinstance(file, UploadFile):
            raise OpenAIError("[{'type': 'missing', 'loc': ('body', 'file')}]", param="file")
        name, content = file.filename or "", await file.read()
        wanted = str(form.get("response_format") or "json")
    _check(name, content)
    text = SAID[int(hashlib.sha256(content).hexdigest(), 16) % len(SAID)]
    if wanted == "text":
        return PlainTextResponse(text + "\n")
    seconds = max(len(content) // 4000, 1)
    return reply({"text": text, "usage": {"type": "duration", "seconds": seconds}})


def _check(name: str, content: bytes) -> None:
    if name.rpartition(".")[2].lower() not in FORMATS:
        raise OpenAIError(f"Invalid file format. Supported formats: {list(FORMATS)}", param="file")
    if not content:
        raise OpenAIError("Audio file is too short. Minimum audio length is 0.1 seconds.", param="file")
    if len(content) > MAX_BYTES:
        message = f"Maximum content size limit ({MAX_BYTES}) exceeded ({len(content)} bytes read)"
        raise OpenAIError(message, status=413)
