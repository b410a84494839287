"""A picture that somebody chose → the sizes it is shown in, as PNG or JPEG without what its camera noted. Pure."""

from collections.abc import Sequence
from io import BytesIO

from tenant_apps.workspace.errors import NotAPicture

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 50_000_000
# A logo in a letter's head and one beside a name, in pixels on the longer side.
LOGO_SIDES = (512, 128)
PHOTO_SIDE = 1200


def logos(content: bytes) -> list[bytes]:
    """Return the logo as PNGs, one for each of LOGO_SIDES, never larger than it came; raises NotAPicture."""
    return _sized(content, LOGO_SIDES, mode="RGBA", format="PNG")


def photo(content: bytes) -> bytes:
    """Return a photo as one JPEG with no side above PHOTO_SIDE; raises NotAPicture."""
    return _sized(content, (PHOTO_SIDE,), mode="RGB", format="JPEG")[0]


def _sized(content: bytes, sides: Sequence[int], *, mode: str, format: str) -> list[bytes]:
    # Pillow takes a third of a second to load and most processes never see a picture.
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            # The header tells the size; nothing is unpacked before it is judged.
            if opened.width * opened.height > MAX_PIXELS:
                raise NotAPicture
            upright = ImageOps.exif_transpose(opened).convert(mode)
    # Damaged pictures end their decoders in many ways; a picture that is none is an OSError, too.
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    made = []
    for side in sides:
        picture = upright.copy()
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        out = BytesIO()
        picture.save(out, format, optimize=True, **({"quality": 86} if format == "JPEG" else {}))
        made.append(out.getvalue())
    return made
