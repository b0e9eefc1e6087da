"""The portal's front page, whose regions fill themselves by rules, and the link directory."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from home import regions
from home.enums import LinkLevel
from home.querysets import LinkQuerySet
from units.pages import UnitPage


class PortalHomePage(UnitPage):
    """The front page of the main portal: headline, news, ways in, and all units."""

    is_creatable = False
    stands_below_tree_root = True
    subpage_types = ["content.ColumnPage", "content.UnitIndexPage"]
    max_count_per_parent = 1

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*UnitPage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("portal home")
        verbose_name_plural = _("portal homes")

    @classmethod
    def can_exist_under(cls, parent: Any) -> bool:
        """Stand below the root of the tree only."""
        return bool(parent.is_root())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **regions.portal_regions(self)}


class Link(models.Model):
    """A link of the directory that all sites show. Shared by all units (S051, S116)."""

    group = models.CharField(_("group"), max_length=60)
    level = models.CharField(_("level"), max_length=12, choices=LinkLevel)
    title = models.CharField(_("title"), max_length=120)
    url = models.URLField(_("address"), max_length=400, unique=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)
    is_dead = models.BooleanField(_("does not answer"), default=False, editable=False)
    failure = models.CharField(_("what was answered"), max_length=200, blank=True, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title
