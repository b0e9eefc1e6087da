"""The compositions by name: landscapes, townscapes, and two plain patterns."""

import math
from collections.abc import Callable
from random import Random

from console.demo.canvas import Brush, Canvas, Palette, mix
from console.demo.landscapes import fields, forest, hills, lake, terraces, turbines
from console.demo.scenery import land, ridge_line
from console.demo.townscapes import bridge, campus, park, road, skyline, village

Scene = Callable[[int, int, Palette, Random], Canvas]


def arcs(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """A quiet pattern of quarter circles."""
    canvas = Canvas(width, height, colours.tone(0.90, 0.5), colours.tone(0.84, 0.5))
    across = math.gcd(width, height) if math.gcd(width, height) >= 120 else 160
    shades = [colours.tone(level, 0.46, turn) for level, turn in
              ((0.24, 0), (0.36, 6), (0.52, 0), (0.68, -8), (0.80, 4), (0.95, 0))]  # fmt: skip
    shades.append(mix(colours.warm, colours.light, 0.15))
    for index, shade in enumerate(shades):
        tiles = [
            (x, y, random.randint(0, 3))
            for x in range(0, width, across)
            for y in range(0, height, across)
            if random.random() < (0.10 if index == 6 else 0.30)
        ]

        def quarters(brush: Brush, tiles: list[tuple[int, int, int]] = tiles) -> None:
            for x, y, corner in tiles:
                centre = (x + across * (corner % 2), y + across * (corner // 2))
                start = (0, 90, 270, 180)[corner]
                rim = [
                    (centre[0] + math.cos(math.radians(start + turn)) * across,
                     centre[1] + math.sin(math.radians(start + turn)) * across)
                    for turn in range(0, 91, 5)
                ]  # fmt: skip
                brush.polygon([centre, *rim])

        canvas.shape(quarters, shade)
    return canvas


def waves(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """Long waves of one hue, light above and deep below."""
    canvas = Canvas(width, height, colours.light, colours.tone(0.86, 0.55))
    x, y = width * random.uniform(0.62, 0.8), height * random.uniform(0.2, 0.3)
    canvas.glow((x, y), height * 0.34, colours.sun, 0.8)
    count = 9
    for index in range(count):
        share = index / (count - 1)
        line = ridge_line(width, height * (0.30 + 0.66 * share), height * 0.055, random)
        fill = colours.tone(0.82 - 0.60 * share, 0.42, (index % 3 - 1) * 7)
        land(canvas, line, mix(fill, colours.light, 0.3), fill)
    return canvas


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        hills, lake, skyline, terraces, fields, bridge, forest,
        village, road, park, campus, turbines, arcs, waves,
    )
}  # fmt: skip
