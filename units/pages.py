"""The abstract page every public page type of the install descends from."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.cache import patch_cache_control
from wagtail.models import Page, Site

from units.addresses import address_book
from units.entries import RootEntry, UnitEntry, location, origin
from units.fence.forms import UnitPageForm
from units.tree_guard import UnitPagePermissionTester, stands_in_one_tree

# How long a browser may keep a public page; the stored copies in front are purged, not timed.
PUBLIC_MAX_AGE = 60


class UnitPage(Page):
    """A page of one unit: the unit follows from where it stands in the tree, never from a field.

    New pages are drafts until they are published. Addresses are made from the unit's host and the
    page's path at a cost that does not grow with the number of sites (I3).
    """

    # Only the portal's home stands directly below the root of the tree.
    stands_below_tree_root: ClassVar[bool] = False
    # A unit's home stands at one fixed depth and its slug is the unit's code.
    is_unit_home: ClassVar[bool] = False
    # The one slug pages of this type have, where addresses depend on it.
    fixed_slug: ClassVar[str] = ""

    base_form_class = UnitPageForm

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:  # Django fills instances read from the database by position
            kwargs.setdefault("live", False)
        super().__init__(*args, **kwargs)

    @property
    def unit(self) -> UnitEntry:
        """The unit the page belongs to (I1)."""
        return address_book().for_path(self.path)

    @property
    def language(self) -> str:
        """The language code of the tree the page stands in."""
        place = address_book().root_for_path(self.path)
        return place[1].language if place else str(self.locale.language_code)

    @property
    def relative_path(self) -> str:
        """The part of the address below the unit's root, without a leading slash."""
        place = self._place
        return self.url_path[len(place[1].url_path) :] if place else ""

    @property
    def canonical_url(self) -> str:
        """The page's one full address, in the standard presentation."""
        place = self._place
        if place is None:
            return ""
        host, path = location(place[0], self.relative_path, place[1].language)
        return origin(host) + path

    @property
    def _place(self) -> tuple[UnitEntry, RootEntry] | None:
        place = address_book().root_for_path(self.path)
        if place is None or not (self.url_path or "").startswith(place[1].url_path):
            return None
        return place

    @classmethod
    def can_exist_under(cls, parent: Page) -> bool:
        """Also refuse the root of the tree to every type but the portal's home."""
        if parent.is_root():
            return cls.stands_below_tree_root
        return bool(super().can_exist_under(parent))

    def can_move_to(self, parent: Page) -> bool:
        """Also refuse every place outside the unit's own tree."""
        return bool(super().can_move_to(parent)) and stands_in_one_tree(self, parent)

    def permissions_for_user(self, user: AbstractBaseUser) -> UnitPagePermissionTester:
        """Return the tester that keeps pages inside their unit, superusers included."""
        return UnitPagePermissionTester(user, self)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return site id, origin and path, without asking Wagtail for all sites."""
        place = self._place
        if place is None:
            return None
        unit, root = place
        host, path = location(unit, self.relative_path, root.language)
        return unit.site_id, origin(host), get_script_prefix().rstrip("/") + path

    def get_url(
        self, request: HttpRequest | None = None, current_site: Site | None = None
    ) -> str | None:
        """Return a path on the host being served, else the full address."""
        parts = self.get_url_parts(request)
        if parts is None:
            return None
        site_id, root_url, path = parts
        served = current_site.pk if current_site else getattr(request, "site_id", None)
        return path if served == site_id else root_url + path

    url = property(get_url)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Also tell the request which page it shows: menus and addresses follow from it."""
        request.served_page = self  # type: ignore[attr-defined]
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context

    def allow_keeping(self, response: HttpResponse) -> None:
        """Say how long anyone may keep a public answer of this page: it is the same for all."""
        patch_cache_control(response, public=True, max_age=PUBLIC_MAX_AGE)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Serve an unpublished text, which nobody may keep."""
        response = super().serve_preview(request, mode_name)
        self.forbid_keeping(response)
        return response

    def forbid_keeping(self, response: HttpResponse) -> None:
        """Let nobody keep an answer that is not public."""
        patch_cache_control(response, private=True, no_store=True)
