"""Draw the pictures of the demo: calm scenes in the hue of the site, no file and no network."""

from io import BytesIO

from console.demo.canvas import palette
from console.demo.scenes import SCENES
from console.demo.seeds import PictureSeed, seeded


def draw(seed: PictureSeed) -> bytes:
    """Return the JPEG that ``seed`` describes; equal seeds give equal bytes.

    Raises ``KeyError`` when the scene or the accent is unknown.
    """
    random = seeded("picture", seed.key)
    colours = palette(seed.accent, random)
    canvas = SCENES[seed.scene](seed.width, seed.height, colours, random)
    output = BytesIO()
    canvas.image.save(output, "JPEG", quality=84)
    return output.getvalue()
