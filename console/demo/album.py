"""The pictures of a unit: few, drawn once and used by several of its pages."""

from console.demo.material import field_of, read
from console.demo.profile import accent_of
from console.demo.seeds import PictureSeed, UnitSeed, seeded

PORTRAIT = (800, 1120)


def unit_pictures(unit: UnitSeed) -> tuple[PictureSeed, ...]:
    """Return the pictures of ``unit`` in a fixed order; items name them by their place in it."""
    random = seeded("album", unit.code)
    known = read("profile")["scenes"]
    pictures = []
    for index, scene in enumerate(field_of(unit)["scenes"]):
        stands = index == 2 and not unit.is_portal and random.random() < 0.2
        width, height = PORTRAIT if stands else (1280, 800)
        pictures.append(
            PictureSeed(
                key=f"{unit.code}-{index + 1}-{scene}",
                scene=scene,
                accent=accent_of(unit),
                caption=random.choice(known[scene]["captions"]),
                alt=known[scene]["alt"],
                width=width,
                height=height,
            )
        )
    return tuple(pictures)
