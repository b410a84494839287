"""Look at a picture with what is on this machine: the text on it, its colours, its light and shape. No guesses.

Labels are facts that follow from pixels ("mostly pink", "bright"), in both languages; what is shown on the picture is
for its owner's caption or for a reader with eyes to say.
"""

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shared_apps.vendors.vision import Label, Seen
from tenant_apps.knowledge.extract import ExtractFailed, ocr

MOST_COLOURS = 4
LEAST_SHARE = 0.08
# Fewer letters are usually a pattern that tesseract took for writing.
LEAST_TEXT_CHARS = 8
DOCUMENT_CHARS = 200


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the picture: its English and Ukrainian names, a sample, and its share of the pixels."""

    name: str
    ukrainian: str
    hex: str
    share: float


UKRAINIAN = {
    "black": "чорний", "white": "білий", "grey": "сірий", "red": "червоний", "orange": "помаранчевий",
    "brown": "коричневий", "beige": "бежевий", "yellow": "жовтий", "green": "зелений", "turquoise": "бірюзовий",
    "blue": "синій", "purple": "фіолетовий", "pink": "рожевий",
}  # fmt: skip


def see(picture: Any, jpeg: bytes) -> Seen:
    """Return what follows from the pixels; `picture` is a PIL image in RGB, `jpeg` the same as bytes."""
    text = _text(jpeg)
    found = colours(picture)
    labels = [Label(f"{one.name} ({one.ukrainian})", one.share) for one in found]
    labels += [Label(name, 1.0) for name in _light(picture)]
    if len(text) >= DOCUMENT_CHARS:
        labels.append(Label("page of text (сторінка з текстом)", 1.0))
    return Seen(tuple(labels), text)


def colours(picture: Any) -> list[Colour]:
    """Return the named colours that fill a picture, largest first."""
    small = picture.resize((64, 64))
    counts: dict[str, list[tuple[int, int, int]]] = {}
    for pixel in small.get_flattened_data():
        counts.setdefault(_name(*pixel), []).append(pixel)
    found = [
        Colour(name, UKRAINIAN[name], _mean(pixels), round(len(pixels) / 4096, 3))
        for name, pixels in counts.items()
    ]
    return sorted((one for one in found if one.share >= LEAST_SHARE), key=lambda one: -one.share)[
        :MOST_COLOURS
    ]


def _name(red: int, green: int, blue: int) -> str:
    hue, light, depth = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    if light < 0.12:
        return "black"
    if light > 0.93 or (light > 0.85 and depth < 0.25):
        return "white"
    if depth < 0.12:
        return "grey"
    degrees = hue * 360
    if degrees < 15 or degrees >= 345:
        return "pink" if light > 0.65 else "red"
    if degrees < 45:
        return "beige" if light > 0.68 else "brown" if light < 0.4 else "orange"
    edges = (
        (70, "yellow"),
        (165, "green"),
        (195, "turquoise"),
        (255, "blue"),
        (290, "purple"),
        (345, "pink"),
    )
    return next(name for edge, name in edges if degrees < edge)


def _mean(pixels: Sequence[tuple[int, int, int]]) -> str:
    return "#" + "".join(f"{sum(pixel[at] for pixel in pixels) // len(pixels):02x}" for at in range(3))


def _light(picture: Any) -> list[str]:
    mean = sum(picture.convert("L").resize((32, 32)).get_flattened_data()) / 1024
    light = "dark picture (темне фото)" if mean < 70 else "bright picture (світле фото)" if mean > 180 else ""
    width, height = picture.size
    shape = "upright" if height > width * 1.15 else "wide" if width > height * 1.15 else "square"
    shown = {"upright": "вертикальне", "wide": "горизонтальне", "square": "квадратне"}[shape]
    return [*([light] if light else []), f"{shape} ({shown})"]


def _text(jpeg: bytes) -> str:
    try:
        lines = [line for line in ocr.read_picture(jpeg) if any(char.isalnum() for char in line)]
    except ExtractFailed:
        # Without tesseract, or for a picture that it chokes on, the colours are still true.
        return ""
    text = "\n".join(lines)
    letters = sum(char.isalpha() for char in text)
    return text if letters >= LEAST_TEXT_CHARS and letters * 2 > len(text.replace(" ", "")) else ""
