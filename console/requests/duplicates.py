"""What stands already and is like what a unit asks for (S175); people judge, nothing is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min
from django.utils.translation import gettext as _

from console.blueprint_files import BlueprintError, load_blueprint
from console.models import UnitRequest
from console.requests.columns import columns_of
from console.requests.enums import RequestKind
from search.analysis import pairs, words
from search.models import PublishedItem
from search.titles import title_keys
from units.addresses import address_book
from units.entries import canonical_address
from units.models import Unit

# What may be there already
COMPARED = (RequestKind.OPENING, RequestKind.COLUMN)

MOST_SHOWN = 10
# Of the pairs of characters of two titles, or of the words of a duty, so many are the same
LIKE = 0.6
FEWEST_WORDS = 3


@dataclass(frozen=True)
class Likeness:
    """Something that stands already: what, where, and in what it is like what is asked for."""

    title: str
    place: str
    reason: str
    url: str = ""
    share: float = 1.0


def likely_duplicates(request: UnitRequest) -> list[Likeness]:
    """Return what is most like what is asked for, the most alike first.

    Sites and columns for an opening, columns for a further column, nothing for other kinds. Costs
    a number of queries that grows neither with the units nor with their columns.
    """
    found: list[Likeness] = []
    if request.kind == RequestKind.OPENING:
        found = [*_like_sites(request), *_like_columns(request, _asked_columns(request))]
    elif request.kind == RequestKind.COLUMN and request.column_name:
        names = [request.column_name]
        found = [*_own_columns(request, names), *_like_columns(request, names)]
    return sorted(found, key=lambda one: -one.share)[:MOST_SHOWN]


def likeness(one: str, other: str) -> float:
    """Return the share of pairs of characters that two titles have in common, place left out."""
    first, second = (set(pairs(title_keys(text).placeless)) for text in (one, other))
    both = len(first) + len(second)
    return 2 * len(first & second) / both if both else 0.0


def _like_sites(request: UnitRequest) -> Iterable[Likeness]:
    name = request.second_name or request.unit.name
    said = set(words(f"{request.purpose}\n{request.function_text}"))
    book = address_book()
    others = Unit.objects.real().with_home().exclude(pk=request.unit_id)
    for pk, title, duty in others.values_list("pk", "name", "duty"):
        url = canonical_address(book.by_id[pk]) if pk in book.by_id else ""
        if (share := likeness(name, title)) >= LIKE:
            yield Likeness(title, _("Site of a unit"), _("Much the same name"), url, share)
        elif (share := _covered(duty, said)) >= LIKE:
            yield Likeness(title, _("Site of a unit"), _("Much the same task"), url, share)
    yield from _own_site(request)


def _own_site(request: UnitRequest) -> Iterable[Likeness]:
    """Yield the site that the unit has already: one unit, one site."""
    entry = address_book().by_id.get(request.unit_id)
    if entry and entry.has_home:
        yield Likeness(
            entry.name,
            _("Site of the unit itself"),
            _("One unit, one site"),
            canonical_address(entry),
        )


def _covered(duty: str, said: set[str]) -> float:
    """Return the share of the words of a duty that a request says as well."""
    own = set(words(duty))
    return len(own & said) / len(own) if len(own) >= FEWEST_WORDS else 0.0


def _asked_columns(request: UnitRequest) -> list[str]:
    """Return the columns asked for beside those that the blueprint gives every site."""
    known = {title_keys(name).full for name in _planned_names(request)}
    asked = (line.strip() for line in request.column_list.splitlines())
    return [line for line in asked if line and title_keys(line).full not in known]


def _planned_names(request: UnitRequest) -> list[str]:
    if not request.blueprint:
        return []
    try:
        blueprint = load_blueprint(request.blueprint, request.to_version)
    except BlueprintError:  # a version that is gone plans nothing
        return []
    return [placed.spec.name for placed in blueprint.placed()]


def _own_columns(request: UnitRequest, names: list[str]) -> Iterable[Likeness]:
    for title in columns_of(request.unit).values_list("title", flat=True):
        share = max(likeness(name, title) for name in names)
        if share >= LIKE:
            yield Likeness(title, request.unit.name, _("Much the same name"), share=share)


def _like_columns(request: UnitRequest, names: list[str]) -> Iterable[Likeness]:
    """Yield columns of other units; those of one title count as one, with one unit named."""
    if not names:
        return
    columns = PublishedItem.objects.of_type("column").in_language(settings.LANGUAGE_CODE)
    titles = columns.exclude(unit=request.unit_id).values_list("title").order_by("title")
    entries = address_book().by_id
    for title, units, first in titles.annotate(Count("unit", distinct=True), Min("unit")):
        share = max(likeness(name, title) for name in names)
        if share < LIKE:
            continue
        entry = entries.get(first)
        place = entry.name if entry else ""
        if units > 1:
            place = _("%(unit)s and %(count)s more") % {"unit": place, "count": units - 1}
        yield Likeness(title, place, _("Much the same name"), share=share)
