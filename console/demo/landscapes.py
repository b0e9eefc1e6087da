"""Scenes of the open country: each a function of a size, a palette and a random source."""

import math
from random import Random

from console.demo.canvas import Brush, Canvas, Palette, mix
from console.demo.scenery import conifer, land, open_sky, ranges, ridge_line, water


def hills(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """Ranges of hills one behind the other under a low sun."""
    canvas = open_sky(width, height, colours, random)
    ranges(canvas, colours, random, start=0.46, end=0.86, count=random.randint(4, 5), swing=0.09)
    return canvas


def lake(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """Hills on the far shore of a lake, reeds on the near one."""
    canvas = open_sky(width, height, colours, random)
    ranges(canvas, colours, random, start=0.42, end=0.56, count=3, swing=0.075, reach=(0.05, 0.5))
    water(canvas, colours, random, 0.62)
    shore = ridge_line(width, height * 0.95, height * 0.03, random)
    land(canvas, shore, colours.depth(0.9), colours.depth(1))
    stems = [
        (random.uniform(0, width), random.uniform(0.05, 0.17), random.uniform(-0.3, 0.3))
        for _ in range(46)
    ]

    def reeds(brush: Brush) -> None:
        for x, tall, lean in stems:
            top = (x + lean * tall * height, height * (0.98 - tall))
            brush.polygon([(x - 2.2, height), top, (x + 2.2, height)])

    canvas.shape(reeds, colours.depth(0.82), colours.depth(1), band=(0.78, 1))
    return canvas


def terraces(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """Terraced fields stepping down a slope."""
    canvas = open_sky(width, height, colours, random)
    ranges(canvas, colours, random, start=0.36, end=0.46, count=2, swing=0.06, reach=(0, 0.2))
    steps = random.randint(8, 10)
    for index in range(steps):
        share = index / (steps - 1)
        level = height * (0.49 + 0.50 * share**1.2)
        line = ridge_line(width, level, height * (0.02 + 0.03 * share), random)
        bank = [(x, y - height * (0.006 + 0.010 * share)) for x, y in line]
        earth = colours.depth(0.38 + 0.6 * share)
        paddy = mix(earth, colours.warm if index % 2 else colours.sky_low, 0.55 - 0.2 * share)
        foot = min(1.0, level / height + 0.14 + 0.1 * share)
        land(canvas, bank, earth, earth, foot)
        land(canvas, line, mix(paddy, colours.light, 0.45), paddy, foot)
    return canvas


def fields(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """Furrows running to the horizon, a row of poplars on it."""
    canvas = open_sky(width, height, colours, random)
    ranges(canvas, colours, random, start=0.48, end=0.54, count=2, swing=0.05, reach=(0, 0.24))
    level = height * 0.6
    ripe = mix(colours.warm, colours.depth(0.4), 0.25)
    canvas.shape(
        lambda brush: brush.rectangle(0, level, width, height),
        mix(ripe, colours.light, 0.45),
        ripe,
        band=(0.6, 1),
    )
    vanishing = width * random.uniform(0.35, 0.65)

    def furrows(brush: Brush) -> None:
        for index in range(-22, 23):
            near = vanishing + index * width * 0.13
            far = vanishing + index * width * 0.016
            half = width * 0.033
            brush.polygon([(far - half * 0.1, level), (far + half * 0.1, level),
                           (near + half, height), (near - half, height)])  # fmt: skip

    canvas.shape(furrows, colours.depth(0.35), colours.depth(0.7), band=(0.6, 1), opacity=0.55)
    stand = random.sample(range(40), 22)

    def poplars(brush: Brush) -> None:
        for place in stand:
            tall = height * (0.07 + (place * 7 % 5) * 0.012)
            x = width * (place + 0.5) / 40
            brush.ellipse(x, level - tall * 0.52, tall * 0.15, tall * 0.52)

    canvas.shape(poplars, colours.depth(0.6), colours.depth(0.8), band=(0.44, 0.61))
    return canvas


def forest(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """Firs in morning mist, row behind row."""
    canvas = open_sky(width, height, colours, random)
    ranges(canvas, colours, random, start=0.42, end=0.48, count=2, swing=0.08, reach=(0, 0.12))
    rows = 4
    for index in range(rows):
        share = index / (rows - 1)
        foot = 0.62 + 0.34 * share
        size = 0.13 + 0.20 * share
        line = ridge_line(width, height * foot, height * 0.02, random)
        trees = [
            (random.uniform(-0.03, 1.03) * width, random.uniform(0.55, 1) * size * height)
            for _ in range(int(46 - 28 * share))
        ]

        def firs(
            brush: Brush, trees: list[tuple[float, float]] = trees, foot: float = foot
        ) -> None:
            for x, tall in trees:
                conifer(brush, x, height * (foot + 0.03), tall)

        shade = colours.depth(0.22 + 0.74 * share)
        band = (max(0.0, foot - size), min(1.0, foot + 0.04))
        canvas.shape(firs, shade, mix(shade, colours.light, 0.35 * (1 - share)), band=band)
        land(canvas, line, mix(shade, colours.light, 0.25 * (1 - share)), shade)
        if index < rows - 1:
            canvas.haze(foot - 0.05, min(1.0, foot + 0.16), colours.light, 0.6)
    return canvas


def turbines(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """Wind turbines along the ridges."""
    canvas = open_sky(width, height, colours, random)
    ranges(canvas, colours, random, start=0.54, end=0.66, count=2, swing=0.06, reach=(0, 0.3))
    places = [
        (width * (index + random.uniform(0.25, 0.75)) / 5, random.uniform(0.2, 0.42) * height,
         random.uniform(0, 2.1))
        for index in range(5)
    ]  # fmt: skip

    def mills(brush: Brush) -> None:
        for x, tall, turn in places:
            hub = height * 0.74 - tall
            brush.polygon(
                [(x - 2, hub), (x + 2, hub), (x + 5, height * 0.8), (x - 5, height * 0.8)]
            )
            for blade in range(3):
                angle = turn + blade * math.tau / 3
                tip = (x + math.cos(angle) * tall * 0.52, hub + math.sin(angle) * tall * 0.52)
                side = (math.cos(angle + 1.57) * 4.5, math.sin(angle + 1.57) * 4.5)
                brush.polygon([(x - side[0], hub - side[1]), tip, (x + side[0], hub + side[1])])
            brush.ellipse(x, hub, 6)

    canvas.shape(
        mills, (255, 255, 255), mix(colours.light, colours.depth(0.2), 0.4), band=(0, 0.82)
    )
    ranges(canvas, colours, random, start=0.74, end=0.9, count=3, swing=0.05, reach=(0.45, 1))
    return canvas
