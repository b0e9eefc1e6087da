"""What surrounds every public page: whose site it is, its menu, its other addresses."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.menus import MenuItem, columns_around, unit_columns
from units.addresses import address_book
from units.entries import UnitEntry, address, location, origin
from units.middleware import ELDER_PREFIX
from units.pages import UnitPage
from units.succession import successors_of

if TYPE_CHECKING:
    from django.http import HttpRequest


class LanguageLink(NamedTuple):
    """The site, or this page, in another language."""

    code: str
    label: str
    url: str
    is_current: bool


class Crumb(NamedTuple):
    """A step of the way from the site's home to the page."""

    title: str
    url: str


class Frame:
    """The frame of one response; each part is worked out when a template first asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.page: UnitPage | None = getattr(request, "served_page", None)
        self.is_elder: bool = getattr(request, "is_elder", False)

    @cached_property
    def unit(self) -> UnitEntry:
        """The unit of the page, else of the host."""
        if self.page is not None and self.page.path:
            return self.page.unit
        found: UnitEntry | None = getattr(self.request, "unit", None)
        return found or self.portal

    @property
    def portal(self) -> UnitEntry:
        return address_book().portal

    @cached_property
    def successors(self) -> list[UnitEntry]:
        """The units that go on with the work of one that has closed, or will close."""
        return successors_of(self.unit)

    @property
    def is_closing(self) -> bool:
        """Say whether the closing of the unit's site is announced."""
        return self.unit.closes_on is not None and not self.unit.is_closed

    @cached_property
    def unit_count(self) -> int:
        """How many units the install has, the portal aside."""
        return len(address_book().units) - 1

    @property
    def language(self) -> str:
        return self.page.language if self.page else get_language() or settings.LANGUAGE_CODE

    @cached_property
    def columns(self) -> list[MenuItem]:
        if self.page is not None:
            return columns_around(self.page)
        return unit_columns(self.unit.id, self.language)

    @property
    def menu(self) -> list[MenuItem]:
        """The columns that the menu shows."""
        return [column for column in self.columns if column.in_menu]

    @cached_property
    def breadcrumbs(self) -> list[Crumb]:
        """The way from the site's home to the page's column."""
        crumbs = [Crumb(_("Home"), self.home_url)]
        if self.page is None:
            return crumbs
        for top in self.columns:
            for column in (top, *top.children):
                if column.is_current and column.page_id != self.page.pk:
                    crumbs.append(Crumb(column.title, column.url))
        return crumbs

    @property
    def home_url(self) -> str:
        return address(self.unit, language=self.language)

    @property
    def canonical_url(self) -> str:
        """The one full address of what is shown, in the standard presentation."""
        path = self._standard_path
        if self.page is not None:
            return self.page.canonical_url + self._own_route
        return origin(self.unit.base_host) + path

    @property
    def _own_route(self) -> str:
        """What the page itself routes, such as the second page of a list."""
        if self.page is None or not self.page.relative_path:
            return ""
        _host, place = location(self.unit, self.page.relative_path, self.language)
        path = self._standard_path
        return path[len(place) :] if path.startswith(place) else ""

    @property
    def _standard_path(self) -> str:
        """The path being served without elder mode."""
        return self.request.path_info

    @property
    def elder_url(self) -> str:
        """This page in elder mode."""
        return ELDER_PREFIX + self._standard_path.lstrip("/") + self._query

    @property
    def standard_url(self) -> str:
        """This page out of elder mode."""
        return self._standard_path + self._query

    @property
    def _query(self) -> str:
        query: str = self.request.META.get("QUERY_STRING", "")
        return f"?{query}" if query else ""

    @cached_property
    def alternates(self) -> list[LanguageLink]:
        """This page in all languages it is written in; empty when it has one only."""
        if self.page is None or len(self.unit.roots) < 2:
            return []
        pages = self.page.get_translations(inclusive=True).filter(live=True)
        links = [self._link_to(page) for page in pages.select_related("locale")]
        return links if len(links) > 1 else []

    def _link_to(self, page: Any) -> LanguageLink:
        code = str(page.locale.language_code)
        root = self.unit.root(code)
        relative = page.url_path[len(root.url_path) :] if root else ""
        host, path = location(self.unit, relative, code)
        return LanguageLink(code, _label(code), origin(host) + path, code == self.language)

    @property
    def languages(self) -> list[LanguageLink]:
        """The languages of the site: this page where it is translated, else the home."""
        here = {link.code: link for link in self.alternates}
        return [
            here.get(root.language)
            or LanguageLink(
                root.language,
                _label(root.language),
                address(self.unit, language=root.language),
                root.language == self.language,
            )
            for root in self.unit.roots
        ]

    @property
    def search_url(self) -> str:
        return reverse("search")

    @property
    def directory_url(self) -> str:
        """The directory of all units, in the language of the page where the portal has it."""
        is_translated = self.portal.root(self.language) is not None
        return address(self.portal, "units/", self.language if is_translated else None)

    @property
    def staff_url(self) -> str:
        """Where staff sign in: the portal's host, in the standard presentation."""
        path = reverse("wagtailadmin_home")
        return origin(self.portal.host) + "/" + path.removeprefix(get_script_prefix())


def _label(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))
