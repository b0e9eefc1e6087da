"""Places in a page, and the way to them in its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page


class Mark(NamedTuple):
    """A place that a reviewer marked, and where the form shows it."""

    label: str
    url: str


def edit_address(page: Page) -> str:
    """Return the address of a page's form."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def place_address(draft: Page, path: str, *, from_form: bool = False) -> str:
    """Return the address of a page's form at a field or block, which it scrolls to and opens.

    ``path`` is that of a finding or an unmet requirement. It may lead further than the form does,
    into a link or a cell of a table, or to a block that is gone: then to the nearest place. The
    form looks for places when it is loaded, so from the form itself the address must be another.
    """
    shown = _shown_part(draft, path)
    address = edit_address(draft)
    if not shown:
        return address
    query = f"?{urlencode({'place': shown})}" if from_form else ""
    return f"{address}{query}#:w:contentpath={shown}"


def marks(
    draft: Page, places: Iterable[Mapping[str, Any] | str], *, from_form: bool = False
) -> list[Mark]:
    """Return marked places as they are shown, with the way to them in the newest draft."""
    found = []
    for place in places:
        kept = {"path": place} if isinstance(place, str) else place
        path = str(kept.get("path", ""))
        address = place_address(draft, path, from_form=from_form)
        found.append(Mark(str(kept.get("label") or path), address))
    return found


def _shown_part(draft: Page, path: str) -> str:
    """Return the part of a place that the form shows, as Wagtail writes content paths."""
    name, *inner = path.split(".")
    try:
        field = draft._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    if isinstance(field, StreamField):
        value = getattr(draft, name)
        while inner and field.stream_block.get_block_by_content_path(value, inner) is None:
            inner.pop()
    elif field.concrete:
        inner = []
    return ".".join([name, *inner])
