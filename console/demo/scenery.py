"""Things that stand in several pictures: skies, ridges, trees, water, houses, towers."""

import math
from random import Random

from console.demo.canvas import Brush, Canvas, Colour, Palette, Point, mix


def open_sky(width: int, height: int, colours: Palette, random: Random) -> Canvas:
    """Return a canvas with a sky, a low sun and a few long clouds."""
    canvas = Canvas(width, height, colours.sky_high, colours.sky_low)
    x = width * random.choice([random.uniform(0.16, 0.36), random.uniform(0.62, 0.84)])
    y = height * random.uniform(0.18, 0.34)
    radius = min(width, height) * random.uniform(0.055, 0.085)
    canvas.glow((x, y), radius * 4.2, mix(colours.sun, (255, 255, 255), 0.4), 0.75)
    band = (max(0.0, (y - radius) / height - 0.01), (y + radius) / height + 0.01)
    canvas.shape(lambda brush: brush.ellipse(x, y, radius), colours.sun, band=band)
    clouds = [
        (random.uniform(0, width), height * random.uniform(0.06, 0.36), random.uniform(0.5, 1.2))
        for _ in range(random.randint(2, 4))
    ]

    def drift(brush: Brush) -> None:
        for x, y, size in clouds:
            _cloud(brush, x, y, size * height / 9)

    white = mix(colours.light, (255, 255, 255), 0.6)
    canvas.shape(drift, white, band=(0, 0.46), opacity=0.5)
    return canvas


def _cloud(brush: Brush, x: float, y: float, size: float) -> None:
    for shift, rise, part in ((-1.5, 0.0, 0.20), (-0.5, -0.10, 0.30), (0.6, -0.04, 0.24)):
        brush.ellipse(x + shift * size, y + rise * size, size * part * 4.2, size * part * 0.62)


def ridge_line(
    width: int, level: float, swing: float, random: Random, *, rough: float = 0.0
) -> list[Point]:
    """Return the points of a skyline of hills round ``level``; ``rough`` makes it rocky."""
    waves = [
        (random.uniform(0.7, 1.5), random.uniform(0, 6.3), 0.6),
        (random.uniform(2.0, 3.4), random.uniform(0, 6.3), 0.3),
        (random.uniform(5.0, 8.0), random.uniform(0, 6.3), 0.1 + rough * 0.15),
        (random.uniform(14.0, 22.0), random.uniform(0, 6.3), rough * 0.12),
    ]
    points = []
    for step in range(161):
        part = step / 160
        rise = sum(math.sin(part * rate * math.pi + turn) * share for rate, turn, share in waves)
        points.append((part * width, level - swing * rise))
    return points


def land(canvas: Canvas, line: list[Point], top: Colour, bottom: Colour, foot: float = 1) -> None:
    """Fill the ground under ``line`` down to ``foot`` of the height."""
    highest = max(0.0, min(y for _, y in line) / canvas.height - 0.01)
    depth = foot * canvas.height
    outline = [*line, (canvas.width, depth), (0, depth)]
    canvas.shape(lambda brush: brush.polygon(outline), top, bottom, band=(highest, foot))


def ranges(
    canvas: Canvas,
    colours: Palette,
    random: Random,
    *,
    start: float,
    end: float,
    count: int,
    swing: float = 0.07,
    reach: tuple[float, float] = (0.0, 1.0),
) -> None:
    """Stack ``count`` ranges of hills from ``start`` to ``end`` of the height, paler afar."""
    for index in range(count):
        share = index / max(1, count - 1)
        level = canvas.height * (start + (end - start) * share)
        line = ridge_line(
            canvas.width, level, canvas.height * swing * (1 - share * 0.35), random, rough=1 - share
        )
        shade = colours.depth(reach[0] + (reach[1] - reach[0]) * share)
        land(canvas, line, shade, mix(shade, colours.light, 0.42 * (1 - share * 0.6)))


def conifer(brush: Brush, x: float, foot: float, tall: float) -> None:
    """Draw a fir of three tiers standing at ``foot``."""
    brush.rectangle(x - tall * 0.025, foot - tall * 0.2, x + tall * 0.025, foot)
    for base, half, top in ((0.10, 0.21, 0.56), (0.34, 0.165, 0.78), (0.58, 0.115, 1.0)):
        brush.polygon(
            [(x - tall * half, foot - tall * base), (x, foot - tall * top),
             (x + tall * half, foot - tall * base)]
        )  # fmt: skip


def round_tree(brush: Brush, x: float, foot: float, tall: float) -> None:
    """Draw a tree with a full crown standing at ``foot``."""
    brush.rectangle(x - tall * 0.03, foot - tall * 0.45, x + tall * 0.03, foot)
    brush.ellipse(x, foot - tall * 0.66, tall * 0.27, tall * 0.34)
    brush.ellipse(x - tall * 0.16, foot - tall * 0.52, tall * 0.18, tall * 0.2)
    brush.ellipse(x + tall * 0.17, foot - tall * 0.54, tall * 0.19, tall * 0.21)


def water(canvas: Canvas, colours: Palette, random: Random, top: float) -> None:
    """Cover everything below ``top`` of the height with water and its glints."""
    shade = colours.depth(0.22)
    level = top * canvas.height
    canvas.shape(
        lambda brush: brush.rectangle(0, level, canvas.width, canvas.height),
        mix(colours.sky_low, shade, 0.35),
        mix(shade, colours.depth(0.62), 0.5),
        band=(top, 1),
    )
    deep = canvas.height - level
    glints = [(random.random() ** 1.6, random.random(), random.uniform(0.3, 1)) for _ in range(54)]

    def ripples(brush: Brush) -> None:
        for down, across, size in glints:
            y = level + down * deep * 0.96 + 4
            half = canvas.width * (0.02 + 0.07 * down) * size
            x = across * canvas.width
            brush.ellipse(x, y, half, 0.7 + 1.9 * down)

    canvas.shape(ripples, colours.light, band=(top, 1), opacity=0.5)


def towers(
    canvas: Canvas,
    colours: Palette,
    random: Random,
    *,
    foot: float,
    tallest: float,
    share: float,
    wide: tuple[float, float] = (0.045, 0.09),
) -> None:
    """Draw a row of buildings with windows; ``share`` says how near they stand."""
    blocks: list[tuple[float, float, float, int]] = []
    x = -canvas.width * random.uniform(0, 0.04)
    base = foot * canvas.height
    while x < canvas.width:
        across = canvas.width * random.uniform(*wide)
        middle = 1 - abs((x + across / 2) / canvas.width - 0.55) * 0.9
        tall = canvas.height * tallest * random.uniform(0.38, 1) * middle
        blocks.append((x, base - tall, across, random.randint(0, 4)))
        x += across * random.choice([1.0, 1.0, 1.06, 1.25])
    shade = colours.depth(share)
    top = max(0.0, min(b[1] for b in blocks) / canvas.height - 0.09)

    def walls(brush: Brush) -> None:
        for left, roof, across, form in blocks:
            brush.rectangle(left, roof, left + across, base)
            _roof(brush, left, roof, across, form)

    canvas.shape(walls, shade, mix(shade, colours.light, 0.5), band=(top, foot))
    if share > 0.15:
        _windows(canvas, colours, random, blocks, base, (top, foot))


def _roof(brush: Brush, left: float, roof: float, across: float, form: int) -> None:
    if form == 1:
        brush.rectangle(left + across * 0.2, roof - across * 0.22, left + across * 0.8, roof)
    elif form == 2:
        brush.polygon([(left, roof), (left + across, roof - across * 0.3), (left + across, roof)])
    elif form == 3:
        brush.rectangle(left + across * 0.3, roof - across * 0.18, left + across * 0.7, roof)
        middle = left + across / 2
        brush.rectangle(middle - 1.2, roof - across * 0.75, middle + 1.2, roof)


def _windows(
    canvas: Canvas,
    colours: Palette,
    random: Random,
    blocks: list[tuple[float, float, float, int]],
    base: float,
    band: tuple[float, float],
) -> None:
    panes: list[tuple[float, float, float, float]] = []
    step = canvas.height / 46
    for left, roof, across, _ in blocks:
        count = max(2, int(across / (step * 1.15)))
        gap = across / count
        y = roof + step * 0.9
        while y < base - step * 0.6:
            for index in range(count):
                if random.random() < 0.78:
                    panes.append((left + gap * (index + 0.25), y, gap * 0.5, step * 0.46))
            y += step

    def lit(brush: Brush) -> None:
        for left, top, across, tall in panes:
            brush.rectangle(left, top, left + across, top + tall)

    canvas.shape(lit, mix(colours.light, colours.warm, 0.25), band=band, opacity=0.42)
