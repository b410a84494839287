"""Files as answers that are read as they are sent: under ASGI Django would read a plain one into memory first."""

from collections.abc import AsyncIterator
from typing import IO

from asgiref.sync import sync_to_async
from django.http import FileResponse

CHUNK_BYTES = 1 << 18


def streamed(handle: IO[bytes], *, filename: str, content_type: str) -> FileResponse:
    """Return `handle` as a download called `filename`; it is closed with the answer."""
    answer = FileResponse(handle, as_attachment=True, filename=filename, content_type=content_type)
    answer.streaming_content = _pieces(handle)
    return answer


async def _pieces(handle: IO[bytes]) -> AsyncIterator[bytes]:
    read = sync_to_async(handle.read, thread_sensitive=False)
    while piece := await read(CHUNK_BYTES):
        yield piece
