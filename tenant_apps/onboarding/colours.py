"""The colours that a website is known by. Pure."""

import colorsys
import math
import re
from collections import Counter
from collections.abc import Iterable

from tenant_apps.workspace.colours import parts_of

_HEX = re.compile(r"#(?:([0-9a-fA-F]{6})|([0-9a-fA-F]{3}))\b")
# Below this a colour is a grey, which every website has.
LEAST_SATURATION = 0.25
LIGHTEST, DARKEST = 0.9, 0.12
# Two shades that nobody tells apart in a row of dots, as a distance in the RGB cube of 0…255.
ALIKE = 48


def hex_of(text: str) -> str:
    """Return the first colour of `text` as #rrggbb, "" without one."""
    found = _HEX.search(text)
    if found is None:
        return ""
    return f"#{found[1] or ''.join(char * 2 for char in found[2])}".lower()


def brand_colours(named: Iterable[str], styles: str, *, most: int = 5) -> list[str]:
    """Return the colours that a website is known by: what it names first, then what its styles use most."""
    used = Counter(
        f"#{six or ''.join(char * 2 for char in three)}".lower() for six, three in _HEX.findall(styles)
    )
    wanted = [*filter(None, map(hex_of, named)), *(colour for colour, _ in used.most_common(80))]
    kept: list[str] = []
    for colour in wanted:
        if _is_a_colour(colour) and all(_distance(colour, other) > ALIKE for other in kept):
            kept.append(colour)
    return kept[:most]


def _is_a_colour(colour: str) -> bool:
    red, green, blue = (part / 255 for part in parts_of(colour))
    _, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    return saturation >= LEAST_SATURATION and DARKEST <= lightness <= LIGHTEST


def _distance(one: str, other: str) -> float:
    return math.dist(parts_of(one), parts_of(other))
