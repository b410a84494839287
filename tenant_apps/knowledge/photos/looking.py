"""A photo's bytes → what is known of it and the passage it is found by."""

import logging
import time
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

from shared_apps.core.ids import uuid7
from shared_apps.facts import publish
from shared_apps.vendors.vision import Eyes, Label, Seen, VisionFailed, eyes
from tenant_apps.knowledge.chunking import Passage
from tenant_apps.knowledge.events import PhotoShown
from tenant_apps.knowledge.extract import ExtractFailed, FailureCode
from tenant_apps.knowledge.models import Document
from tenant_apps.knowledge.photos import local
from tenant_apps.knowledge.photos.models import Photo

log = logging.getLogger(__name__)

# A phone's camera has 50 megapixels; a picture of more is made to fill memory.
MAX_PIXELS = 80_000_000
# Readers see as well at this size, and vendors refuse larger ones.
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen on a photo, by whom; `colours` are always ours, `asked` is what asking others took."""

    seen: Seen
    reader: str
    colours: tuple[local.Colour, ...]
    width: int
    height: int
    asked: PhotoShown | None = None

    def passages(self, document: Document) -> list[Passage]:
        photo = Photo.objects.filter(document=document).first()
        caption = photo.caption if photo else ""
        return [passage_of(document, caption, self.seen.description, self.seen.text, self.seen.labels)]

    def keep(self, document: Document) -> None:
        """Write down what was seen; the owner's own words stay. Call inside the document's transaction."""
        Photo.objects.update_or_create(
            document=document,
            defaults={
                "description": self.seen.description,
                "text": self.seen.text,
                "labels": [asdict(label) for label in self.seen.labels],
                "colours": [asdict(colour) for colour in self.colours],
                "width": self.width,
                "height": self.height,
                "reader": self.reader,
            },
        )
        if self.asked is not None:
            publish(self.asked)


def look(_document: Document, content: bytes) -> Look:
    """Return what is on a photo; raises ExtractFailed. Without its vendor the local reader does what it can."""
    picture, size = opened(content)
    jpeg = as_jpeg(picture)
    found = tuple(local.colours(picture))
    reader = eyes()
    if reader is None:
        return Look(local.see(picture, jpeg), LOCAL, found, *size)
    seen, asked = _ask(reader, jpeg)
    if seen is None:
        return Look(local.see(picture, jpeg), LOCAL, found, *size, asked)
    return Look(seen, reader.name, found, *size, asked)


def _ask(reader: Eyes, jpeg: bytes) -> tuple[Seen | None, PhotoShown]:
    """Return what the reader saw, None when it failed, and what asking it took."""
    begun, error = time.monotonic(), ""
    seen: Seen | None = None
    try:
        seen = reader.see(jpeg)
    except VisionFailed as failure:
        log.warning("a photo is read here, its reader failed: %s", failure)
        error = "passing" if failure.is_passing else "refused"
    asked = PhotoShown(
        call_id=uuid7(),
        provider=reader.name,
        model=reader.model,
        prompt_tokens=seen.prompt_tokens if seen else 0,
        completion_tokens=seen.completion_tokens if seen else 0,
        ms=round((time.monotonic() - begun) * 1000),
        error=error,
    )
    return seen, asked


def as_jpeg(picture: Any) -> bytes:
    """Return a picture's bytes without whatever its camera noted: place, time, serial number."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def passage_of(
    document: Document, caption: str, description: str, text: str, labels: "tuple[Label, ...]"
) -> Passage:
    """Return the one passage of a photo: caption, sentence, labels, and what is written on it."""
    named = ", ".join(label.name for label in labels)
    lines = [caption, description, f"On the photo (на фото): {named}" if named else "", text]
    return Passage(
        ord=0,
        kind="text",
        text="\n".join(line for line in lines if line)[:2000] or document.name,
        title=caption,
        heading="",
        context=f"Photo (фото) · {document.name}",
        page=None,
        row=None,
        effective_on=None,
        is_superseded=False,
        document_effective_on=None,
    )


def opened(content: bytes) -> tuple[Any, tuple[int, int]]:
    """Return the picture upright in RGB, no side longer than LONGEST_SIDE, and its real size."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            # The header tells the size; nothing is unpacked before it is judged.
            if opened.width * opened.height > MAX_PIXELS:
                raise ExtractFailed(FailureCode.BOMB)
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            size = opened.size
            upright = ImageOps.exif_transpose(opened).convert("RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return upright, size
    except UnidentifiedImageError as error:
        raise ExtractFailed(FailureCode.NOT_A_PHOTO) from error
    # Damaged pictures end their decoders in many ways.
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ExtractFailed(FailureCode.BROKEN) from error
