"""What one link costs, and whether it costs more among many sites than beside one (I3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.rich_text import expand_db_html

from benchmarks.city import City, Growth
from benchmarks.meters import Patience, additions, counting, microseconds, seconds_each
from benchmarks.table import Row, Verdict, verdict
from content.models import ArticlePage
from search.models import PublishedItem
from units.addresses import one_book
from units.entries import serving

RATIO = 1.2
JUDGED_AT = 1000
PARAGRAPH_LINKS = 10
# The best of all rounds counts, so that what disturbs one of them does no harm.
ROUNDS, REPEATS = 6, 6


class Links:
    """A page's address asked for in each way that templates and texts ask for it."""

    def __init__(self) -> None:
        self.seconds: dict[str, dict[int, float]] = {}
        self.rich_text_queries: dict[int, int] = {}
        self.speeds: dict[int, float] = {}
        self.patience = Patience()

    def measure(self, city: City, growth: Growth, size: int) -> None:
        page = ArticlePage.objects.order_by("pk")[ArticlePage.objects.count() // 2]
        text = _paragraph(page)
        with counting() as queries:
            expand_db_html(text)
        self.rich_text_queries[size] = len(queries)
        for _round in range(ROUNDS):
            self.patience.wait()
            self.speeds[size] = min(additions(), self.speeds.get(size, 1.0))
            with one_book() as book, serving(book.portal.host):
                for name, link in _ways(page).items():
                    self._note(name, size, seconds_each(link, repeats=REPEATS))
                paragraph = seconds_each(lambda: expand_db_html(text), loops=10, repeats=REPEATS)
            self._note("link in rich text", size, paragraph / PARAGRAPH_LINKS)
            outside = seconds_each(lambda: page.url, loops=50, repeats=REPEATS)
            self._note("page.url outside a request", size, outside)

    def _ratio(self, found: Mapping[int, float]) -> float:
        """Return the ratio of costs, each taken by the speed of the machine at that time."""
        return found[JUDGED_AT] / self.speeds[JUDGED_AT] / (found[1] / self.speeds[1])

    def _note(self, name: str, size: int, seconds: float) -> None:
        known = self.seconds.setdefault(name, {})
        known[size] = min(seconds, known.get(size, seconds))

    def rows(self) -> Iterator[Row]:
        for name, found in self.seconds.items():
            yield Row(
                what=f"{name}: µs",
                budget=f"≤ {RATIO} × from 1 to {JUDGED_AT:,}",
                measured={size: microseconds(seconds) for size, seconds in found.items()},
                verdict=verdict(self._ratio(found) <= RATIO)
                if JUDGED_AT in found
                else Verdict.NONE,
            )
        yield Row(
            what=f"{PARAGRAPH_LINKS} links in rich text: SQL queries",
            budget="1",
            measured={size: str(queries) for size, queries in self.rich_text_queries.items()},
            verdict=verdict(set(self.rich_text_queries.values()) == {1}),
        )


def _ways(page: ArticlePage) -> dict[str, Callable[[], object]]:
    request = RequestFactory().get("/", headers={"host": settings.BATONG_PORTAL_HOST})
    item = PublishedItem.objects.get(page_id=page.pk)
    tag = Template("{% load wagtailcore_tags %}{% pageurl page %}")
    context = Context({"request": request, "page": page})
    return {
        "page.url": lambda: page.url,
        "page.get_url(request)": lambda: page.get_url(request),
        "{% pageurl page %}": lambda: tag.render(context),
        "PublishedItem.url": lambda: item.url,
    }


def _paragraph(page: ArticlePage) -> str:
    pages = ArticlePage.objects.sibling_of(page).order_by("-pk")
    ids = list(pages.values_list("pk", flat=True)[:PARAGRAPH_LINKS])
    links = (f'<a linktype="page" id="{ids[n % len(ids)]}">x</a>' for n in range(PARAGRAPH_LINKS))
    return f"<p>{' '.join(links)}</p>"
