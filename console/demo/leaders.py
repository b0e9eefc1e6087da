"""The leaders of a unit: posts of its kind, and names that say they are examples."""

from collections.abc import Iterator
from datetime import date, timedelta

from console.demo.articles import credits
from console.demo.markup import to_blocks
from console.demo.material import field_of, formats, read
from console.demo.names import names_of
from console.demo.seeds import DemoItem, UnitSeed, seeded
from console.demo.wording import Wording


def leader_items(
    unit: UnitSeed, today: date, column: str = "ld", sub_column: str = ""
) -> Iterator[DemoItem]:
    """Yield three to five leaders of ``unit``, the first post first and with the newest date."""
    random = seeded("leaders", unit.code)
    texts = read("profile")
    posts = field_of(unit).get("heads") or _posts(unit)
    surnames = random.sample(texts["names"]["surname"], len(posts))
    newest = today - timedelta(days=random.randint(40, 300))
    for index, (post, surname) in enumerate(zip(posts, surnames, strict=True)):
        slug = f"leader-{index + 1}"
        own = seeded("leader", unit.code, slug)
        day = newest - timedelta(days=index)
        born = own.randint(1968, 1984)
        areas = field_of(unit)["areas"]
        names = names_of(unit) | {
            "surname": surname,
            "area": areas[(index - 1) % len(areas)],
            "born": str(born),
            "started": str(born + own.randint(20, 24)),
        }
        wording = Wording(own, day, names)
        duties = wording.fill(texts["leaders"]["duties"][min(index, 4)])
        details = credits(unit, own, names, wording) | {
            "post": wording.fill(post),
            "duties": duties,
            "email": formats()["email"].format(code=f"{unit.code}-{index + 1}"),
        }
        yield DemoItem(
            item_type="leader",
            column_key=column,
            sub_column=sub_column,
            slug=slug,
            title=formats()["person"].format(surname=surname),
            summary=duties,
            date=day,
            body=to_blocks(wording.fill("\n".join(texts["leaders"]["cv"]))),
            details=details,
        )


def _posts(unit: UnitSeed) -> list[str]:
    posts: dict[str, list[str]] = read("profile")["posts"]
    return posts["portal" if unit.is_portal else unit.kind]
