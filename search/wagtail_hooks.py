"""What searching adds to the admin: reports on what people look for, synonyms, promotions."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from search.words import permissions
from search.words.viewset import SynonymViewSet

# Wagtail's own: its list of promotions asks for Django's permissions, its report counts nothing
REPLACED_ITEM, CLOSED_ITEM = "promoted-search-results", "search-terms"

permissions.install()


class KeeperMenuItem(MenuItem):
    """A menu item for who keeps synonyms and promotions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.user_keeps_words(request.user)  # type: ignore[arg-type]


class CountsMenuItem(MenuItem):
    """A menu item for who reads what people look for."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.user_can_read_counts(request.user)  # type: ignore[arg-type]


@hooks.register("register_admin_viewset")
def register_synonyms() -> ViewSet:
    """Mount the screens of synonyms."""
    return SynonymViewSet()


@hooks.register("register_settings_menu_item")
def list_promotions() -> MenuItem:
    """Offer the promotions among the settings."""
    return KeeperMenuItem(
        _("Promoted search results"),
        reverse("wagtailsearchpromotions:index"),
        name="promotions",
        icon_name="pick",
        order=410,
    )


@hooks.register("construct_settings_menu")
def hide_stock_promotions(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take Wagtail's own item out."""
    items[:] = [item for item in items if item.name != REPLACED_ITEM]


@hooks.register("construct_reports_menu")
def hide_stock_report(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out the report that is not served."""
    items[:] = [item for item in items if item.name != CLOSED_ITEM]


@hooks.register("register_reports_menu_item")
def list_hot_words() -> MenuItem:
    """Offer the words most asked for."""
    return CountsMenuItem(
        _("Hot words"), reverse("search_words_hot"), name="hot-words", icon_name="search", order=200
    )


@hooks.register("register_reports_menu_item")
def list_words_without_results() -> MenuItem:
    """Offer the words asked for in vain."""
    return CountsMenuItem(
        _("Words without results"),
        reverse("search_words_empty"),
        name="words-without-results",
        icon_name="warning",
        order=210,
    )
