"""Pictures to upload."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(width: int = 800, height: int = 400, *, format: str = "PNG") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (width, height), "#c2410c").save(out, format)
    return SimpleUploadedFile(f"picture.{format.lower()}", out.getvalue())


def size_of(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content)) as opened:
        return opened.size
