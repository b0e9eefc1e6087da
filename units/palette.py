"""The eight accents a unit may choose from, each with four steps derived in OKLCH.

A site has one accent. Its steps are `base` (buttons, the current menu item, rules), `deep`
(site names, links, hover), `line` (borders on a tint) and `tint` (quiet surfaces). Text stands on
`base` and `deep` in white; `base` and `deep` stand on white and on `tint`.
`python -m units.palette` prints the stylesheet that the public pages load.
"""

import math
import sys
from dataclasses import dataclass
from typing import NamedTuple

WHITE = "#ffffff"
READABLE = 4.5


class Hue(NamedTuple):
    """Where an accent stands in OKLCH: its angle, its chroma and the lightness of its base."""

    angle: float
    chroma: float
    lightness: float


@dataclass(frozen=True)
class Accent:
    """The four steps of one hue as `#rrggbb`."""

    name: str
    base: str
    deep: str
    line: str
    tint: str

    def pairs(self) -> list[tuple[str, str]]:
        """Return every (text, ground) pair the public pages may set in this accent."""
        return [
            (WHITE, self.base),
            (WHITE, self.deep),
            (self.base, WHITE),
            (self.deep, WHITE),
            (self.base, self.tint),
            (self.deep, self.tint),
            (self.deep, self.line),
        ]


HUES: dict[str, Hue] = {
    "red": Hue(25, 0.175, 0.475),
    "vermilion": Hue(38, 0.15, 0.50),
    "amber": Hue(68, 0.11, 0.51),
    "green": Hue(152, 0.12, 0.48),
    "teal": Hue(195, 0.09, 0.485),
    "blue": Hue(256, 0.16, 0.475),
    "indigo": Hue(278, 0.16, 0.45),
    "plum": Hue(335, 0.13, 0.46),
}
DEFAULT_ACCENT = "blue"


def oklch_to_hex(lightness: float, chroma: float, angle: float) -> str:
    """Return the sRGB colour nearest to an OKLCH one, giving up chroma where sRGB ends."""
    while chroma > 0:
        channels = _linear_srgb(lightness, chroma, angle)
        if all(-1e-4 <= channel <= 1 + 1e-4 for channel in channels):
            break
        chroma = max(0.0, chroma - 0.002)
    channels = _linear_srgb(lightness, chroma, angle)
    return "#" + "".join(f"{round(_encode(channel) * 255):02x}" for channel in channels)


def contrast_ratio(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def derive_accent(name: str, hue: Hue) -> Accent:
    """Return the four steps of a hue; `base` is darkened until white reads on it and it on tint."""
    tint = oklch_to_hex(0.967, min(hue.chroma, 0.016), hue.angle)
    line = oklch_to_hex(0.88, min(hue.chroma, 0.045), hue.angle)
    lightness = hue.lightness
    base = oklch_to_hex(lightness, hue.chroma, hue.angle)
    while min(contrast_ratio(base, WHITE), contrast_ratio(base, tint)) < READABLE + 0.3:
        lightness -= 0.005
        base = oklch_to_hex(lightness, hue.chroma, hue.angle)
    deep = oklch_to_hex(lightness - 0.13, hue.chroma * 0.82, hue.angle)
    return Accent(name=name, base=base, deep=deep, line=line, tint=tint)


def stylesheet() -> str:
    """Return accents.css: one rule an accent, the default one for pages that name none."""
    rules = ["/* Written by `python -m units.palette`; change units/palette.py instead. */"]
    for accent in ACCENTS.values():
        selector = f'[data-accent="{accent.name}"]'
        if accent.name == DEFAULT_ACCENT:
            selector = f":root,\n{selector}"
        rules.append(
            f"{selector} {{\n"
            f"    --accent: {accent.base};\n"
            f"    --accent-deep: {accent.deep};\n"
            f"    --accent-line: {accent.line};\n"
            f"    --accent-tint: {accent.tint};\n"
            "}"
        )
    return "\n\n".join(rules) + "\n"


def _linear_srgb(lightness: float, chroma: float, angle: float) -> tuple[float, float, float]:
    a = chroma * math.cos(math.radians(angle))
    b = chroma * math.sin(math.radians(angle))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _encode(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    if channel <= 0.0031308:
        return float(12.92 * channel)
    return float(1.055 * channel ** (1 / 2.4) - 0.055)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


ACCENTS: dict[str, Accent] = {name: derive_accent(name, hue) for name, hue in HUES.items()}


if __name__ == "__main__":
    sys.stdout.write(stylesheet())
