"""Twenty items of five types for each new site, as the demo has them, without pictures."""

from django.utils import timezone

from console.columns import publish
from content.models import ArticlePage, LeaderPage, NoticePage, PolicyPage
from services.models import ServicePage
from units.bulk_pages import Placement

ITEMS = (
    ("xwdt", ArticlePage, 8),
    ("tzgg", NoticePage, 4),
    ("zcfg", PolicyPage, 3),
    ("ld", LeaderPage, 3),
    ("bs", ServicePage, 2),
)


def twenty_items(sites):
    """Fill the texts of columns that hold no items, and return where the items of the sites go."""
    for site in sites:
        for key in ("gk", "zz"):
            site.columns[key].body = [("paragraph", "<p>示范内容。</p>")]
    return [
        Placement(site.columns[key], item(model, number))
        for site in sites
        for key, model, count in ITEMS
        for number in range(count)
    ]


def item(model, number):
    """Return one unsaved live item."""
    at = timezone.now()
    page = model(
        title=f"示范事项 {model.__name__} {number}",
        slug=f"{model.__name__.lower()}-{number}",
        date=at,
        picture=None,
        body=[("paragraph", "<p>示范内容。</p>")],
    )
    publish(page, at)
    return page
