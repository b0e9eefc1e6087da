"""A picture under the brush: smooth shapes filled with gradients, in one family of colours."""

import colorsys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]
Painter = Callable[["Brush"], None]

SMOOTH = 2
HUES = {
    "red": 8,
    "vermilion": 20,
    "amber": 38,
    "green": 150,
    "teal": 182,
    "blue": 212,
    "indigo": 232,
    "plum": 312,
}
WARM = ("red", "vermilion", "amber", "plum")


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour ``share`` of the way from ``first`` to ``second``."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return (red, green, blue)


@dataclass(frozen=True)
class Palette:
    """The colours of one picture: an hour of the day in the hue of the site."""

    hue: float
    sky_high: Colour
    sky_low: Colour
    sun: Colour
    far: Colour
    near: Colour
    warm: Colour
    light: Colour

    def tone(self, lightness: float, saturation: float = 0.45, turn: float = 0) -> Colour:
        """Return a colour of the picture's hue, ``turn`` degrees off it."""
        return hls(self.hue + turn, lightness, saturation)

    def depth(self, share: float) -> Colour:
        """Return the colour of what stands ``share`` of the way from the horizon to us."""
        return mix(self.far, self.near, share)


def hls(hue: float, lightness: float, saturation: float) -> Colour:
    """Return the colour with this hue (degrees), lightness and saturation (0 to 1)."""
    parts = colorsys.hls_to_rgb((hue % 360) / 360, lightness, saturation)
    red, green, blue = (round(part * 255) for part in parts)
    return (red, green, blue)


def palette(accent: str, random: Random) -> Palette:
    """Return a palette for ``accent`` at an hour that ``random`` chooses.

    Some pictures keep wholly to the hue of the site; the others set it against the green and
    blue of an ordinary day, so that a site in red is not red all over.
    """
    hue = HUES[accent] + random.uniform(-7, 7)
    is_warm = accent in WARM
    is_natural = random.random() < (0.55 if is_warm else 0.3)
    air = random.uniform(198, 214) if is_natural else hue
    ground = random.uniform(128, 172) if is_natural else hue - (12 if is_warm else 0)
    vivid = 0.6 if accent in ("green", "teal", "plum") and not is_natural else 1
    high, low, sun = random.choice(
        [
            (hls(air, 0.80, 0.58 * vivid), hls(42, 0.94, 0.55), hls(40, 0.80, 0.92)),
            (hls(air, 0.76, 0.58 * vivid), hls(air + 8, 0.95, 0.55), hls(46, 0.90, 0.90)),
            (hls(air + 12, 0.72, 0.44 * vivid), hls(26, 0.89, 0.74), hls(34, 0.84, 0.95)),
            (hls(air - 8, 0.84, 0.40 * vivid), hls(air, 0.96, 0.40), hls(50, 0.96, 0.80)),
        ]
    )
    return Palette(
        hue=hue,
        sky_high=high,
        sky_low=low,
        sun=sun,
        far=hls(ground + (28 if is_natural else 0), 0.77, 0.34),
        near=hls(ground + 4, 0.20, 0.42 if not is_natural else 0.36),
        warm=hls(40 + random.uniform(-6, 6), 0.64, 0.74),
        light=hls(air, 0.97, 0.4),
    )


class Canvas:
    """An image to which layers are added from back to front."""

    def __init__(self, width: int, height: int, top: Colour, bottom: Colour) -> None:
        self.width = width
        self.height = height
        self.image = gradient(width, height, top, bottom)

    def shape(
        self,
        paint: Painter,
        top: Colour,
        bottom: Colour | None = None,
        *,
        band: tuple[float, float] = (0, 1),
        opacity: float = 1,
    ) -> None:
        """Fill what ``paint`` draws (in pixels of the picture) from ``top`` to ``bottom``.

        ``band`` names the part of the height that the shape keeps to; ``paint`` draws there
        with coordinates of the whole picture.
        """
        first, last = (int(edge * self.height) for edge in band)
        mask = Image.new("L", (self.width * SMOOTH, (last - first) * SMOOTH), 0)
        paint(Brush(ImageDraw.Draw(mask), first, round(255 * opacity)))
        mask = mask.reduce(SMOOTH)
        fill = gradient(self.width, last - first, top, bottom or top)
        self.image.paste(fill, (0, first), mask)

    def glow(self, centre: Point, radius: float, colour: Colour, opacity: float) -> None:
        """Lighten round ``centre``, fading out at ``radius``."""
        size = int(radius * 2)
        mask = Image.radial_gradient("L").resize((size, size))
        mask = mask.point([max(0, round((150 - v) / 150 * 255 * opacity)) for v in range(256)])
        corner = (int(centre[0] - radius), int(centre[1] - radius))
        self.image.paste(Image.new("RGB", (size, size), colour), corner, mask)

    def haze(self, top: float, bottom: float, colour: Colour, opacity: float) -> None:
        """Lay haze over the band from ``top`` (clear) to ``bottom`` (thickest)."""
        first, last = int(top * self.height), int(bottom * self.height)
        mask = Image.linear_gradient("L").resize((self.width, last - first))
        mask = mask.point([round(v * opacity) for v in range(256)])
        fill = Image.new("RGB", mask.size, colour)
        self.image.paste(fill, (0, first), mask)


class Brush:
    """Draws on a mask of one band: takes picture coordinates, scales and shifts them."""

    def __init__(self, draw: ImageDraw.ImageDraw, top: int, value: int) -> None:
        self._draw = draw
        self._top = top
        self._value = value

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * SMOOTH, (y - self._top) * SMOOTH) for x, y in points]

    def polygon(self, points: Sequence[Point]) -> None:
        self._draw.polygon(self._at(points), fill=self._value)

    def rectangle(self, left: float, top: float, right: float, bottom: float) -> None:
        corners = self._at([(left, top), (right, bottom)])
        if corners[1][0] > corners[0][0] and corners[1][1] > corners[0][1]:
            self._draw.rectangle([corners[0], (corners[1][0] - 1, corners[1][1] - 1)], self._value)

    def ellipse(self, x: float, y: float, across: float, down: float | None = None) -> None:
        rise = across if down is None else down
        self._draw.ellipse(self._at([(x - across, y - rise), (x + across, y + rise)]), self._value)

    def line(self, points: Sequence[Point], width: float) -> None:
        self._draw.line(self._at(points), self._value, max(1, round(width * SMOOTH)), "curve")

    def clear(self, points: Sequence[Point]) -> None:
        self._draw.polygon(self._at(points), fill=0)


def gradient(width: int, height: int, top: Colour, bottom: Colour) -> Image.Image:
    """Return an image that runs from ``top`` to ``bottom``."""
    if top == bottom:
        return Image.new("RGB", (width, height), top)
    column = Image.new("RGB", (1, height))
    last = max(1, height - 1)
    column.putdata([mix(top, bottom, row / last) for row in range(height)])
    return column.resize((width, height), Image.Resampling.NEAREST)
