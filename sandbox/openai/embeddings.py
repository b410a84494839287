"""POST /openai/v1/embeddings: hashed words, stems and letter groups, so that like texts come out close."""

import base64
import math
import struct
import zlib
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from sandbox.openai.door import read_body
from sandbox.openai.errors import OpenAIError
from sandbox.openai.reading import EMBEDDING_MODELS, known_model
from sandbox.openai.words import STEM_LENGTH, STOP_WORDS, token_count, words
from sandbox.web import reply

MAX_INPUTS = 2048
MAX_INPUT_TOKENS = 8192
WORD_WEIGHT, STEM_WEIGHT, TRIGRAM_WEIGHT = 1.0, 1.5, 0.35


async def embed(request: Request) -> Response:
    """Return one unit vector per input, as floats or base64 of little-endian float32."""
    body = await read_body(request)
    model = known_model(body, EMBEDDING_MODELS)
    texts = _inputs(body.get("input"))
    size = _size(body, model)
    encoding = body.get("encoding_format", "float")
    if encoding not in ("float", "base64"):
        raise OpenAIError("'encoding_format' must be float or base64.", param="encoding_format")
    vectors = await to_thread.run_sync(lambda: [vector(text, size) for text in texts])
    rows = [
        {"object": "embedding", "index": i, "embedding": _encoded(v, encoding)} for i, v in enumerate(vectors)
    ]
    tokens = sum(token_count(text) for text in texts)
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return reply({"object": "list", "data": rows, "model": model, "usage": usage})


def vector(text: str, size: int) -> list[float]:
    """Return the unit vector of a text; cosine is the dot product."""
    values = [0.0] * size
    for word in words(text) or [text]:
        weight = 0.2 if word in STOP_WORDS else 1.0
        _add(values, "w" + word, WORD_WEIGHT * weight)
        _add(values, "s" + word[:STEM_LENGTH], STEM_WEIGHT * weight)
        padded = f"<{word}>"
        for start in range(len(padded) - 2):
            _add(values, "t" + padded[start : start + 3], TRIGRAM_WEIGHT * weight)
    length = math.sqrt(sum(value * value for value in values)) or 1.0
    return [value / length for value in values]


def _add(values: list[float], feature: str, weight: float) -> None:
    mark = zlib.crc32(feature.encode())
    values[mark % len(values)] += weight if mark & 0x8000_0000 else -weight


def _inputs(value: Any) -> list[str]:
    items = value if isinstance(value, list) and not _is_tokens(value) else [value]
    if not 1 <= len(items) <= MAX_INPUTS:
        raise OpenAIError(f"'input' must have 1 to {MAX_INPUTS} items.", param="input")
    texts = [" ".join(map(str, item)) if _is_tokens(item) else item for item in items]
    for text in texts:
        if not isinstance(text, str) or not text:
            raise OpenAIError("'$.input' is invalid: every input must be a non-empty string.", param="input")
        if token_count(text) > MAX_INPUT_TOKENS:
            message = f"This model's maximum context length is {MAX_INPUT_TOKENS} tokens."
            raise OpenAIError(message, code="context_length_exceeded", param="input")
    return texts


def _is_tokens(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, int) for item in value)


def _size(body: dict[str, Any], model: str) -> int:
    size = body.get("dimensions", EMBEDDING_MODELS[model])
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= EMBEDDING_MODELS[model]:
        raise OpenAIError(f"'dimensions' must be 1 to {EMBEDDING_MODELS[model]}.", param="dimensions")
    return size


def _encoded(values: list[float], encoding: str) -> list[float] | str:
    if encoding == "float":
        return values
    return base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode()
