"""Scenes of the town and its roads: each a function of a size, a palette and a random source."""

import math
from random import Random

from console.demo.canvas import Brush, Canvas, Palette, Point, mix
from console.demo.scenery import (
    land,
    open_sky,
    ranges,
    ridge_line,
    round_tree,
    towers,
    water,
)


def skyline(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """A city seen over its trees."""
    canvas = open_sky(width, height, colours, random)
    towers(canvas, colours, random, foot=0.8, tallest=0.46, share=0.08, wide=(0.03, 0.06))
    towers(canvas, colours, random, foot=0.84, tallest=0.52, share=0.34)
    towers(canvas, colours, random, foot=0.9, tallest=0.36, share=0.62, wide=(0.06, 0.11))
    _greenery(canvas, colours, random, 0.9, 0.11)
    return canvas


def _greenery(canvas: Canvas, colours: Palette, random: Random, foot: float, tall: float) -> None:
    ground = ridge_line(canvas.width, canvas.height * foot, canvas.height * 0.012, random)
    land(canvas, ground, colours.depth(0.86), colours.depth(1))
    trees = [(random.uniform(0, canvas.width), random.uniform(0.6, 1) * tall) for _ in range(30)]

    def crowns(brush: Brush) -> None:
        for x, size in trees:
            round_tree(brush, x, canvas.height * (foot + 0.015), canvas.height * size)

    band = (max(0.0, foot - tall - 0.02), min(1.0, foot + 0.03))
    canvas.shape(crowns, colours.depth(0.72), colours.depth(0.95), band=band)


def bridge(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """A cable bridge over the river, the city behind it."""
    canvas = open_sky(width, height, colours, random)
    towers(canvas, colours, random, foot=0.66, tallest=0.2, share=0.1, wide=(0.03, 0.06))
    water(canvas, colours, random, 0.66)
    deck = height * random.uniform(0.60, 0.63)
    masts = [width * 0.3, width * 0.72] if width > height else [width * 0.5]
    tall = height * random.uniform(0.30, 0.36)

    def cables(brush: Brush) -> None:
        for mast in masts:
            for index in range(1, 9):
                top = deck - tall * (0.98 - index * 0.045)
                for side in (-1, 1):
                    foot = mast + side * width * 0.026 * (9 - index)
                    brush.line([(mast, top), (foot, deck)], 1.6)

    def body(brush: Brush) -> None:
        brush.rectangle(0, deck, width, deck + height * 0.016)
        for mast in masts:
            foot = deck + height * 0.13
            brush.polygon([(mast - 4, deck - tall), (mast + 4, deck - tall), (mast + 13, foot),
                           (mast - 13, foot)])  # fmt: skip
        for index in range(1, 12):
            x = width * index / 12
            brush.rectangle(x - 5, deck, x + 5, deck + height * 0.07)

    canvas.shape(cables, colours.depth(0.45), band=(0.2, 0.66), opacity=0.9)
    canvas.shape(body, colours.depth(0.72), colours.depth(0.9), band=(0.2, 0.82))
    return canvas


def village(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """White houses with dark roofs at the foot of the hills, a field in front."""
    canvas = open_sky(width, height, colours, random)
    ranges(canvas, colours, random, start=0.42, end=0.6, count=3, swing=0.08, reach=(0, 0.4))
    for base, count in ((0.70, 6), (0.75, 5)):
        row = [
            (
                width * (index + random.uniform(0.05, 0.4)) / count,
                width * random.uniform(0.08, 0.11),
                height * (base + random.uniform(-0.008, 0.012)),
            )
            for index in range(count)
        ]  # fmt: skip
        _houses(canvas, colours, row)
    for index in range(4):
        line = ridge_line(width, height * (0.77 + 0.07 * index), height * 0.014, random)
        fill = mix(colours.depth(0.34 + 0.17 * index), colours.warm, 0.3 if index % 2 else 0.1)
        land(canvas, line, mix(fill, colours.light, 0.25), fill)
    return canvas


def _houses(canvas: Canvas, colours: Palette, row: list[tuple[float, float, float]]) -> None:
    wall = mix(colours.light, (255, 255, 255), 0.6)
    band = (0.58, 0.79)

    def walls(brush: Brush) -> None:
        for x, across, base in row:
            brush.rectangle(x, base - across * 0.44, x + across, base)

    def roofs(brush: Brush) -> None:
        for x, across, base in row:
            eaves, top = base - across * 0.44, base - across * 0.68
            brush.polygon([(x - across * 0.07, eaves), (x + across * 0.1, top),
                           (x + across * 0.9, top), (x + across * 1.07, eaves)])  # fmt: skip

    def openings(brush: Brush) -> None:
        for x, across, base in row:
            for part in (0.12, 0.68):
                left = x + across * part
                brush.rectangle(
                    left, base - across * 0.32, left + across * 0.2, base - across * 0.18
                )
            brush.rectangle(x + across * 0.43, base - across * 0.3, x + across * 0.57, base)

    canvas.shape(walls, wall, mix(wall, colours.depth(0.1), 0.5), band=band)
    canvas.shape(roofs, colours.depth(0.7), colours.depth(0.84), band=band)
    canvas.shape(openings, colours.depth(0.55), band=band, opacity=0.7)


def _carriageway(canvas: Canvas, colours: Palette, middle: float, level: float) -> None:
    deep = canvas.height - level

    def surface(brush: Brush) -> None:
        half = canvas.width * 0.36
        brush.polygon([(middle - 7, level), (middle + 7, level),
                       (middle + half, canvas.height), (middle - half, canvas.height)])  # fmt: skip

    def marks(brush: Brush) -> None:
        for index in range(1, 9):
            first, last = (index / 9) ** 2.2, ((index + 0.5) / 9) ** 2.2
            top, foot = level + first * deep, level + last * deep
            brush.polygon([(middle - 9 * first - 0.5, top), (middle + 9 * first + 0.5, top),
                           (middle + 9 * last, foot), (middle - 9 * last, foot)])  # fmt: skip

    canvas.shape(surface, colours.depth(0.12), colours.depth(0.42), band=(0.6, 1))
    canvas.shape(marks, colours.light, band=(0.6, 1), opacity=0.85)


def road(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """A straight road with trees on both sides."""
    canvas = open_sky(width, height, colours, random)
    ranges(canvas, colours, random, start=0.46, end=0.56, count=3, swing=0.07, reach=(0, 0.36))
    level = height * 0.6
    middle = width * random.uniform(0.42, 0.58)
    canvas.shape(
        lambda brush: brush.rectangle(0, level, width, height),
        mix(colours.depth(0.36), colours.light, 0.3),
        colours.depth(0.72),
        band=(0.6, 1),
    )

    _carriageway(canvas, colours, middle, level)

    def avenue(brush: Brush) -> None:
        for index in range(1, 10):
            share = (index / 9) ** 2
            for side in (-1, 1):
                x = middle + side * (14 + width * 0.47 * share)
                round_tree(brush, x, level + height * 0.34 * share, height * (0.06 + 0.44 * share))

    canvas.shape(avenue, colours.depth(0.62), colours.depth(0.95), band=(0.3, 0.98))
    return canvas


def _path(canvas: Canvas, colours: Palette, random: Random) -> None:
    bend, end = random.uniform(0.15, 0.5), random.uniform(0.3, 0.5)
    middle = []
    for step in range(41):
        part = step / 40
        middle.append((part, end + math.sin(part * math.pi * 1.6) * bend * (0.3 + 0.5 * part)))

    def side(sign: int) -> list[Point]:
        return [
            (
                canvas.width * (x + sign * (0.006 + 0.1 * part**1.7)),
                canvas.height * (0.63 + 0.38 * part),
            )
            for part, x in middle
        ]

    def paving(brush: Brush) -> None:
        brush.polygon(side(-1) + side(1)[::-1])

    canvas.shape(paving, colours.light, mix(colours.light, colours.warm, 0.35), band=(0.6, 1))


def park(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """Lawns, a winding path and old trees, the city far behind."""
    canvas = open_sky(width, height, colours, random)
    towers(canvas, colours, random, foot=0.62, tallest=0.26, share=0.07, wide=(0.03, 0.07))
    lawn = ridge_line(width, height * 0.6, height * 0.025, random)
    land(canvas, lawn, mix(colours.depth(0.3), colours.light, 0.25), colours.depth(0.62))
    _path(canvas, colours, random)
    for share, count in ((0.25, 9), (0.6, 6), (1.0, 3)):
        foot = height * (0.63 + 0.27 * share)
        trees = [random.uniform(0, 1) * width for _ in range(count)]
        tall = height * (0.12 + 0.30 * share)

        def grove(
            brush: Brush, trees: list[float] = trees, foot: float = foot, tall: float = tall
        ) -> None:
            for x in trees:
                round_tree(brush, x, foot, tall)

        band = (max(0.0, (foot - tall * 1.05) / height), foot / height + 0.01)
        canvas.shape(
            grove, colours.depth(0.42 + 0.3 * share), colours.depth(0.6 + 0.36 * share), band=band
        )
    return canvas


def campus(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """A long low building behind a lawn."""
    canvas = open_sky(width, height, colours, random)
    ranges(canvas, colours, random, start=0.5, end=0.56, count=2, swing=0.06, reach=(0, 0.14))
    base = height * 0.78
    wings = [(0.06, 0.30, 0.22), (0.34, 0.66, 0.31), (0.70, 0.95, 0.24)]

    def walls(brush: Brush) -> None:
        for left, right, tall in wings:
            brush.rectangle(width * left, base - height * tall, width * right, base)
        brush.rectangle(width * 0.28, base - height * 0.13, width * 0.72, base)

    def trim(brush: Brush) -> None:
        for left, right, tall in wings:
            roof = base - height * tall
            brush.rectangle(
                width * (left - 0.008), roof - height * 0.014, width * (right + 0.008), roof
            )

    def panes(brush: Brush) -> None:
        for left, right, tall in wings:
            floors, count = round(tall / 0.065), round((right - left) / 0.026)
            for floor in range(floors):
                top = base - height * tall + height * (0.022 + floor * 0.066)
                for index in range(count):
                    x = width * (left + (right - left) * (index + 0.22) / count)
                    brush.rectangle(x, top, x + width * 0.0145, top + height * 0.036)

    wall = mix(colours.light, colours.depth(0), 0.35)
    canvas.shape(walls, mix(wall, (255, 255, 255), 0.35), wall, band=(0.4, 0.79))
    canvas.shape(panes, colours.depth(0.42), colours.depth(0.62), band=(0.4, 0.79), opacity=0.8)
    canvas.shape(trim, colours.depth(0.66), band=(0.4, 0.6))
    _greenery(canvas, colours, random, 0.8, 0.16)
    return canvas
