"""Links to pages in rich text, made with one query and without Wagtail's scan over all sites."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from units.addresses import address_book
from units.entries import address

MOST_DIGITS = 18  # of a number that every database holds


class UnitPageLinkHandler(PageLinkHandler):
    """Link to a page's address; what is not public is no link for the public."""

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: Sequence[dict[str, str]]) -> list[str]:
        given = [attrs.get("id", "") for attrs in attrs_list]
        ids = [int(pk) for pk in given if pk.isdecimal() and len(pk) <= MOST_DIGITS]
        rows = Page.objects.live().filter(pk__in=ids).values_list("pk", "path", "url_path")
        addresses = {str(pk): _address_of(path, url_path) for pk, path, url_path in rows}
        return [_start_tag(addresses.get(attrs.get("id", ""), "")) for attrs in attrs_list]


def _address_of(path: str, url_path: str) -> str:
    place = address_book().root_for_path(path)
    if place is None:
        return ""
    unit, root = place
    return address(unit, url_path[len(root.url_path) :], root.language)


def _start_tag(href: str) -> str:
    return format_html('<a href="{}">', href) if href else "<a>"
