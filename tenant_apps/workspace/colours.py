"""Colours as #rrggbb: their parts, and what is read on them. Pure."""


def on_colour(background: str) -> str:
    """Return white or near black, whichever is read better on `background` (WCAG 2.2 contrast)."""
    light = _luminance(background)
    return "#ffffff" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else "#1c1014"


def parts_of(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = map(linear, parts_of(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
