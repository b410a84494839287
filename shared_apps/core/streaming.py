"""Files as answers that are read as they are sent: under ASGI Django would read a plain one into memory first."""

import asyncio
from collections.abc import AsyncIterator
from typing import IO

from django.http import FileResponse

CHUNK_BYTES = 1 << 18


def streamed(handle: IO[bytes], *, filename: str, content_type: str) -> FileResponse:
    """Return `handle` as a download called `filename`; it is closed with the answer."""
    answer = FileResponse(handle, as_attachment=True, filename=filename, content_type=content_type)
    answer.streaming_content = _pieces(handle)
    return answer


async def _pieces(handle: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(handle.read, CHUNK_BYTES):
        yield piece
