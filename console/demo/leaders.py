"""The leaders of a unit: posts of its kind, and names that say they are examples."""

from collections.abc import Iterator
from datetime import date, timedelta

from console.demo.articles import credits
from console.demo.material import field_of, formats, read
from console.demo.markup import to_blocks
from console.demo.names import names_of
from console.demo.seeds import DemoItem, UnitSeed, seeded
from console.demo.wording import Wording


def leader_items(
    unit: UnitSeed, today: date, column: str = "ld", sub_column: str = ""
) -> Iterator[DemoItem]:
    """Yield three to five leaders of ``unit`` in the order of their posts."""
    random = seeded("leaders", unit.code)
    texts = read("profile")
    posts = field_of(unit).get("heads") or _posts(unit)
    surnames = random.sample(texts["names"]["surname"], len(posts))
    for index, (post, surname) in enumerate(zip(posts, surnames, strict=True)):
        slug = f"leader-{index + 1}"
        own = seeded("leader", unit.code, slug)
        day = today - timedelta(days=own.randint(40, 420))
        names = names_of(unit) | {"surname": surname}
        wording = Wording(own, day, names)
        duties = wording.fill(texts["leaders"]["duties"][min(index, 4)])
        details = credits(unit, own, names, wording) | {
            "post": wording.fill(post),
            "duties": duties,
            "email": formats()["email"].format(code=f"{unit.code}-{index + 1}"),
            "order": index + 1,
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
